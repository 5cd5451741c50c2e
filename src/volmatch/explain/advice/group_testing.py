"""Which of many changes help, and how much: tried together first, for what all cannot reach none of them can."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

import attrs

from volmatch.explain.advice import kinds
from volmatch.explain.advice.possible_changes import Change, OtherStarts, Recruit, made
from volmatch.explain.advice.profiles import besides_seats, seats_of
from volmatch.explain.advice.suggestion import Ranking, Suggestion
from volmatch.explain.advice.what_if import Bench
from volmatch.explain.change import LevelChange
from volmatch.outcome import Outcome

#: Groups up to this size are tried one by one at once: halving them would hardly save a solve.
_FEW = 2


@attrs.define(eq=False)
class Trial:
    """The examination of changes of one kind.

    Parameters
    ----------
    bench
        The problem before, and the time.
    changes
        What may be done, settled.
    """

    bench: Bench
    changes: Sequence[Change]
    _outcomes: dict[int, Outcome] = attrs.field(factory=dict)
    _useless: set[int] = attrs.field(factory=set)

    def run(self, most: int) -> Ranking:
        """Examine all changes; return the best of them, at most so many."""
        newcomers = tuple(change.profile for change in self.changes if isinstance(change, Recruit))
        if self.bench.has_nothing_to_gain:
            return Ranking(useless=len(self.changes))
        if kinds.is_steady(self.bench.problem, newcomers):
            twins = self._twins()
            self._look([same[0] for same in twins])
        else:
            twins = [[row] for row in range(len(self.changes))]
            for row in range(len(self.changes)):
                self._look_at(row)
        return self._ranking(twins, most)

    def _twins(self) -> list[list[int]]:
        """Return the rows of the changes in sets of which each member does exactly the same; first rows first."""
        recruits = [change.profile for change in self.changes if isinstance(change, Recruit)]
        if not recruits or len(recruits) < len(self.changes):
            return [[row] for row in range(len(self.changes))]
        same: dict[Hashable, list[int]] = defaultdict(list)
        for row, (profile, seats) in enumerate(zip(recruits, seats_of(self.bench.problem, recruits), strict=True)):
            same[seats, besides_seats(profile)].append(row)
        return list(same.values())

    def _look(self, rows: list[int]) -> None:
        """Examine some changes: all together, and in halves if together they may gain something."""
        if len(rows) <= _FEW:
            for row in rows:
                self._look_at(row)
        elif not self.bench.is_over:
            together = self.bench.outcome_of(made(self.bench.problem, [self.changes[row] for row in rows]))
            if together is not None and self._gains_nothing(together):
                self._useless.update(rows)
            else:
                half = len(rows) // 2
                self._look(rows[:half])
                self._look(rows[half:])

    def _look_at(self, row: int) -> None:
        if self.bench.is_over:
            return
        outcome = self.bench.outcome_of(made(self.bench.problem, [self.changes[row]]))
        if outcome is None:
            return
        if outcome.schedule is None or self._gains_nothing(outcome):
            self._useless.add(row)
        else:
            self._outcomes[row] = outcome

    def _gains_nothing(self, after: Outcome) -> bool:
        """Whether it is proved that no level gets better than it is known to be, the first levels first."""
        for old, new in zip(self.bench.before.levels, after.levels, strict=True):
            if not new.proved or new.value < old.value:
                return False
            if new.value > old.value:
                return True
        return True

    def _ranking(self, twins: list[list[int]], most: int) -> Ranking:
        helping = [same for same in twins if same[0] in self._outcomes]
        found = [(self.bench.gains(self._outcomes[same[0]]), row) for same in helping for row in same]
        found.sort(key=lambda pair: [level.loss for level in pair[0]])
        useless = sum(len(same) for same in twins if same[0] in self._useless)
        return Ranking(
            best=tuple(self._suggestion(self.changes[row], levels) for levels, row in found[:most]),
            others=len(found[most:]),
            useless=useless,
            unexamined=len(self.changes) - useless - len(found),
        )

    def _suggestion(self, change: Change, levels: tuple[LevelChange, ...]) -> Suggestion:
        problem = self.bench.problem
        changed = made(problem, [change]) if isinstance(change, OtherStarts) else problem
        first = next((level.level for level in levels if level.loss), None)
        return Suggestion(
            change=change,
            about=change.text(problem),
            levels=levels,
            before_is_proved=self.bench.before.status == "optimal",
            counts_seats=first is not None and kinds.counts_seats(changed, first),
        )
