"""A schedule that people know already changes as little as possible."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.given import maybe_moment
from volmatch.problem.shapes import Count, Moment, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.schedule import Assignment, Placement
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.columns.ragged import Ints
    from volmatch.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule
    from volmatch.tables import Tables


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FewestChanges(Rule):
    """What `assignments` and `placements` of an earlier schedule say stays as it was.

    ``count`` says what a change is: ``people`` (somebody whose duties in the sessions of the earlier schedule are not the
    same as before), ``assignments`` (a duty that somebody had and no longer has), or ``times`` (a session that no longer
    takes place at the same time in the same room). People, sessions and roles that the problem no longer has are passed
    over. A change about a session that began before `urgent_until` in the earlier schedule counts `urgent` times.

    Excess: 1, or `urgent`, for each change.
    """

    level: Count = 1
    count: Literal["people", "assignments", "times"] = "people"
    assignments: Sequence[Assignment] = ()
    placements: Sequence[Placement] = ()
    urgent_until: Moment | None = attrs.field(default=None, converter=maybe_moment)
    urgent: Positive = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person, duty or session that changed."""
        if self.count == "times":
            yield from self._moved(problem, schedule)
            return
        before = self._remembered(problem)
        now = self._present(problem, schedule)
        for volunteer in problem.volunteers:
            lost = before[volunteer.id] - now[volunteer.id]
            gained = now[volunteer.id] - before[volunteer.id]
            if self.count == "assignments":
                for session, role in sorted(lost):
                    facts = {"volunteer": volunteer.label, "session": _label(session, problem), "role": role}
                    message = Text("{volunteer} no longer serves as {role} of {session}", facts)
                    yield Violation(message, (volunteer.id,), (session,), self._price([session]))
            elif lost or gained:
                sessions = sorted({session for session, _ in lost | gained})
                message = Text("the duties of {volunteer} are not the same as before", {"volunteer": volunteer.label})
                yield Violation(message, (volunteer.id,), tuple(sessions), self._price(sessions))

    def encode(self, f: "Encoder") -> None:
        """Cost 1 - x for what was there; for people, one Boolean that is 1 if anything of theirs differs."""
        if self.count == "times":
            _price_times(self, f)
        elif self.count == "assignments":
            _price_assignments(self, f)
        else:
            _price_people(self, f, urgent=False)
            if self.urgent > 1:
                _price_people(self, f, urgent=True)

    def _moved(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        for placement in self.placements:
            session = problem.session(placement.session)
            if session is None or not self.where.takes_session(session, problem):
                continue
            now = schedule.placement_of.get(session.id)
            if now is None or (now.start, now.room) != (placement.start, placement.room):
                facts = {"session": session.label, "start": placement.start}
                message = Text("{session} no longer takes place at {start} in the same room", facts)
                yield Violation(message, sessions=(session.id,), excess=self._price([session.id]))

    def _price(self, sessions: Sequence[str]) -> int:
        urgent = {one.session for one in self.placements if self.urgent_until and one.start < self.urgent_until}
        return self.urgent if urgent.intersection(sessions) else 1

    def _remembered(self, problem: "Problem") -> dict[str, set[tuple[str, str]]]:
        """Return (session, role) of each volunteer in the earlier schedule."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for one in self.assignments:
            volunteer, session = problem.volunteer(one.volunteer), problem.session(one.session)
            if volunteer is None or session is None or session.role(one.role) is None:
                continue
            if self.where.takes_volunteer(volunteer) and self.where.takes_session(session, problem):
                found[volunteer.id].add((session.id, one.role))
        return found

    def _present(self, problem: "Problem", schedule: "Schedule") -> dict[str, set[tuple[str, str]]]:
        """Return (session, role) of each volunteer now, in sessions that the earlier schedule knew."""
        known = {one.session for one in self.placements} | {one.session for one in self.assignments}
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem)
            if concerned and duty.session.id in known:
                found[duty.volunteer.id].add((duty.session.id, duty.role.name))
        return found


def _label(session: str, problem: "Problem") -> str:
    known = problem.session(session)
    return known.label if known else session


def _urgent_rows(rule: FewestChanges, t: "Tables") -> "Ints":
    """Return the rows of the sessions that began before `urgent_until`."""
    import numpy as np

    until = rule.urgent_until
    rows = [
        t.session_row[one.session]
        for one in rule.placements
        if until is not None and one.start < until and one.session in t.session_row
    ]
    return np.array(rows, dtype=np.int64)


def _earlier(rule: FewestChanges, t: "Tables") -> "tuple[Ints, Ints, Ints]":
    """Return (volunteer, session, role) rows of the earlier duties that the problem still knows and the filter takes."""
    seats = {
        (t.problem.sessions[row].id, name) for row, name in zip(t.role_session.tolist(), t.role_names, strict=True)
    }
    named = sorted({(one.volunteer, one.session, one.role) for one in rule.assignments})
    known = [one for one in named if one[0] in t.volunteer_row and (one[1], one[2]) in seats]
    volunteer, session, role = t.rows_of_pins(known)
    taken = t.takes_volunteers(rule.where)[volunteer] & t.takes_sessions(rule.where)[session]
    return volunteer[taken], session[taken], role[taken]


def _kept(t: "Tables", volunteer: "Ints", session: "Ints", role: "Ints") -> "tuple[Ints, Ints]":
    """Return (entry, candidate) of each earlier duty; of all its options at most one can be taken."""
    entry, candidate = t.candidates_of_pairs(volunteer, session)
    same = t.candidate_role[candidate] == role[entry]
    return entry[same], candidate[same]


def _price_assignments(rule: FewestChanges, f: "Encoder") -> None:
    import numpy as np

    volunteer, session, role = _earlier(rule, f.tables)
    entry, candidate = _kept(f.tables, volunteer, session, role)
    price = np.where(np.isin(session, _urgent_rows(rule, f.tables)), rule.urgent, 1)
    f.price(candidate, -price[entry], constant=int(price.sum()))


def _price_people(rule: FewestChanges, f: "Encoder", *, urgent: bool) -> None:
    """Price a Boolean per person: at least 1 - (what was kept) for each earlier duty, and at least each new one."""
    import numpy as np

    t = f.tables
    known_ids = {one.session for one in rule.placements} | {one.session for one in rule.assignments}
    looked_at = np.array([session.id in known_ids for session in t.problem.sessions], dtype=bool)
    if urgent:
        looked_at &= np.isin(np.arange(looked_at.size), _urgent_rows(rule, t))
    volunteer, session, role = _earlier(rule, t)
    chosen = looked_at[session]
    volunteer, session, role = volunteer[chosen], session[chosen], role[chosen]
    entry, kept = _kept(t, volunteer, session, role)
    is_new = t.concerned(rule.where) & looked_at[t.candidate_session]
    is_new[kept] = False
    new = is_new.nonzero()[0]
    people = np.unique(np.concatenate([volunteer, t.candidate_volunteer[new]]))
    changed = f.booleans(people.size)
    of_duty = changed[np.searchsorted(people, volunteer)]
    of_new = changed[np.searchsorted(people, t.candidate_volunteer[new])]
    each = np.arange(volunteer.size)
    kept_rows = f.rows(entry, kept, 1, count=volunteer.size)
    f.define(kept_rows + f.rows(each, of_duty, 1), least=np.ones(volunteer.size))
    f.define(f.rows(np.arange(new.size), new, 1) + f.rows(np.arange(new.size), of_new, -1), most=np.zeros(new.size))
    f.price(changed, rule.urgent - 1 if urgent else 1)

    def fill(values: "Ints") -> None:
        values[changed] = 0
        values[of_new[values[new] > 0]] = 1
        values[of_duty[kept_rows.at(values) == 0]] = 1

    f.fill(fill)


def _price_times(rule: FewestChanges, f: "Encoder") -> None:
    """Cost 1 - the variable of the option (and of the room) that a session had."""
    import numpy as np

    t = f.tables
    taken = t.takes_sessions(rule.where)
    room_row = {room.id: row for row, room in enumerate(t.problem.rooms)}
    urgent = set(_urgent_rows(rule, t).tolist())
    columns, prices, constant = [], [], 0
    for placement in rule.placements:
        row = t.session_row.get(placement.session, -1)
        if row < 0 or not taken[row]:
            continue
        price = rule.urgent if row in urgent else 1
        stays = _stays(t, f, row, int(placement.start.timestamp()) // 60, placement.room, room_row)
        constant += 0 if stays == -1 else price
        if stays is not None and stays >= 0:
            columns.append(stays)
            prices.append(-price)
    f.price(np.array(columns, dtype=np.int64), np.array(prices, dtype=np.int64), constant=constant)


def _stays(
    t: "Tables", f: "Encoder", session: int, start: int, room: str | None, room_row: dict[str, int]
) -> int | None:
    """Return the variable "the session is where it was": -1 if it is in any case, ``None`` if it cannot be."""
    options = ((t.option_session == session) & (t.option_start == start)).nonzero()[0]
    if room is None:
        roomless = [option for option in options.tolist() if not (t.placement_option == option).any()]
        return int(f.options[roomless[0]]) if roomless else None
    for option in options.tolist():
        here = ((t.placement_option == option) & (t.placement_room == room_row.get(room, -1))).nonzero()[0]
        if here.size:
            return int(f.placements[here[0]])
    return None
