"""Which sheets and columns of a file are which: headers in either language, and the nearest word for a misspelt one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Protocol

import attrs

from volmatch.errors import MOST_FAULTS, Fault, ProblemError
from volmatch.io.tables.activity_headers import NAMES_OF_ACTIVITIES, names_activities
from volmatch.io.tables.answerers import is_of_names
from volmatch.io.tables.banner_rows import with_dates_below, without_banners
from volmatch.io.tables.by_columns import is_named_like, is_unnamed, keys_by_columns, keys_of_headers
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS, KEEPING, KEYS, Column
from volmatch.io.tables.ditto_marks import without_dittos
from volmatch.io.tables.note_rows import without_notes
from volmatch.io.tables.own_columns import is_a_slip, resembled
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.swept_rows import without_headers
from volmatch.io.tables.table_words import HEADERS, SHEETS, nearest, plain, understood, written
from volmatch.io.tables.tables_apart import tables_apart
from volmatch.io.tables.times_in_headers import says_a_limit, says_times, says_when_not
from volmatch.io.tables.whole_names import are_names_apart, with_whole_names
from volmatch.text import LANGUAGES, Text

#: A sheet whose name begins with this is the people's own; it is not read.
PRIVATE = "_"
_HINT = re.compile(r"\s*(.+?)\s*[(（\[【][^()（）\[\]【】]+[)）\]】]\s*[*:：]?\s*", re.DOTALL)  # noqa: RUF001 - people type the wide ones
#: The one of those that we write ourselves, beside a schedule.
OWN = f"{PRIVATE}volmatch"


class Counted(Protocol):
    """A column of people's own that counts in a row: what it says goes where its columns are, or is refused."""

    @property
    def index(self) -> int:
        """The column, counted from 0."""

    def take(self, row: Any, cell: Cell) -> None:
        """Count a cell."""


@attrs.frozen
class Known:
    """A sheet whose meaning is clear.

    Parameters
    ----------
    key
        Which sheet it is.
    sheet
        The sheet itself.
    at
        The column, counted from 0, in which each known thing stands.
    own
        The same of columns that are people's own, by their headers.
    counted
        Columns of people's own that count.
    notes
        What is worth knowing about those.
    """

    key: str
    sheet: Sheet
    at: Mapping[str, int]
    own: Mapping[str, int] = attrs.field(factory=dict)
    notes: Sequence[Fault] = ()
    counted: Sequence[Counted] = ()

    def place(self, row: int, column: str | None) -> str:
        """Return where a cell stands, or the row where the sheet has no such column."""
        return self.sheet.place(row, None if column is None else self.at.get(column))


def known_sheets(sheets: Sequence[Sheet]) -> tuple[dict[str, Known], list[Fault]]:
    """Return the sheets by what they are, and what is wrong with their names and headers.

    Raises
    ------
    ProblemError
        If a sheet lacks a column without which none of its rows can be read.
    """
    meanings, found = understood(SHEETS), dict[str, Known]()
    faults: list[Fault] = []
    unseen: list[Fault] = []
    sheets = list(tables_apart(sheets, lambda cells: keys_of_headers(cells, _is_header, meanings_of), meanings))
    named = {meanings.get(plain(sheet.name)) for sheet in sheets if sheet.header and not sheet.is_part} - {None}
    for sheet in sheets:
        if sheet.name.startswith(PRIVATE) or not sheet.header:  # an empty sheet says nothing, whatever its name
            continue
        key, told = _key_of(sheet, meanings, {*found, *filter(None, named)})
        if key is None and sheet.is_hidden:
            unseen.append(Fault(sheet.name, _HIDDEN))
        elif key is None:
            faults += told
        elif key in found:
            wanted = Text("this is the same sheet as {other}; keep one", {"other": found[key].sheet.name})
            faults.append(Fault.of(sheet.name, wanted, sheet.name))
        else:
            headed = sheet.headed(partial(_is_header, key), may_have_groups=True)
            headed = without_headers(without_banners(headed, _index_of(key, "date", headed.header)).unmerged())
            headed = without_notes(headed) if key in KEYS else headed
            headed = (
                with_whole_names(headed, [word for word, name in meanings_of(key).items() if name == "person_name"])
                if key == "volunteers"
                else headed
            )
            own: dict[str, int] = {}
            notes = list(told)
            at = _columns(key, headed, faults, own, notes)
            settled = without_dittos(headed, at.values())
            settled = with_dates_below(settled, at.get("date"), at.get("start")) if key == "sessions" else settled
            found[key] = Known(key, settled, at, own, notes)
    if unseen and found:
        first = next(iter(found.values()))
        found[first.key] = attrs.evolve(first, notes=(*unseen, *first.notes))
    missing = [fault for known in found.values() for fault in _missing(known)]
    if missing:
        raise ProblemError([*faults, *missing])
    return found, faults


def _key_of(sheet: Sheet, meanings: Mapping[str, str], taken: Collection[str]) -> tuple[str | None, list[Fault]]:
    """Return which sheet one is, by its name or, where a program gave it that, by its columns, and what is to be told of it."""
    key = meanings.get(plain(sheet.name))
    if key is not None and not sheet.is_part:
        return key, []
    may_be = keys_by_columns(sheet, _is_header, meanings_of, taken)
    if len(may_be) == 1 and (sheet.is_part or is_unnamed(sheet.name) or is_named_like(sheet.name, may_be[0])):
        facts = {"sheet": written(SHEETS[may_be[0]], "en"), "zh": written(SHEETS[may_be[0]], "zh")}
        return may_be[0], [Fault(sheet.name, attrs.evolve(_BY_COLUMNS, facts=facts))]
    if may_be:
        names = tuple(f"{written(SHEETS[one], 'en')} / {written(SHEETS[one], 'zh')}" for one in may_be)
        return None, [Fault.of(sheet.name, attrs.evolve(_MAY_BE, facts={"words": names}), sheet.name)]
    return None, [_unknown(sheet.name, nearest(sheet.name, meanings), "sheet")]


@cache
def meanings_of(key: str) -> Mapping[str, str]:
    """Return which column of a sheet each header means."""
    return understood(HEADERS, tuple(column.name for column in COLUMNS[key]))


def _meant_by(key: str, header: Cell, headers: Sequence[Cell]) -> str | None:
    """Return which column a header means, also one that is a question; one for a name counts where no other says who it is."""
    known = meanings_of(key)
    word = plain(str(header))
    found = known.get(word) or known.get(word.rstrip("?？ "))  # noqa: RUF001 - people type the wide one
    if found is None and key == "sessions" and word in NAMES_OF_ACTIVITIES:
        return names_activities(word, headers, known, KEYS[key])
    if found is None and key == "volunteers" and is_of_names(header):
        others = {known.get(plain(str(one))) for one in headers if one is not header and not is_empty(one)}
        return "person_name" if others.isdisjoint(KEYS[key]) else None
    return found or (_without_hint(str(header), known, headers) if key in KEYS else None)


def _without_hint(header: str, known: Mapping[str, str], headers: Sequence[Cell]) -> str | None:
    """Return which column a header means that has a hint in brackets behind it, as skills (with commas); none that stands there bare."""
    found = _HINT.fullmatch(header)
    name = known.get(plain(found[1])) if found else None
    there = {known.get(plain(str(one))) for one in headers if not is_empty(one)}
    return None if name in there else name


def _index_of(key: str, name: str, header: Sequence[Cell]) -> int | None:
    """Return the column of activities that has a name, or ``None``; other sheets have no headings with dates."""
    if key != "sessions":
        return None
    return next(
        (at for at, cell in enumerate(header) if not is_empty(cell) and _meant_by(key, cell, header) == name), None
    )


def _is_header(key: str, cells: Sequence[Cell]) -> bool:
    """Whether a row has all headers that its sheet cannot do without; where there are none such, any that is known."""
    names = {_meant_by(key, cell, cells) for cell in cells if not is_empty(cell)} - {None}
    if key == "volunteers" and are_names_apart(cells):
        return True
    required = {column.name for column in COLUMNS[key] if column.is_required}
    return bool(names) and required <= names and (key not in KEYS or not names.isdisjoint(KEYS[key]))


def _columns(key: str, sheet: Sheet, faults: list[Fault], own: dict[str, int], notes: list[Fault]) -> dict[str, int]:
    """Return where each known thing stands, and take note of headers that are not known; some sheets keep people's own columns."""
    at: dict[str, int] = {}
    near: list[int] = []
    for index, header in enumerate(sheet.header):
        if len(faults) >= MOST_FAULTS:
            break
        name = None if is_empty(header) else _meant_by(key, header, sheet.header)
        place = sheet.place(sheet.header_row, index)
        if name == "date" and plain(str(header)) == "day" and _DATES & set(map(plain, map(str, sheet.header))):
            name = None  # the day of the week beside the date
        if name is None and key == "volunteers" and says_when_not(header):
            name = "busy"
            notes.append(Fault.of(place, _WHEN_NOT, header))
        if is_empty(header):
            faults.extend(sheet.nameless(index))
        elif name is None and key in KEEPING and not is_a_slip(str(header), meanings_of(key)):
            if key == "volunteers" and plain(str(header)) not in understood(HEADERS) and says_times(header):
                faults.append(Fault.of(place, _ASKS_FOR_TIMES, header))
            _keep(str(header), index, own, sheet, (faults, notes))
            near.append(index)
        elif name is None:
            faults.append(_unknown(str(header), nearest(str(header), meanings_of(key)), "column", place))
        elif name in at:
            wanted = Text("this is the same column as {other}; keep one", {"other": str(sheet.header[at[name]])})
            faults.append(Fault.of(place, wanted, header))
        else:
            at[name] = index
    notes.extend(_resembling(key, sheet, at, near))
    return at


def _resembling(key: str, sheet: Sheet, at: Mapping[str, int], near: Sequence[int]) -> Iterator[Fault]:
    """Yield a note for people's own columns whose headers speak of a known one that the sheet has not."""
    for index in near:
        header = str(sheet.header[index])
        word = resembled(header, [word for word, name in meanings_of(key).items() if name not in at])
        if key == "volunteers" and says_a_limit(header):
            yield Fault.of(sheet.place(sheet.header_row, index), _LIMITS, header)
            continue
        if word is not None and plain(header) not in understood(HEADERS):
            wanted = attrs.evolve(_RESEMBLES, facts={"nearest": word})
            yield Fault.of(sheet.place(sheet.header_row, index), wanted, header)


def _keep(header: str, index: int, own: dict[str, int], sheet: Sheet, noted: tuple[list[Fault], list[Fault]]) -> None:
    """Take note of a column that is people's own; that one is called as a column of another sheet is told."""
    word, (faults, told) = " ".join(header.split()), noted
    if word in own:
        wanted = Text("this is the same column as {other}; keep one", {"other": str(sheet.header[own[word]])})
        faults.append(Fault.of(sheet.place(sheet.header_row, index), wanted, header))
    elif plain(header) in understood(HEADERS):
        told.append(Fault.of(sheet.place(sheet.header_row, index), _OF_ANOTHER, header))
    own[word] = index


def _missing(known: Known) -> Iterator[Fault]:
    keys = KEYS.get(known.key, ())
    if keys and known.sheet.rows and not any(name in known.at for name in keys):
        told = " / ".join(HEADERS[name][lang][0] for name in keys for lang in LANGUAGES)
        place = known.sheet.place(known.sheet.header_row, None)
        yield Fault(place, Text("this sheet needs one of the columns {column}", {"column": told}))
    for column in COLUMNS[known.key]:
        if column.is_required and column.name not in known.at and known.sheet.rows:
            wanted = Text(
                "this sheet needs the column {column}",
                {"column": " / ".join(header_of(column, lang) for lang in LANGUAGES)},
            )
            yield Fault(known.sheet.place(known.sheet.header_row, None), wanted)


def header_of(column: Column, lang: str) -> str:
    """Return the header that is written for a column."""
    words = HEADERS[column.name]
    return words.get(lang, words["en"])[0]


def _unknown(given: str, near: str | None, what: str, place: str | None = None) -> Fault:
    facts = {"nearest": near or ""}
    if what == "sheet":
        wanted = Text("there is no such sheet; did you mean {nearest}?", facts) if near else _NO_SHEET
    else:
        wanted = Text("this sheet has no such column; did you mean {nearest}?", facts) if near else _NO_COLUMN
    return Fault.of(place or given, wanted, given)


_BY_COLUMNS = Text("this sheet was taken for {sheet} ({zh}), by its columns")
_MAY_BE = Text(
    "there is no such sheet; by its columns it may be {words}: call it so, or begin its name with _ to keep it for yourself"
)
_ASKS_FOR_TIMES = Text(
    "this column asks when people are free, and nothing reads it here: write it into a column when free, or read this as a form: volmatch signups"
)
_WHEN_NOT = Text("this column was taken for the times at which people cannot come")
_LIMITS = Text("this column is kept as your own, and no rule reads it; limits stand in a sheet of their own, limits")
_DATES = frozenset(plain(word) for words in HEADERS["date"].values() for word in words if word != "day")
_NO_SHEET = Text("there is no such sheet; rename it, or begin its name with _ to keep it for yourself")
_OF_ANOTHER = Text("this column is none of this sheet, but of another; it is kept as it is, and no rule reads it")
_RESEMBLES = Text("this column is kept as your own, and no rule reads it; if it is meant to be {nearest}, call it so")
_HIDDEN = Text("this sheet is hidden and has no name that says what it is; it was not read")
_NO_COLUMN = Text("this sheet has no such column; rename it, or keep it in a sheet whose name begins with _")
