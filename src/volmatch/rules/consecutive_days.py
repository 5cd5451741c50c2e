"""Runs of days on which somebody works are neither too long nor too short."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.past_agenda import days_known, past_agenda
from volmatch.problem.shapes import Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ConsecutiveDays(Rule):
    """A volunteer works at most `max` local days in a row, and at least `min` once they begin.

    A duty makes its volunteer work on the local day its session starts. A run that holds the first or the last day of the
    horizon (of the candidate starts of all sessions, and of the history) may go on beyond it and is never too short. Days of the
    history count like any other; a run of them alone is neither too long nor too short.

    Excess: 1 for each day that a run is too long, and 1 for each day that it is too short.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap({"volunteers": template("{volunteer} works neither too many nor too few days in a row")})
    min: Positive | None = None
    max: Positive | None = None

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each run that is too long or too short."""
        agenda: dict[str, dict[dt.date, list[str]]] = defaultdict(lambda: defaultdict(list))
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id][duty.day].append(duty.session.id)
        past = past_agenda(problem, self.where)
        edges = set(days_known(problem)) if agenda else set()
        for volunteer in problem.volunteers:
            days = agenda.get(volunteer.id, {})
            settled = {problem.day_of(duty.start, duty.place) for duty in past.get(volunteer.id, ())}
            for run in _runs({*days, *settled}):
                if not settled.issuperset(run):
                    sessions = tuple(session for day in run for session in days.get(day, ()))
                    may_go_on = run[0] in edges or run[-1] in edges
                    known = [len(part) for part in _runs(settled.intersection(run))]
                    yield from self._misjudged(volunteer, run, sessions, known, may_go_on=may_go_on)

    def encode(self, f: "Encoder") -> None:
        """Workdays: no max + 1 in a row; none without the min - 1 after it if the day before is off."""
        from volmatch.formulation.vocabulary.workdays import workdays

        days = workdays(f, self.where, reach=max(self.max or 0, self.min or 0))
        if self.max is not None:
            days.runs_at_most(self.max)
        if self.min is not None:
            days.runs_at_least(self.min)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.min is None and self.max is None:
            yield "min", Text("the rule needs min, max or both")
        if self.min == 1 and self.max is None:
            yield "min", Text("every run has a day, so this says nothing; name at least 2, or max")
        if self.min is not None and self.max is not None and self.min > self.max:
            yield "min", Text("{least} must not exceed {most}", {"least": "min", "most": "max"})

    def _misjudged(
        self,
        volunteer: "Volunteer",
        run: Sequence[dt.date],
        sessions: tuple[str, ...],
        known: Sequence[int],
        *,
        may_go_on: bool,
    ) -> Iterator[Violation]:
        """Yield what is wrong with a run, of which the history alone made the `known` lengths."""
        facts = {"volunteer": volunteer.label, "n": len(run), "day": run[0]}
        if self.max is not None and len(run) > self.max:
            more = {**facts, "most": self.max}
            message = Text("{volunteer} works {n} days in a row from {day}, more than {most}", more)
            over_before = sum(max(0, length - self.max) for length in known)
            yield Violation(message, (volunteer.id,), sessions, len(run) - self.max - over_before)
        if self.min is not None and len(run) < self.min and not may_go_on:
            message = Text.counted(
                "{volunteer} works only {n} day in a row from {day}, wanted at least {least}",
                "{volunteer} works only {n} days in a row from {day}, wanted at least {least}",
                {**facts, "least": self.min},
            )
            yield Violation(message, (volunteer.id,), sessions, self.min - len(run))


def _runs(days: Iterable[dt.date]) -> Iterator[list[dt.date]]:
    """Yield each maximal stretch of days that follow each other."""
    run: list[dt.date] = []
    for day in sorted(days):
        if run and day - run[-1] > dt.timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run
