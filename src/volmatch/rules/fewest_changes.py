"""A schedule that people know already changes as little as possible."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.given import maybe_moment
from volmatch.problem.shapes import SAYS_NOTHING, Count, Moment, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.schedule import Assignment, Placement
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Bools, Ints
    from volmatch.columns.previous_schedule import Earlier
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class FewestChanges(Rule):
    """What `assignments` and `placements` of an earlier schedule say stays as it was.

    ``count`` says what a change is: ``people`` (somebody whose duties in the sessions of the earlier schedule are not the
    same as before, or not at the same time and place), ``assignments`` (a duty that somebody had and no longer has), or ``times`` (a session that no longer
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

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.count == "times" and self.assignments and not self.placements:
            yield "placements", SAYS_NOTHING
        if self.urgent_until is not None and not self.placements:
            yield "urgent_until", Text("it is compared with the starts of placements; name these as well")
        if (self.urgent_until is None) != (self.urgent == 1):
            yield "urgent", Text("urgent (2 or more) and urgent_until go together")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person, duty or session that changed."""
        if self.count == "times":
            yield from self._moved(problem, schedule)
            return
        before = self._remembered(problem)
        now = self._present(problem, schedule)
        moved = self._not_at_their_time(problem, schedule)
        for volunteer in problem.volunteers:
            lost = before[volunteer.id] - now[volunteer.id]
            gained = now[volunteer.id] - before[volunteer.id]
            if self.count == "assignments":
                for session, role in sorted(lost):
                    facts = {"volunteer": volunteer.label, "session": _label(session, problem), "role": role}
                    message = Text("{volunteer} no longer serves as {role} of {session}", facts)
                    yield Violation(message, (volunteer.id,), (session,), self._price([session]))
                continue
            sessions = sorted(
                {session for session, _ in lost | gained} | (moved & {own for own, _ in before[volunteer.id]})
            )
            if sessions:
                message = Text("the duties of {volunteer} are not the same as before", {"volunteer": volunteer.label})
                yield Violation(message, (volunteer.id,), tuple(sessions), self._price(sessions))

    def encode(self, f: "Encoder") -> None:
        """Cost 1 - x for what was there; for people, one Boolean that is 1 if anything of theirs differs."""
        import numpy as np

        from volmatch.columns.previous_schedule import earlier

        t = f.tables
        duties = [(one.volunteer, one.session, one.role) for one in self.assignments]
        stands = [(one.session, int(one.start.timestamp()) // 60, one.room) for one in self.placements]
        before = earlier(t, duties, stands)
        until = self.urgent_until
        is_urgent = np.zeros(before.looked_at.size, dtype=bool)
        if until is not None:
            early = [one.session for one in self.placements if one.start < until and one.session in t.session_row]
            is_urgent[[t.session_row[session] for session in early]] = True
        price = np.where(is_urgent, self.urgent, 1)
        if self.count == "times":
            self._price_times(f, before, price)
        elif self.count == "assignments":
            self._price_assignments(f, before, price)
        else:
            self._price_people(f, before, before.looked_at, 1)
            if self.urgent > 1:
                self._price_people(f, before, before.looked_at & is_urgent, self.urgent - 1)

    def _price_times(self, f: "Encoder", before: "Earlier", price: "Ints") -> None:
        """Cost 1 - the variable of the option, or of the room there, that a session had."""
        taken = f.tables.takes_sessions(self.where)[before.stand_session]
        there = taken & (before.stand_option >= 0)
        column = before.stand_option.copy()
        column[there] = f.options[before.stand_option[there]]
        in_room = before.stand_placement >= 0
        column[in_room] = f.placements[before.stand_placement[in_room]]
        priced = there & (column >= 0)
        cost = price[before.stand_session]
        f.price(column[priced], -cost[priced], constant=int(cost[taken & ~(there & (column < 0))].sum()))

    def _price_assignments(self, f: "Encoder", before: "Earlier", price: "Ints") -> None:
        """Cost 1 - the sum of the candidates of an earlier duty, of which at most one is taken."""
        t = f.tables
        chosen = t.takes_volunteers(self.where)[before.volunteer] & t.takes_sessions(self.where)[before.session]
        entry, candidate = before.stays(t)
        kept = chosen[entry]
        cost = price[before.session]
        f.price(candidate[kept], -cost[entry[kept]], constant=int(cost[chosen].sum()))

    def _price_people(self, f: "Encoder", before: "Earlier", looked_at: "Bools", price: int) -> None:
        """Price a Boolean per person: at least 1 - (what was kept) for each earlier duty, and at least each new one."""
        t = f.tables
        people, sessions = t.takes_volunteers(self.where), t.takes_sessions(self.where)
        taken = people[before.volunteer] & sessions[before.session]
        judged = people[t.candidate_volunteer] & sessions[t.candidate_session]
        possible = before.changes(t, judged, taken & looked_at[before.session], looked_at)
        changed = f.variables([1] * possible.people)
        lost, gained = changed[possible.loser], changed[possible.gainer]
        kept = f.rows(possible.entry, possible.kept, 1, count=possible.duty.size)
        f.define(kept + f.rows(possible.duty, lost, 1), least=1)
        f.define(f.rows(possible.row, possible.new, 1) + f.rows(possible.row, gained, -1), most=0)
        f.price(changed, price)

        def fill(values: "Ints") -> None:
            values[changed] = 0
            values[gained[values[possible.new] > 0]] = 1
            values[lost[kept.at(values) == 0]] = 1

        f.fill(fill)

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

    def _not_at_their_time(self, problem: "Problem", schedule: "Schedule") -> set[str]:
        """Return the sessions that begin at another time than before, or are held at another place than their room's."""
        places = {room.id: room.place for room in problem.rooms}
        found = set()
        for before in self.placements:
            session, now = problem.session(before.session), schedule.placement_of.get(before.session)
            if session is not None and now is not None:
                place = places.get(before.room or "", schedule.place_of(session, problem))
                if (now.start, schedule.place_of(session, problem)) != (before.start, place):
                    found.add(session.id)
        return found

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
            if self.where.takes_volunteer(volunteer, problem) and self.where.takes_session(session, problem):
                found[volunteer.id].add((session.id, one.role))
        return found

    def _present(self, problem: "Problem", schedule: "Schedule") -> dict[str, set[tuple[str, str]]]:
        """Return (session, role) of each volunteer now, in sessions that the earlier schedule knew."""
        known = {one.session for one in self.placements} | {one.session for one in self.assignments}
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_volunteer(duty.volunteer, problem) and self.where.takes_session(
                duty.session, problem
            )
            if concerned and duty.session.id in known:
                found[duty.volunteer.id].add((duty.session.id, duty.role.name))
        return found


def _label(session: str, problem: "Problem") -> str:
    known = problem.session(session)
    return known.label if known else session
