"""One row of a sheet of a schedule: the person, the session, the seat, the time and the room that it means."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.called import Called
from volmatch.io.tables.cells import YES_OR_NO, Cell, meaning, number
from volmatch.io.tables.items import items, one_word
from volmatch.io.tables.schedule_told import ScheduleTold
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain
from volmatch.problem.clock import NotATime, settle_moment
from volmatch.text import Text

_BETWEEN = ";；、\n"  # noqa: RUF001 - people type the wide ones
_ALSO_BETWEEN = ",，/&"  # noqa: RUF001 - people type the wide ones
_NAME_GONE = Text("the name was emptied and the id was not: empty both to take the person out, or write a name")
_ELSEWHERE = Text("this stands otherwise in the problem, and was passed over here; change it there")


@attrs.frozen
class ScheduleLine:
    """A row of a sheet."""

    told: ScheduleTold
    sheet: Sheet
    at: Mapping[str, int]
    number: int
    cells: Sequence[Cell]

    def duty(self) -> None:
        """Take in a row that says one duty."""
        people = self._meant("volunteer", "person_name", self.told.people)
        session = self._session()
        if session is None or not people:
            return
        role = self._role(session)
        before = self._crew_before(session, role)
        person = self._changed(people, before, "person_name")
        known = self.told.problem.volunteer(person) if person in before else None
        if known is not None and known.name and "person_name" in self.at and self.value("person_name") is None:
            self.fault(_NAME_GONE, "person_name")
        if role is not None and person is not None:
            self.told.seats["duties"].setdefault((session, role), {})[person] = self.place("volunteer", "person_name")
        self._time_and_room(session)

    def crew(self) -> None:
        """Take in a row that says who holds a seat, and whether its session is held."""
        session = self._session()
        if session is None:
            return
        held = self.value("held")
        if held is not None:
            self._held(session, held)
        role = self._role(session) if self.value("role") is not None or self.value("names") is not None else None
        if role is not None:
            seat = self.told.seats["crews"].setdefault((session, role), {})
            seat.update(dict.fromkeys(self._named(), self.place("names")))
            self._needed(session, role)
        self._time_and_room(session)

    def value(self, column: str) -> Any:
        """Return what stands in a column, or ``None``."""
        index = self.at.get(column, len(self.cells))
        cell = self.cells[index] if index < len(self.cells) else None
        return None if is_empty(cell) else cell

    def place(self, *names: str) -> str:
        """Return where the first of some columns stands in the row."""
        column = next((self.at[name] for name in names if name in self.at), None)
        return self.sheet.place(self.number, column)

    def fault(self, wanted: Text, *names: str) -> None:
        """Note a fault of the row."""
        given = next((value for name in names if (value := self.value(name)) is not None), None)
        place = self.place(*(name for name in names if self.value(name) is not None), *names)
        self.told.faults.append(Fault(place, wanted) if given is None else Fault.of(place, wanted, given))

    def _session(self) -> str | None:
        found = self._meant("session", "session_name", self.told.sessions)
        if not found and self.value("session") is None and self.value("session_name") is None:
            self.fault(Text("wanted a session"), "session", "session_name")
        before = frozenset(self.told.base.sessions) if self.told.base and len(found) > 1 else frozenset[str]()
        return self._changed(found, before, "session_name")

    def _meant(self, own: str, name: str, called: Called) -> list[str]:
        """Return whom or what an id and a name mean: one where they agree, both where they do not; none is a fault told."""
        found: list[str] = []
        for column in (own, name):
            cell = self.value(column)
            if cell is None:
                continue
            ids = called.ids(one_word(str(cell)))
            if not ids:
                self.fault(_nobody(called.near(str(cell))), column)
                return []
            if found and set(ids) & set(found):
                found = [one for one in found if one in ids]
            elif len(ids) > 1:
                self.fault(Text("this may be any of {words}; write the id", {"words": tuple(ids)}), column)
                return []
            else:
                found += ids
        return found

    def _changed(self, found: list[str], before: frozenset[str], column: str) -> str | None:
        """Return who or what is meant where an id and a name disagree: the one that did not stand there before."""
        new = [one for one in found if one not in before]
        if len(found) <= 1:
            return found[0] if found else None
        if len(new) == 1:
            return new[0]
        facts = {"words": tuple(found)}
        self.fault(Text("the id and the name in this row mean two of {words}; mend one, or empty it", facts), column)
        return None

    def _crew_before(self, session: str, role: str | None) -> frozenset[str]:
        base = self.told.base
        crew = base.schedule.crews.get(session, ()) if base else ()
        return frozenset(one.volunteer for one in crew if one.role == role)

    def _role(self, session: str) -> str | None:
        known = self.told.problem.session(session)
        roles = [one.name for one in known.roles] if known else []
        base = self.told.base
        roles += [one.role for one in (base.schedule.crews.get(session, ()) if base else ()) if one.role not in roles]
        cell = self.value("role")
        found = [one for one in roles if cell is None or plain(one) == plain(str(cell))]
        if len(found) == 1:
            return found[0]
        exact = [one for one in found if one == str(cell)]
        if not exact:
            self.fault(Text("wanted one of {words}", {"words": tuple(roles)}), "role")
        return exact[0] if exact else None

    def _named(self) -> Iterator[str]:
        """Yield the people whom the names in a cell mean."""
        cell = self.value("names")
        for word in () if cell is None else _words(str(cell), self.told.people):
            ids = self.told.people.ids(word)
            if len(ids) == 1:
                yield ids[0]
            elif ids:
                self.fault(Text("this may be any of {words}; write the id", {"words": tuple(ids)}), "names")
            else:
                near = self.told.people.near(word)
                self.told.faults.append(Fault.of(self.place("names"), _nobody(near), word))

    def _needed(self, session: str, role: str) -> None:
        """Note that how many people a seat needs is the problem's, where it was changed here."""
        known = self.told.problem.session(session)
        wanted = known.role(role) if known else None
        for column, count in (("min", wanted.min), ("target", wanted.target), ("max", wanted.max)) if wanted else ():
            cell = self.value(column)
            if column in self.at and number(cell) != count:
                self.told.notes.append(Fault.of(self.place(column), _ELSEWHERE, cell))

    def _held(self, session: str, cell: Cell) -> None:
        said = meaning(int(cell) if isinstance(cell, (bool, float)) else cell, YES_OR_NO)
        if said is None:
            self.fault(Text("wanted yes or no"), "held")
        else:
            self.told.held[session].append((said == "yes", self.place("held")))

    def _time_and_room(self, session: str) -> None:
        day, clock = self.value("date"), self.value("start")
        if day is not None and clock is not None:
            start = self._start(session, day, clock)
            if start is not None:
                self.told.starts[session].append((start, self.place("start")))
                self._end(session, start)
        if "room" in self.at and (day is not None or clock is not None):
            self._room(session)

    def _room(self, session: str) -> None:
        """Take in where a session is held; of rooms called alike the one where it was held is meant."""
        word, base = self.value("room"), self.told.base
        ids: Sequence[str | None] = () if word is None else self.told.halls.ids(str(word), self.value("place"))
        placed = base.schedule.placement_of.get(session) if base else None
        if placed is not None and placed.room in ids:
            ids = (placed.room,)
        if word is None or len(ids) == 1:
            self.told.rooms[session].append((ids[0] if ids else None, self.place("room")))
        elif ids:
            self.fault(Text("this may be any of {words}; write the id", {"words": tuple(ids)}), "room")
        else:
            self.fault(_nobody(self.told.halls.rooms.near(str(word))), "room")

    def _end(self, session: str, start: dt.datetime) -> None:
        """Note that how long a session lasts is the problem's, where its end was changed here alone."""
        known, base = self.told.problem.session(session), self.told.base
        told = _clock(self.value("end"))
        placed = base.schedule.placement_of.get(session) if base else None
        if known is not None and told is not None:
            ends = [
                _clock_after(one, known.length, self.told.problem.zone)
                for one in (start, placed.start if placed else None)
            ]
            if told[: len("24:00")].replace("24:00", "00:00") not in ends:
                self.told.notes.append(Fault.of(self.place("end"), _ELSEWHERE, self.value("end")))

    def _start(self, session: str, day: Cell, clock: Cell) -> dt.datetime | None:
        """Return when a session begins; where clocks show a time twice, the one that it may begin at."""
        date, time = clocks.day_text(day), _clock(clock)
        if date is None or time is None:
            wanted = (
                Text("wanted a day such as 2026-08-01") if date is None else Text("wanted a time of day such as 09:30")
            )
            self.fault(wanted, "date" if date is None else "start")
            return None
        known, base = self.told.problem.session(session), self.told.base
        placed = base.schedule.placement_of.get(session) if base else None
        zone = self.told.problem.zone
        start: dt.datetime
        for start in (*((placed.start,) if placed else ()), *(known.candidate_starts if known else ())):
            if f"{start.astimezone(zone):%Y-%m-%dT%H:%M}" == f"{date}T{time}":
                return start
        try:
            return settle_moment(clocks.moment_on(date, time), zone)
        except NotATime as error:
            self.fault(error.wanted, "start")
            return None


def _clock(cell: Cell) -> str | None:
    """Return a time of day, with its offset where one stands behind it: clocks that are put back show it twice."""
    return clocks.clock_text(cell) or clocks.zoned_clock_text(cell)


def _clock_after(start: dt.datetime | None, length: dt.timedelta, zone: dt.tzinfo) -> str:
    return "" if start is None else f"{(start + length).astimezone(zone):%H:%M}"


def _nobody(near: str | None) -> Text:
    if near is None:
        return Text("nothing and nobody in the problem is called so")
    return Text("nothing and nobody in the problem is called so; did you mean {nearest}?", {"nearest": near})


def _words(text: str, called: Called) -> Iterator[str]:
    """Yield the names in a cell, which may have commas in them."""
    if called.ids(text.strip()):
        yield text.strip()
        return
    if '"' in text:
        yield from (item.text for item in items(text))
        return
    for word in _split(text, _BETWEEN):
        yield from [word] if called.ids(word) else _split(word, _ALSO_BETWEEN)


def _split(text: str, letters: str) -> list[str]:
    for letter in letters:
        text = text.replace(letter, letters[0])
    return [word.strip() for word in text.split(letters[0]) if word.strip()]
