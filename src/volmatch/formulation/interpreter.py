"""The way out: from values of variables to a schedule in words, and back for a schedule to begin from."""

import datetime as dt
from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints
from volmatch.columns.lookup import rows_of_pins
from volmatch.columns.sessions import minutes_of
from volmatch.formulation.formulation import Formulation
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Placement, Schedule


@attrs.frozen(eq=False)
class Interpreter:
    """Translates between the variables of one formulation and schedules of its problem."""

    _f: Formulation
    _problem: Problem
    _starts: Sequence[dt.datetime]
    _seats: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, f: Formulation, problem: Problem) -> "Interpreter":
        """Make the interpreter of a problem's formulation."""
        t, sessions = f.tables, problem.sessions
        by_minute = [{minutes_of(start): start for start in session.candidate_starts} for session in sessions]
        options = zip(t.option_session.tolist(), t.option_start.tolist(), strict=True)
        roles = zip(t.role_session.tolist(), t.role_names, strict=True)
        return cls(
            f,
            problem,
            [by_minute[session][start] for session, start in options],
            [(sessions[row].id, name) for row, name in roles],
        )

    def schedule(self, decisions: Ints) -> Schedule:
        """Return the schedule that values of the decision variables describe; shape (decisions,) or longer."""
        f, t, problem = self._f, self._f.tables, self._problem
        held = f.chosen_options(decisions).nonzero()[0].tolist()
        rooms = decisions[f.placed].nonzero()[0]
        room_of = dict(zip(t.placement_option[rooms].tolist(), t.placement_room[rooms].tolist(), strict=True))
        session_of = t.option_session.tolist()
        placements = [
            Placement(
                problem.sessions[session_of[option]].id,
                self._starts[option],
                problem.rooms[room_of[option]].id if option in room_of else None,
            )
            for option in held
        ]
        chosen = decisions[: t.candidate_volunteer.size].nonzero()[0]
        pairs = zip(t.candidate_volunteer[chosen].tolist(), t.candidate_role[chosen].tolist(), strict=True)
        assignments = [Assignment(problem.volunteers[volunteer].id, *self._seats[role]) for volunteer, role in pairs]
        placed = {placement.session for placement in placements}
        return Schedule(
            assignments, placements, [session.id for session in problem.sessions if session.id not in placed]
        )

    def decisions(self, schedule: Schedule) -> Ints:
        """Return the variables that say the same as a schedule, as far as the problem still knows what it says."""
        f, t = self._f, self._f.tables
        values = np.zeros(f.decisions, dtype=np.int64)
        options = self._options_of(schedule)
        chosen = np.zeros(t.option_session.size, dtype=bool)
        chosen[list(options)] = True
        values[f.held[chosen & (f.held >= 0)]] = 1
        room = np.full(t.option_session.size, -1, dtype=np.int64)
        room[list(options)] = [-1 if id_ is None else t.room_row.get(id_, -1) for id_ in options.values()]
        values[f.placed[room[t.placement_option] == t.placement_room]] = 1
        named = {(one.volunteer, one.session, one.role) for one in schedule.assignments}
        seats = set(self._seats)
        known = [
            (volunteer, session, role)
            for volunteer, session, role in sorted(named)
            if volunteer in t.volunteer_row and session in t.session_row and (session, role) in seats
        ]
        volunteer, session, role = rows_of_pins(t, known)
        entry, candidate = t.candidates_of_pairs(volunteer, session)
        fits = (t.candidate_role[candidate] == role[entry]) & chosen[t.candidate_option[candidate]]
        values[candidate[fits]] = 1
        return values

    def _options_of(self, schedule: Schedule) -> dict[int, str | None]:
        """Return the option rows that a schedule has chosen, each with the id of its room."""
        t = self._f.tables
        found: dict[int, str | None] = {}
        for option, (row, start) in enumerate(zip(t.option_session.tolist(), self._starts, strict=True)):
            placement = schedule.placement_of.get(self._problem.sessions[row].id)
            if placement is None or placement.start != start:
                continue
            room = None if placement.room is None else self._problem.room(placement.room)
            place = None if room is None else room.place
            here = t.option_place[option] < 0 or self._problem.places[int(t.option_place[option])].id
            if placement.room is None or place == here:
                found[option] = placement.room
        return found
