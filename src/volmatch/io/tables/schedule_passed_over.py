"""What people typed into the sheets of a schedule that no schedule can take from there, each cell with its place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell, number
from volmatch.io.tables.schedule_rows import columns_of
from volmatch.io.tables.schedule_tables import schedule_sheets
from volmatch.io.tables.schedule_weeks import WEEKS
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import HEADERS, plain
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Schedule
from volmatch.text import LANGUAGES, Text

_PLACE = frozenset(plain(word) for words in HEADERS["place"].values() for word in words)
_PEOPLE = frozenset(plain(Text("people").sentence(lang)) for lang in LANGUAGES)
_CREWS, _DUTIES, _HOURS = Text("crews"), Text("duties"), Text("hours served")
#: By sheet: the columns that say whom a row is about, and the headers that are looked at; all the others where none are named.
_LOOKED_AT: Sequence[tuple[Text, tuple[str, ...], frozenset[str] | None]] = (
    (_CREWS, ("session", "role"), _PLACE | _PEOPLE),
    (_DUTIES, ("session",), _PLACE),
    (_HOURS, ("volunteer",), None),
)
_ELSEWHERE = Text("this stands otherwise in the problem, and was passed over here; change it there")
_COUNTED = Text("this is counted from the duties, and was passed over here; change those")

Key = tuple[str, ...]
#: What may stand under each header of a row, in one schedule or another.
Expected = Mapping[tuple[Key, str], list[Cell]]


def passed_over(problem: Problem, sheets: Iterable[Sheet], written: Schedule, now: Schedule) -> Iterator[Fault]:
    """Yield each cell that says what neither the schedule as it was written nor the one read now says, and the crews that are gone."""
    read = list(sheets)
    names = {plain(sheet.name) for sheet in read}
    stay = sorted(set(written.assignments) & set(now.assignments))
    for lang in LANGUAGES:
        if names.isdisjoint(plain(title.sentence(lang)) for title, _, _ in _LOOKED_AT):
            continue
        fresh = [schedule_sheets(problem, one, lang) for one in (written, now)]
        for title, key, headers in _LOOKED_AT:
            name = title.sentence(lang)
            expected = _expected([one for told in fresh for one in told if one.name == name], key)
            for sheet in read:
                if plain(sheet.name) == plain(name):
                    headed = sheet.headed(lambda cells, key=key: set(key) <= columns_of(cells).keys()).unmerged()  # type: ignore[misc]
                    yield from _otherwise(headed, key, headers, expected)
                    if title is _CREWS:
                        yield from _gone(headed, key, stay)
        yield from _in_weeks(read, next(one for one in fresh[0] if one.name == WEEKS.sentence(lang)))


def _in_weeks(read: Iterable[Sheet], before: Sheet) -> Iterator[Fault]:
    """Yield each cell of the grid of weeks that is not as it was written."""
    for sheet in read:
        if plain(sheet.name) != plain(before.name):
            continue
        rows, known = dict(sheet.rows), dict(before.rows)
        for row in sorted({*rows, *known}):
            width = max(len(rows.get(row, ())), len(known.get(row, ())))
            for index in range(width):
                cell = _cell(rows.get(row, ()), index)
                if not _is_same(cell, _cell(known.get(row, ()), index)):
                    place = sheet.place(row, index)
                    yield Fault(place, _COUNTED) if is_empty(cell) else Fault.of(place, _COUNTED, cell)


def _expected(sheets: Iterable[Sheet], key: tuple[str, ...]) -> Expected:
    found: dict[tuple[Key, str], list[Cell]] = defaultdict(list)
    for sheet in sheets:
        for _, cells, own in _keyed(sheet, key):
            for header, cell in zip(sheet.header, cells, strict=True):
                found[own, plain(str(header))].append(cell)
    return found


def _keyed(sheet: Sheet, key: tuple[str, ...]) -> Iterator[tuple[int, Sequence[Cell], Key]]:
    """Yield number and cells of each row that says whom it is about, and that."""
    at = columns_of(sheet.header)
    if set(key) <= at.keys():
        for row, cells in sheet.rows:
            own = tuple(_cell(cells, at[name]) for name in key)
            if not any(map(is_empty, own[:1])):
                yield row, cells, tuple(plain(str(one)) for one in own)


def _cell(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _otherwise(
    sheet: Sheet, key: tuple[str, ...], headers: frozenset[str] | None, expected: Expected
) -> Iterator[Fault]:
    names = {index: plain(str(header)) for index, header in enumerate(sheet.header) if not is_empty(header)}
    for row, cells, own in _keyed(sheet, key):
        for index, name in names.items():
            told, cell = expected.get((own, name)), _cell(cells, index)
            if (
                told is None
                or (headers is not None and name not in headers)
                or any(_is_same(cell, one) for one in told)
            ):
                continue
            wanted = _COUNTED if name in _COUNTS else _ELSEWHERE
            place = sheet.place(row, index)
            yield Fault(place, wanted) if is_empty(cell) else Fault.of(place, wanted, cell)


def _is_same(cell: Cell, other: Cell) -> bool:
    if is_empty(cell) or is_empty(other):
        return is_empty(cell) and is_empty(other)
    return number(cell) == number(other) or plain(str(cell)) == plain(str(other))


def _gone(sheet: Sheet, key: tuple[str, ...], stay: Iterable[Assignment]) -> Iterator[Fault]:
    """Yield that crews which were written and still serve have no row any more."""
    there = {own for _, _, own in _keyed(sheet, key)}
    held = {(plain(one.session), plain(one.role)): (one.session, one.role) for one in stay}
    missing = [f"{session} ({role})" for own, (session, role) in sorted(held.items()) if own not in there]
    if missing and set(key) <= columns_of(sheet.header).keys():
        yield Fault(
            sheet.name,
            Text(
                "rows of crews are gone, which was passed over: {seats}; empty their names, or say that they are not held",
                {"seats": tuple(missing)},
            ),
        )


_COUNTS = frozenset(
    plain(one.sentence(lang))
    for one in (Text("people"), Text("duties"), Text("days"), Text("hours"))
    for lang in LANGUAGES
)
