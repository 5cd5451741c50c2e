"""Two schedules side by side: who moves, why each move was made, and what that did to the costs."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import get_args

import attrs

from volmatch.check import check
from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.explain.change import LevelChange, changes
from volmatch.explain.explanation import Explanation
from volmatch.explain.moves import Move, moves
from volmatch.explain.reasons import Cause, Reason, Reasons
from volmatch.explain.subject import schedule_of
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

_CAUSES: tuple[Cause, ...] = get_args(Cause)


@attrs.frozen(kw_only=True)
class ScheduleChange(Explanation):
    """One change, and why it was made."""

    move: Move
    reason: Reason

    def texts(self) -> Iterator[Text]:
        """Yield the change with its reason."""
        yield Text("{move}: {reason}", {"move": self.move.text, "reason": self.reason.text})


@attrs.frozen(kw_only=True)
class PersonChange(Explanation):
    """What changes for one person.

    Parameters
    ----------
    volunteer
        Their id.
    before, after
        How many duties they have.
    joined, left, changed
        How many sessions they join, leave, or serve in another role.
    text
        The same in words.
    """

    volunteer: str
    before: int
    after: int
    joined: int
    left: int
    changed: int
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield self.text


@attrs.frozen(kw_only=True)
class Comparison(Explanation):
    """What changed from one schedule to another.

    Parameters
    ----------
    changes
        Every change with its reason, those of one cause together, in the order of `Cause`.
    people
        Everybody for whom something changes, by id.
    levels
        The cost of every level before and after, as this problem counts it.
    """

    changes: tuple[ScheduleChange, ...]
    people: tuple[PersonChange, ...]
    levels: tuple[LevelChange, ...]

    def texts(self) -> Iterator[Text]:
        """Yield how many changes there are, the changes by cause, the people, and the levels that differ."""
        if not self.changes:
            yield Text("the schedules are the same")
        else:
            yield Text.counted("{n} change:", "{n} changes:", {"n": len(self.changes)})
        for change in self.changes:
            yield from change.texts()
        for person in self.people:
            yield from person.texts()
        for level in self.levels:
            if level.loss:
                facts = {"level": level.level, "rules": level.titles, "before": level.before, "after": level.after}
                yield Text("level {level} ({rules}): {before} becomes {after}", facts)

    @property
    def by_cause(self) -> dict[Cause, tuple[ScheduleChange, ...]]:
        """The changes of each cause that has any."""
        return {cause: tuple(group) for cause, group in groupby(self.changes, lambda change: change.reason.cause)}


@door
def compare(
    problem: Problem, before: Schedule | Outcome, after: Schedule | Outcome, *, earlier: Problem | None = None
) -> Comparison:
    """Say what changed from one schedule to another, and why.

    Why a change was made is found by undoing it alone in the schedule after: that breaks what must hold, costs more at
    some level, or makes no difference. Changes that need each other may each be found to be needed.

    Parameters
    ----------
    problem
        The problem as it is now.
    before, after
        Schedules or outcomes; the one before may name people and sessions that the problem no longer has.
    earlier
        The problem as it was before; it tells who is new.

    Raises
    ------
    OptionError
        For anything that is no schedule, or an outcome without one.
    """
    old, new = _schedule(problem, "before", before), _schedule(problem, "after", after)
    report = check(problem, new)
    reasons = Reasons(problem, old, new, earlier, report)
    found = (*_held_no_more(problem, old), *moves(problem, old, new))
    explained = [ScheduleChange(move=move, reason=reasons.of(move)) for move in found]
    explained.sort(key=lambda change: (_CAUSES.index(change.reason.cause), change.reason.level or 0))
    return Comparison(
        changes=tuple(explained),
        people=tuple(_people(problem, old, new, found)),
        levels=changes(check(problem, old).levels, report.levels),
    )


def _schedule(problem: Problem, name: str, given: object) -> Schedule:
    if isinstance(given, Outcome):
        return schedule_of(problem, given)
    if not isinstance(given, Schedule):
        facts = {"name": name, "given": quoted(given)}
        raise OptionError(Text("{name}: wanted a Schedule or an Outcome, not {given}", facts))
    return given.settled(problem)


def _held_no_more(problem: Problem, old: Schedule) -> Iterator[Move]:
    """Yield the sessions of the old schedule that the problem no longer has."""
    for placement in old.placements:
        if problem.session(placement.session) is None:
            text = Text("{session} no longer takes place", {"session": placement.session})
            yield Move(kind="dropped", session=placement.session, text=text)


def _people(problem: Problem, old: Schedule, new: Schedule, found: tuple[Move, ...]) -> Iterator[PersonChange]:
    before = Counter(one.volunteer for one in old.assignments)
    after = Counter(one.volunteer for one in new.assignments)
    kinds = Counter((move.volunteer, move.kind) for move in found if move.volunteer is not None)
    for id_ in sorted({volunteer for volunteer, _ in kinds if volunteer is not None}):
        known = problem.volunteer(id_)
        counts = {"before": before[id_], "after": after[id_], "joined": kinds[id_, "takes"]}
        counts |= {"left": kinds[id_, "leaves"], "changed": kinds[id_, "changes"]}
        facts = {"volunteer": known.label if known else id_, **counts}
        text = Text("{volunteer}: duties before {before}, after {after}", facts)
        yield PersonChange(volunteer=id_, text=text, **counts)
