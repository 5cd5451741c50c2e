"""Columns of people's own that nothing reads: told once for each sheet, so that nobody believes that they count."""

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.headings import Known
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekday_column import is_of_weekdays
from volmatch.io.tables.whole_names import FIRST_NAMES, LAST_NAMES
from volmatch.text import Text

#: Of these nobody believes that a rule reads them; the short form says it of its own.
_QUIET = frozenset(
    map(
        plain,
        ("phone", "mobile", "tel", "telephone", "phone number", "mobile number", "phone no", "cell", "email", "e-mail", "email address", "mail", "address", "notes", "note", "timestamp", "no", "no.", "nr", "#",
         *FIRST_NAMES, *LAST_NAMES,
         "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "邮箱", "电子邮箱", "电子邮件", "微信", "微信号", "地址", "备注", "时间戳", "序号"),
    )
)  # fmt: skip
_MOST_NAMED = 12
_KEPT = Text("kept as your own, and read by no rule: {words}")


def with_kept_told(known: Known) -> Known:
    """Return a sheet that tells which of its columns nothing reads, besides those of which something was told already."""
    sheet, has_dates = known.sheet, "date" in known.at
    weekdays = {
        sheet.place(sheet.header_row, index)
        for header, index in known.own.items()
        if has_dates and is_of_weekdays(header)
    }
    known = attrs.evolve(known, notes=[note for note in known.notes if note.path not in weekdays])
    noted = {note.path for note in known.notes} | weekdays
    kept = [
        (index, header)
        for header, index in known.own.items()
        if plain(header) not in _QUIET
        and sheet.place(sheet.header_row, index) not in noted
        and any(index < len(cells) and cells[index] is not None for _, cells in sheet.rows)
    ]
    if not kept:
        return known
    words = tuple(header for _, header in kept[:_MOST_NAMED]) + (("…",) if len(kept) > _MOST_NAMED else ())
    note = Fault(sheet.place(sheet.header_row, kept[0][0]), attrs.evolve(_KEPT, facts={"words": words}))
    return attrs.evolve(known, notes=(*known.notes, note))
