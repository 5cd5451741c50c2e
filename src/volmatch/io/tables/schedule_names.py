"""Which sheets of a workbook are those of a schedule: by their names, or, where somebody gave them another, by their columns."""

from collections.abc import Iterable, Mapping, Sequence

from volmatch.errors import Fault
from volmatch.io.tables.headings import PRIVATE
from volmatch.io.tables.schedule_rows import columns_of
from volmatch.io.tables.schedule_tables import TITLES
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_words import plain
from volmatch.text import LANGUAGES, Text

_SHEETS: Mapping[str, Text] = {"duties": Text("duties"), "crews": Text("crews")}
_TAKEN_FOR = Text("this sheet was taken for the sheet {sheet} of the schedule, by its columns")
_NOT_READ = Text("this sheet is none of a schedule's, and was not read")


def sheets_of_a_schedule(sheets: Iterable[Sheet]) -> tuple[dict[str, Sheet], list[Fault]]:
    """Return the sheets of duties and of crews, and a note for each sheet that was taken for one, or was not read."""
    names = _named(_SHEETS)
    ours = {name for text in TITLES for name in _named({"": text})}
    found: dict[str, Sheet] = {}
    others: list[Sheet] = []
    for sheet in sheets:
        name = plain(sheet.name)
        if name in names:
            if sheet.header:
                found[names[name]] = sheet
        elif sheet.header and name not in ours and not sheet.name.startswith(PRIVATE):
            others.append(sheet)
    notes: list[Fault] = []
    for sheet in others:
        key = next((key for key in _SHEETS if key not in found and _is_one(sheet, key)), None)
        if key is None:
            notes.append(Fault(sheet.name, _NOT_READ))
        else:
            found[key] = sheet
            notes.append(Fault(sheet.name, Text(_TAKEN_FOR.template, {"sheet": _SHEETS[key]})))
    return found, notes


def _named(texts: Mapping[str, Text]) -> dict[str, str]:
    return {plain(text.sentence(lang)): key for key, text in texts.items() for lang in LANGUAGES}


def _is_one(sheet: Sheet, key: str) -> bool:
    """Whether a row near the top has the headers of a sheet."""
    headed = sheet.headed(lambda cells: _has(cells, key))
    return _has(headed.header, key)


def _has(cells: Sequence[object], key: str) -> bool:
    at = columns_of(cells)  # type: ignore[arg-type]
    who = {"names"} if key == "crews" else {"volunteer", "person_name"}
    return (
        bool({"session", "session_name"} & at.keys())
        and bool(who & at.keys())
        and (key == "crews" or "names" not in at)
    )
