"""Dates and times that only the cells around them make whole: dates without a year, several days in one cell, bare numbers."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.births import BY_THE_MONTH, birth_month, birth_said
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.date_asides import without_date_asides
from volmatch.io.tables.day_alone import TAKEN, day_alone
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.headings import Known
from volmatch.io.tables.said_days import Around, said_day, with_strokes
from volmatch.io.tables.serials import serial_date, serial_time
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.weekday_column import weekday_beside
from volmatch.io.tables.weekdays import NotACell, Unclear
from volmatch.text import Text

_DATES = ("date", "end_date", "since", "until")
_CLOCKS = ("start", "end", "from", "to")
#: Sheets in which days of the week alone say when somebody is free.
_WEEKLY = frozenset({"availability", "away"})
#: Text of cells that may prove which of 12/7 is the month.
_PROVING = (*_DATES, "born", "free", "except", "starts")
_CLOCK = Text("taken for {time}")
_TAKEN = Text("taken for {day}")
_NO_DATES = Text("this says no dates: write from when to when as well, such as Sat, Sun 2026-08-01 to 2026-08-31")
_NO_DAY = Text(
    "this says a month and no day: write the date, or which days of the month, such as Saturdays in December"
)
#: Dates with two figures, or a dot, may prove it too.
_MAY_PROVE = re.compile(r"/|\d[-.].*\d[-.]|\d\.\d")
#: A number in which a month and a day may stand; of 12.1 nobody knows whether it was 12.10.
_TWO_NUMBERS = re.compile(r"\d{1,2}\.(?:[4-9]|[1-3]\d)", re.ASCII)
_ONE_DAY = Text("this says several days; leave the end date empty")


def settled_sheets(known: Mapping[str, Known]) -> tuple[dict[str, Known], Around, list[Fault]]:
    """Return sheets whose dates and times are whole, what is known of all dates, and what cells were taken for.

    A date without a year is of the year of the nearest row that tells one, first above and then below; in a sheet without any,
    of that nearest to another date. A row with several days becomes a row a day.
    """
    known, told = without_date_asides(known)
    around = _around(known.values())
    found = {}
    for key, one in known.items():
        found[key], notes = settled_beside(one, around)
        told += notes
    return found, around, told


def settled_beside(known: Known, around: Around) -> tuple[Known, list[Fault]]:
    """Return one sheet whose dates and times are whole beside what is known of others, and what cells were taken for."""
    cells = _Cells(known, around)
    return attrs.evolve(known, sheet=cells.settled()), cells.told


def _around(known: Iterable[Known]) -> Around:
    """Return what the whole dates of a file say about the others."""
    ordered = sorted(known, key=lambda one: one.key != "sessions")
    days = [_whole(one.sheet.rows, _indices(one, _DATES)) for one in ordered]
    first = next((day for told in days for day in told.values()), None)
    of_sessions = next((list(told.values()) for told in days if told), [])
    texts = (cell for one in ordered for cell in _texts(one))
    proof = proven_order((), texts)
    if proof is None and any(map(is_chinese, ordered)):
        proof = True
    return Around(first, proof, min(of_sessions, default=None), max(of_sessions, default=None))


def proven_order(headers: Iterable[str], texts: Iterable[str]) -> bool | None:
    """Return whether the month comes first in dates such as 12/7, as far as others prove it; Chinese headers do."""
    proofs = {
        day.is_month_first
        for text in {text for text in texts if _MAY_PROVE.search(text)}
        if (said := said_days(with_strokes(text, is_date=True))) is not None
        for stretch in said.stretches
        for day in stretch
    } - {None}
    if len(proofs) == 1:
        return proofs.pop()
    is_in_chinese = any("\u4e00" <= letter <= "\u9fff" for header in headers for letter in header)
    return True if is_in_chinese and not proofs else None


def is_chinese(known: Known) -> bool:
    """Whether a sheet has its headers in Chinese."""
    return any("\u4e00" <= letter <= "\u9fff" for header in known.sheet.header for letter in str(header or ""))


def _indices(known: Known, names: Iterable[str]) -> list[int]:
    return [known.at[name] for name in names if name in known.at]


def _texts(known: Known) -> Iterator[str]:
    for index in _indices(known, _PROVING):
        for _, cells in known.sheet.rows:
            if index < len(cells) and isinstance(cell := cells[index], str):
                weekday = weekday_beside(known, cells) if index == known.at.get("date") else None
                yield f"{weekday} {cell}" if weekday else cell


def _whole(rows: Iterable[tuple[int, Sequence[Cell]]], columns: Sequence[int]) -> dict[int, dt.date]:
    """Return the last whole date of each row."""
    found: dict[int, dt.date] = {}
    for number, cells in rows:
        for index in columns:
            cell = cells[index] if index < len(cells) else None
            text = clocks.day_text(cell)
            day = dt.date.fromisoformat(text) if text else serial_date(cell) or _told_whole(cell)
            if day is not None:
                found[number] = day
    return found


def _told_whole(cell: Cell) -> dt.date | None:
    """Return the date that a text says, if it can be no other, as 31/12/26."""
    said = said_day(cell) if isinstance(cell, str) else None
    return None if said is None else said.whole()


def _said(cell: Cell, weekday: str | None = None) -> SaidDays | None:
    """Return the days that a cell of a column of dates says, ``None`` for a number and for anything else.

    The day of the week that stands beside it decides as if it stood in front of the date.
    """
    beside = said_days(with_strokes(f"{weekday} {cell}", is_date=True)) if weekday and isinstance(cell, str) else None
    if beside is not None and len(beside.stretches) == 1:
        return beside
    text = cell if isinstance(cell, str) else repr(cell) if isinstance(cell, float) else ""
    is_date = serial_date(cell) is None and (isinstance(cell, str) or _TWO_NUMBERS.fullmatch(text) is not None)
    return said_days(with_strokes(text, is_date=True)) if is_date else None


class _Cells:
    """The cells of one sheet, in the order of its rows."""

    def __init__(self, known: Known, around: Around) -> None:
        self._known, self._around = known, around
        self._last: dt.date | None = None
        self._has_months = False
        self.told: list[Fault] = []

    def settled(self) -> Sheet:
        """Return the sheet with dates and times made whole."""
        sheet, at = self._known.sheet, self._known.at
        dates = _indices(self._known, _DATES)
        times = _indices(self._known, _CLOCKS)
        if not (dates or times or "born" in at):
            return sheet
        whole = _whole(sheet.rows, dates)
        self._last = next(iter(whole.values()), self._around.day)
        rows: list[tuple[int, tuple[Cell, ...]]] = []
        several = set()
        for number, cells in sheet.rows:
            self._last = whole.get(number, self._last)
            line = list(cells)
            for index in times:
                self._clock(number, line, index)
            if "born" in at:
                self._birth(number, line, at["born"])
            for index in dates:
                if index != at.get("date"):
                    self._date(number, line, index)
            days = self._days(number, line, weekday_beside(self._known, cells))
            rows += [(number, tuple(one)) for one in days]
            if len(days) > 1:
                several.add(number)
        return attrs.evolve(sheet, rows=tuple(rows), several=frozenset(several))

    def _birth(self, number: int, line: list[Cell], index: int) -> None:
        """Make a date of birth whole, or say why it cannot be."""
        cell = line[index] if index < len(line) else None
        try:
            found = birth_said(cell, self._around)
        except NotACell as fault:
            line[index] = Unclear(str(cell), fault.wanted)
            return
        if found is not None and not isinstance(cell, dt.date):
            line[index] = found
            if birth_month(cell) is None:
                self._tell(number, index, Text("taken for {day}", {"day": found}), cell)
            elif not self._has_months:
                self._has_months = True
                self._tell(number, index, BY_THE_MONTH, cell)

    def _clock(self, number: int, line: list[Cell], index: int) -> None:
        cell = line[index] if index < len(line) else None
        found = None if is_empty(cell) else serial_time(cell)
        if found is not None:
            line[index] = found
            time = found.isoformat(" ", "minutes") if isinstance(found, dt.datetime) else found.isoformat("minutes")
            self._tell(number, index, attrs.evolve(_CLOCK, facts={"time": time}), cell)

    def _date(self, number: int, line: list[Cell], index: int) -> None:
        """Make one date whole, or say why it cannot be."""
        cell, days = self._read(line, index)
        if days:
            self._tell_days(number, index, cell, days[:1])
            line[index] = days[0] if len(days) == 1 else Unclear(str(cell), _ONE_DAY)

    def _days(self, number: int, line: list[Cell], weekday: str | None) -> list[list[Cell]]:
        """Return a row with its date made whole, once for each day that it says."""
        index = self._known.at.get("date")
        cell, days = (None, []) if index is None else self._read(line, index, weekday)
        if index is None or not days:
            return [line]
        end = self._known.at.get("end_date", len(line))
        if len(days) > 1 and end < len(line) and not is_empty(line[end]):
            line[index] = Unclear(str(cell), _ONE_DAY)
            return [line]
        self._tell_days(number, index, cell, days, weekday)
        return [[*line[:index], day, *line[index + 1 :]] for day in days]

    def _read(self, line: list[Cell], index: int, weekday: str | None = None) -> tuple[Cell, list[dt.date]]:
        """Return a cell and the days that it says, none where it is whole or says none; that is marked in the line."""
        cell = line[index] if index < len(line) else None
        if is_empty(cell) or clocks.day_text(cell) is not None:
            return cell, []
        try:
            alone = day_alone(f"{weekday or ''} {cell}", self._last, self._around) if isinstance(cell, str) else None
        except NotACell as fault:
            line[index] = Unclear(str(cell), fault.wanted)
            return cell, []
        serial = alone or serial_date(cell)
        self._last = alone or self._last
        said = _said(cell, weekday)
        if serial is not None or said is None:
            return cell, [serial] if serial else []
        try:
            return cell, self._dates(said, index)
        except NotACell as fault:
            line[index] = Unclear(str(cell), fault.wanted)
            return cell, []

    def _dates(self, said: SaidDays, index: int) -> list[dt.date]:
        if said.is_a_month() and self._known.key not in _WEEKLY:
            raise NotACell(_NO_DAY)
        if said.stretches:
            dates = said.dates(attrs.evolve(self._around, day=self._last))
            self._last = dates[-1]
            return dates
        if index == self._known.at.get("date") and self._known.key in _WEEKLY:
            return []
        raise NotACell(_NO_DATES)

    def _tell_days(
        self, number: int, index: int, cell: Cell, days: Sequence[dt.date], weekday: str | None = None
    ) -> None:
        said = _said(cell, weekday)
        is_alone = said is None and isinstance(cell, str)
        meant = said.told(days) if said else attrs.evolve(TAKEN if is_alone else _TAKEN, facts={"day": days[0]})
        if meant is not None:
            self._tell(number, index, meant, cell)

    def _tell(self, number: int, index: int, meant: Text, cell: Cell) -> None:
        self.told.append(Fault.of(self._known.sheet.place(number, index), meant, cell))
