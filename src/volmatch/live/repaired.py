"""A repaired schedule and everything known about it: what each goal costs, who moves and why, what else could be chosen."""

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.live.aftermath import Aftermath
from volmatch.live.change_letter import ChangeLetter, change_letters
from volmatch.live.moves_by_cause import CauseMoves, moves_by_cause
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.values import FrozenMap
from volmatch.schedule import LevelReport, Schedule, Status, StoppedBy
from volmatch.text import Text

Goal = Literal["level", "people", "duties", "days"]

_LABELS: Mapping[Goal, Text] = {
    "people": Text("people disturbed"),
    "duties": Text("duties changed"),
    "days": Text("how early they lie"),
}


@attrs.frozen(kw_only=True)
class Step:
    """One goal of a repair, in the order in which they are served.

    Parameters
    ----------
    goal
        ``people`` (disturbed besides by the changes themselves), ``duties`` (that changed besides, and times, places and rooms
        that sessions gave up), ``days`` (from the changed duties to the last day, together), or ``level`` of the problem.
    level
        Which one.
    value
        What the schedule costs there.
    bound
        No schedule that is as good at the goals before costs less; ``None`` where nothing is known.
    rules
        Cost by rule name.
    """

    goal: Goal
    level: int | None = None
    value: int
    bound: int | None = None
    rules: Mapping[str, int] = attrs.field(factory=dict, hash=False)

    @property
    def proved(self) -> bool:
        """Whether no schedule can be better here."""
        return self.bound is not None and self.bound >= self.value

    @property
    def label(self) -> Text:
        """What it is about, in a few words."""
        return Text("level {level}", {"level": self.level or 0}) if self.goal == "level" else _LABELS[self.goal]


@attrs.frozen(kw_only=True)
class Alternative(Explanation):
    """What could be chosen instead: so many people disturbed, so many seats empty.

    Parameters
    ----------
    people
        How many people are disturbed; within notice each counts twice.
    seats
        What each level costs that comes before people.
    left
        How many seats of lower classes are empty that the changes took somebody from.
    schedule
        Such a schedule.
    is_proved
        Whether nothing better is possible with as few people disturbed.
    is_chosen
        Whether it is as good as what the repair chose.
    counting
        The levels among these that count empty seats and nothing else.
    """

    people: int
    seats: FrozenMap[int, int]
    left: int = 0
    schedule: Schedule = attrs.field(repr=False)
    is_proved: bool
    is_chosen: bool = False
    counting: tuple[int, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        told = self.counting or tuple(self.seats)
        costs = tuple(self._told(level) for level in told)
        if self.left:
            more = Text.counted("{n} other seat left empty", "{n} other seats left empty", {"n": self.left})
            costs = (*costs, more)
        facts = {"n": self.people, "costs": costs}
        if not self.people:
            yield Text("nobody disturbed: {costs}", facts)
        else:
            yield Text.counted("{n} person disturbed: {costs}", "{n} people disturbed: {costs}", facts)

    def _told(self, level: int) -> Text:
        facts = {"level": level, "n": self.seats[level]}
        if level not in self.counting:
            return Text("level {level} costs {n}", facts)
        return Text.counted("{n} empty seat at level {level}", "{n} empty seats at level {level}", facts)


@attrs.frozen(kw_only=True)
class Repaired(Explanation):
    """A schedule after some changes, and everything known about it.

    Parameters
    ----------
    problem
        The next problem, see `volmatch.live.apply`.
    schedule
        ``None`` exactly when `status` is ``infeasible``.
    status, stopped_by, seconds
        As of an `volmatch.Outcome`; ``optimal`` if every goal is proved.
    steps
        The goals in the order in which they were served.
    alternatives
        What can be reached with fewer people disturbed, or with more; none is better than another in both.
    """

    problem: Problem = attrs.field(repr=False)
    schedule: Schedule | None
    status: Status
    stopped_by: StoppedBy
    steps: tuple[Step, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    seconds: float = attrs.field(default=0.0, eq=False)
    _aftermath: Aftermath = attrs.field(repr=False, eq=False)
    _earlier: tuple[Problem, Schedule] = attrs.field(repr=False, eq=False)

    @property
    def disturbed(self) -> Step | None:
        """What the repair costs in people."""
        return next((step for step in self.steps if step.goal == "people"), None)

    @property
    def outcome(self) -> Outcome:
        """The same as an outcome of the next problem; bounds of levels behind the people disturbed hold with those alone, so they are left out."""
        first = []
        for step in self.steps:
            if step.goal != "level":
                break
            first.append(step.level)
        levels = tuple(
            LevelReport(
                level=step.level,
                value=step.value,
                bound=step.bound if step.level in first else None,
                rules=step.rules,
            )
            for step in self.steps
            if step.level is not None
        )
        status: Status = self.status if self.schedule is None else "feasible"
        return Outcome(
            schedule=self.schedule, status=status, stopped_by=self.stopped_by, levels=levels, seconds=self.seconds
        )

    @property
    def causes(self) -> tuple[CauseMoves, ...]:
        """The moves of each change, in the order of the changes."""
        return () if self.schedule is None else moves_by_cause(self._aftermath, self._earlier, self.schedule)

    def letters(self) -> tuple[ChangeLetter, ...]:
        """Return a letter to each person for whom something changes, by id; none names anybody else."""
        return () if self.schedule is None else change_letters(self._earlier, (self.problem, self.schedule))

    def texts(self) -> Iterator[Text]:
        """Yield the moves by cause, whom they disturb, and what could be chosen instead."""
        if self.schedule is None:
            yield Text("no schedule is possible after these changes that leaves everything else where it is")
            return
        for cause in self.causes:
            yield from cause.texts()
        disturbed = self.disturbed
        if disturbed is not None:
            yield _disturbed(disturbed)
        if len(self.alternatives) > 1:
            yield Text("What could be chosen:")
            for one in self.alternatives:
                yield from (Text("- {choice}", {"choice": text}) for text in one.texts())


def _disturbed(step: Step) -> Text:
    facts = {"n": step.value}
    if step.proved and not step.value:
        return Text("Nobody else is disturbed.")
    if step.proved:
        return Text.counted(
            "{n} person is disturbed; with fewer it cannot be done, proved.",
            "{n} people are disturbed; with fewer it cannot be done, proved.",
            facts,
        )
    return Text.counted(
        "{n} person is disturbed; whether fewer would do is not proved.",
        "{n} people are disturbed; whether fewer would do is not proved.",
        facts,
    )
