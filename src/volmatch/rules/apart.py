"""People who should not meet do not serve in the same session, or not even on the same day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.sets import Sets, faults_of_sets, unknown_in_sets
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Apart(Rule):
    """In each session, or on each local day, at most one person of a set serves.

    `same` says which: ``session`` or ``day``. A duty counts on the day its session starts. People and sessions that the
    rule's filter does not take count nowhere.

    Excess: 1 for each person of a set beyond the first in a session, or on a day.
    """

    splits = FrozenMap({"sets": template("{people} are kept apart")})
    sets: Sets = ()
    same: Literal["session", "day"] = "session"

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the sets."""
        yield from faults_of_sets(self.sets)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids in the sets that the problem does not know."""
        yield from unknown_in_sets(self.sets, problem)

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session or day on which people of a set meet."""
        meetings: dict[str | dt.date, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                meetings[duty.session.id if self.same == "session" else duty.day].append(duty)
        for people in self.sets:
            for duties in meetings.values():
                there = [duty for duty in duties if duty.volunteer.id in people]
                if len({duty.volunteer.id for duty in there}) > 1:
                    yield self._met(there)

    def encode(self, f: "Encoder") -> None:
        """Sum over a set of serves(person) <= 1, for each session or day."""
        import numpy as np

        from volmatch.columns.day_mates import days_of_volunteers

        t = f.tables
        sizes = [len(people) for people in self.sets]
        number = np.repeat(np.arange(len(sizes)), sizes)
        person = np.array([t.volunteer_row[id_] for people in self.sets for id_ in people], dtype=np.int64)
        counts = t.concerned(self.where)
        if self.same == "session":
            entry, column = t.candidates_of_volunteers(person)
            entry, column = entry[counts[column]], column[counts[column]]
            row = number[entry] * t.session_kind.size + t.candidate_session[column]
        else:
            people = np.unique(person)
            group, candidate, cell = days_of_volunteers(t, people, counts)
            serves = np.append(f.any_of(group, candidate, int(cell.max(initial=-1)) + 1), -1)[cell]
            entry, day = (serves[np.searchsorted(people, person)] >= 0).nonzero()
            column = serves[np.searchsorted(people, person[entry]), day]
            row = number[entry] * serves.shape[1] + day
        f.keep(f.rows(row, column, 1), most=1)

    def _met(self, duties: "list[Duty]") -> Violation:
        people = {duty.volunteer.id: duty.volunteer.label for duty in duties}
        facts = {"people": tuple(people.values())}
        if self.same == "session":
            message = Text(
                "{people} are to be kept apart but serve together in {session}",
                {**facts, "session": duties[0].session.label},
            )
        else:
            message = Text(
                "{people} are to be kept apart but serve on the same day, {day}",
                {**facts, "day": duties[0].day},
            )
        sessions = tuple(dict.fromkeys(duty.session.id for duty in duties))
        return Violation(message, tuple(people), sessions, len(people) - 1)
