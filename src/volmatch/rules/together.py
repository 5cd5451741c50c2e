"""People who belong together serve in the same session, at the same time or place or on the same day, or none of them does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.sets import Sets, faults_of_sets, unknown_in_sets
from volmatch.problem.shapes import Positive
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

    With `at_least`, people may also serve without each other: all people of a set serve together in so many sessions, or at so many
    times, on so many days or at so many places, or more. Whom the filter takes on no day of the problem is left out of their sets.
    Excess: 1 for each time that is missing.
    """

    splits = FrozenMap({"sets": template("{people} serve together or not at all")})
    sets: Sets = ()
    same: Literal["session", "time", "day", "place"] = "session"
    at_least: Positive | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the sets."""
        yield from faults_of_sets(self.sets)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids in the sets that the problem does not know."""
        yield from unknown_in_sets(self.sets, problem)

    def splits_as_set(self) -> Mapping[str, str]:
        """Return what each of the sets asks for."""
        return self.splits if self.at_least is None else _OFTEN_ENOUGH

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session, time, day or place that parts a set, or for each set that is together too seldom."""
        meetings = self._meetings(problem, schedule)
        if self.at_least is not None:
            yield from self._too_seldom(meetings, self.at_least, problem)
            return
        for named in self.sets:
            known = [volunteer for id_ in named if (volunteer := problem.volunteer(id_)) is not None]
            for duties in meetings:
                people = [volunteer.id for volunteer in known if self.where.takes_on(volunteer, duties[0].day)]
                there = {duty.volunteer.id for duty in duties if duty.volunteer.id in people}
                if 0 < len(there) < len(people):
                    yield self._parted(people, [duty for duty in duties if duty.volunteer.id in there], problem)

    def _meetings(self, problem: "Problem", schedule: "Schedule") -> "list[list[Duty]]":
        """Return the duties that count in each session, or at each time, day or place."""
        meetings: dict[Hashable, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            if concerned and (self.same != "place" or duty.place is not None):
                meetings[self._meeting(duty)].append(duty)
        return list(meetings.values())

    def _too_seldom(self, meetings: "list[list[Duty]]", least: int, problem: "Problem") -> Iterator[Violation]:
        for named in self.sets:
            known = (volunteer for id_ in named if (volunteer := problem.volunteer(id_)) is not None)
            people = {one.id: one.label for one in known if self.where.takes_volunteer(one, problem)}
            met = [duties for duties in meetings if people.keys() <= {duty.volunteer.id for duty in duties}]
            if len(people) > 1 and len(met) < least:
                facts = {"people": tuple(people.values()), "n": len(met), "least": least}
                message = Text.counted(
                    "{people} serve together {n} time, fewer than the {least} wanted",
                    "{people} serve together {n} times, fewer than the {least} wanted",
                    facts,
                )
                there = (duty.session.id for duties in met for duty in duties if duty.volunteer.id in people)
                yield Violation(message, tuple(people), tuple(dict.fromkeys(there)), least - len(met))

    def encode(self, f: "Encoder") -> None:
        """Serves(a) - serves(b) <= 0 for all others a of b's set, the worst of them priced, and each b and session, time, day or place.

        With `at_least`: the sum over sessions, times, days or places of "all of the set serve" >= at_least, for each set.
        """
        import numpy as np

        from volmatch.columns.day_mates import meeting_numbers
        from volmatch.formulation.vocabulary.crews_together import all_or_none, all_serve

        t = f.tables
        taken = t.takes_volunteers(self.where)
        sets = [[row for row in (t.volunteer_row[id_] for id_ in named) if taken[row]] for named in self.sets]
        if self.at_least is None:
            all_or_none(f, sets, self.where, self.same)
            return
        crews = [people for people in sets if len(people) > 1]
        number = t.candidate_session if self.same == "session" else meeting_numbers(t, self.same)
        crew, together = all_serve(f, crews, t.concerned(self.where) & (number >= 0), number)
        f.keep(f.rows(crew, together, 1), least=np.full(len(crews), self.at_least))

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


_OFTEN_ENOUGH = FrozenMap({"sets": template("{people} serve together often enough")})
