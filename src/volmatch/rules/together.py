"""People who belong together serve in the same session, at the same time or place or on the same day, or none of them does."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.sets import Sets, faults_of_sets, unknown_in_sets
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from collections.abc import Hashable

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Together(Rule):
    """In each session, or at each time, on each local day, or at each place on a day, all people of a set serve or none of them.

    `same` says which: ``session``, ``time`` (sessions that begin and end together), ``day`` or ``place`` (of the same day; a duty
    without a place counts nowhere). A duty counts on the day its session starts. People whom the rule's filter
    does not take on that day are left out of their sets, and duties in sessions it does not take count nowhere.

    Excess: 1 for each person of a set who does not serve in a session, at a time, on a day or at a place where another of the set does.
    """

    splits = FrozenMap({"sets": template("{people} serve together or not at all")})
    sets: Sets = ()
    same: Literal["session", "time", "day", "place"] = "session"

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the sets."""
        yield from faults_of_sets(self.sets)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids in the sets that the problem does not know."""
        yield from unknown_in_sets(self.sets, problem)

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session, time, day or place that parts a set."""
        meetings: dict[Hashable, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and (self.same != "place" or duty.place is not None):
                meetings[self._meeting(duty)].append(duty)
        for named in self.sets:
            known = [volunteer for id_ in named if (volunteer := problem.volunteer(id_)) is not None]
            for duties in meetings.values():
                people = [volunteer.id for volunteer in known if self.where.takes_on(volunteer, duties[0].day)]
                there = {duty.volunteer.id for duty in duties if duty.volunteer.id in people}
                if 0 < len(there) < len(people):
                    yield self._parted(people, [duty for duty in duties if duty.volunteer.id in there], problem)

    def encode(self, f: "Encoder") -> None:
        """Serves(a) - serves(b) <= 0 for all others a of b's set, the worst of them priced, and each b and session, time, day or place."""
        import numpy as np

        from volmatch.columns.day_mates import cells_of_volunteers, is_other_taken, meeting_numbers

        t = f.tables
        taken = t.takes_volunteers(self.where)
        sets = [[row for row in (t.volunteer_row[id_] for id_ in named) if taken[row]] for named in self.sets]
        pairs = [(n, one, other) for n, people in enumerate(sets) for other in people for one in people if one != other]
        named, one, other = np.array(pairs, dtype=np.int64).reshape(-1, 3).T
        if self.same == "session":
            sessions = t.takes_sessions(self.where).nonzero()[0]
            session = np.tile(sessions, one.size)
            row, column = t.candidates_of_pairs(np.repeat(one, sessions.size), session)
            row_of_other, column_of_other = t.candidates_of_pairs(np.repeat(other, sessions.size), session)
            both = is_other_taken(t, self.where, np.repeat(other, sessions.size)[row], column)
            row, column = row[both], column[both]
            meetings = sessions.size
        else:
            people = np.unique(one)
            number = meeting_numbers(t, self.same)
            counts = t.concerned(self.where) & (number >= 0)
            group, candidate, cell = cells_of_volunteers(t, people, counts, number)
            sample = candidate[np.unique(number[candidate], return_index=True)[1]]
            serves = np.append(f.any_of(group, candidate, int(cell.max(initial=-1)) + 1), -1)[cell]
            by_one = serves[np.searchsorted(people, one)].ravel()
            by_other = serves[np.searchsorted(people, other)].ravel()
            both = is_other_taken(t, self.where, np.repeat(other, sample.size), np.tile(sample, other.size))
            row, row_of_other = ((by_one >= 0) & both).nonzero()[0], (by_other >= 0).nonzero()[0]
            column, column_of_other = by_one[row], by_other[row_of_other]
            meetings = serves.shape[1]
        asked = np.unique(row)
        is_asked = np.isin(row_of_other, asked)
        parted = f.rows(np.searchsorted(asked, row), column, 1)
        parted += f.rows(np.searchsorted(asked, row_of_other[is_asked]), column_of_other[is_asked], -1)
        pair, meeting = np.divmod(asked, max(meetings, 1))
        _, missing = np.unique([named[pair], other[pair], meeting], axis=1, return_inverse=True)
        f.keep_worst(parted, missing.ravel(), most=0)

    def _meeting(self, duty: "Duty") -> "Hashable":
        """Return what a duty shares with others that are the same session, or at the same time, day or place."""
        if self.same == "session":
            return duty.session.id
        if self.same == "time":
            return duty.start, duty.end
        return duty.day if self.same == "day" else (duty.day, duty.place)

    def _parted(self, people: list[str], duties: "list[Duty]", problem: "Problem") -> Violation:
        labels = {id_: volunteer.label for id_ in people if (volunteer := problem.volunteer(id_)) is not None}
        there = {duty.volunteer.id for duty in duties}
        facts = {
            "there": tuple(labels[id_] for id_ in people if id_ in there),
            "missing": tuple(labels[id_] for id_ in people if id_ not in there),
        }
        first = duties[0]
        if self.same == "session":
            message = Text("{session} has {there} but not {missing}", {**facts, "session": first.session.label})
        elif self.same == "time":
            message = Text("{start} has {there} but not {missing}", {**facts, "start": first.start})
        elif self.same == "place" and first.place is not None and (place := problem.place(first.place)) is not None:
            at = {**facts, "place": place.label, "day": first.day}
            message = Text("{place} has {there} on {day}, but not {missing}", at)
        else:
            message = Text("{day} has {there} but not {missing}", {**facts, "day": first.day})
        sessions = tuple(dict.fromkeys(duty.session.id for duty in duties))
        return Violation(message, tuple(people), sessions, len(people) - len(there))
