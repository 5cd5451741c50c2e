"""The rounds of a run in parts: first prices, filling, repair over borders, bounds; each step once, also after a restart."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import attrs

from volmatch.errors import LimitError, NoScheduleError
from volmatch.scale.allotting import Allotting
from volmatch.scale.hands import Hands, done_of
from volmatch.scale.level_bounds import LevelBounds
from volmatch.scale.looking import FIRST_ROUND, Looked, Looking
from volmatch.scale.part_folders import RegionFolder
from volmatch.scale.part_problems import NOBODY, Heads, Seat
from volmatch.scale.part_work import Publishing, Solved, Solving
from volmatch.scale.parts_outcome import PartsOutcome
from volmatch.scale.round_time import RoundTime
from volmatch.scale.run_index import STOPPED_EARLY
from volmatch.scale.run_state import Standing
from volmatch.scale.seat_prices import Border
from volmatch.scale.splitting import Region
from volmatch.schedule import LevelReport, StoppedBy
from volmatch.search.state.controls import Controls, Progress, Stopped
from volmatch.text import Text

#: Shares of the time left that the filling of all regions may take, and each later filling or repair.
FILLING, MENDING = 0.5, 0.15
#: How often free seats are offered, or pairs of regions are looked at, at most.
MOST_MENDINGS = 12
#: As often in a row nothing is found before a kind of step ends.
MOST_IDLE = 2


@attrs.define(eq=False)
class Rounds:
    """One run.

    Parameters
    ----------
    folder, folders
        Where the run is kept, and its regions.
    regions
        Which people and sessions are whose.
    hands, controls
        Who works; time, cancel and progress.
    """

    folder: Path
    folders: tuple[RegionFolder, ...]
    regions: tuple[Region, ...]
    hands: Hands
    controls: Controls
    stopped_by: StoppedBy = "proof"
    _standing: Standing = attrs.field(init=False)
    _border: Border = attrs.field(init=False)
    _levels: list[int] = attrs.field(init=False, factory=list)
    _dearest: dict[int, int] = attrs.field(init=False)
    _time: RoundTime = attrs.field(init=False)

    def run(self) -> None:
        """Do all steps that are not done, as far as time allows."""
        self._look()
        try:
            if len(self.regions) == 1:
                self._once("whole", self._solve_whole)
                return
            self._once("prices", self._bounds.first_prices)
            self._once("fill", self._fill)
            self._many("offer", self._offer)
            self._many("repair", self._repair)
            for position in range(len(self._levels)):
                self._once(f"bound {position}", partial(self._bounds.bound, position))
        except Stopped as stop:
            self.stopped_by = stop.reason
        self._standing.save(self.folder)

    def publish(self) -> None:
        """Write the schedules for whoever reads them."""
        tasks = [Publishing(*one) for one in zip(self.folders, self._standing.versions, strict=True)]
        self.hands.each(tasks, None, lambda: False)

    def outcome(self) -> PartsOutcome:
        """Return how it ended."""
        gaps = self._standing.gaps(self._border, self._levels)
        levels = tuple(
            LevelReport(level=level, value=gap.value or 0, bound=gap.bound)
            for level, gap in zip(self._levels, gaps, strict=True)
        )
        is_best = all(one.proved for one in levels)
        return PartsOutcome(
            folder=self.folder,
            status="optimal" if is_best else "feasible",
            stopped_by="proof" if is_best else "time" if self.stopped_by == "proof" else self.stopped_by,
            levels=levels,
            parts=tuple(region.name for region in self.regions),
            rounds=self._standing.rounds,
            seconds=self.controls.seconds,
        )

    def _look(self) -> None:
        """Look at all regions; go on from where the run stood, if it was begun.

        Only a run that has a limit, and on which a clock may decide, is in a hurry to have duties for everybody.
        """
        saved = Standing.saved(self.folder, len(self.folders))
        self._standing = saved or Standing([0] * len(self.folders))
        is_new = saved is None and self.controls.deadline is not None and not self.controls.deterministic
        tasks = [
            Looking(folder, version, is_new and len(self.folders) > 1, self.controls.settings(None))
            for folder, version in zip(self.folders, self._standing.versions, strict=True)
        ]
        looked: list[Looked] | None = self._done(tasks, None, Text("looking at all parts"))
        if looked is None:
            raise NoScheduleError(STOPPED_EARLY)
        self._time = RoundTime(self.controls, self.hands.count, sum(one.seconds for one in looked) / len(looked))
        self._standing.versions = [one.version for one in looked]
        self._standing.rounds = max(self._standing.rounds, FIRST_ROUND)
        self._border = Border(tuple(seats for one in looked for seats in one.seats))
        self._levels = sorted(looked[0].dearest)
        self._dearest = {level: max(one.dearest[level] for one in looked) for level in self._levels}
        self._standing.heads, self._standing.costs = [one.heads for one in looked], [one.costs for one in looked]
        self._refuse_too_large(looked)
        self._standing.refuse_contradictions(self._border, self._levels, self.folder)
        self._standing.save(self.folder)

    def _refuse_too_large(self, looked: Sequence[Looked]) -> None:
        """Tell what a worker will need, before anything is solved, or refuse the parts for which it is too much."""
        for folder, one in zip(self.folders, looked, strict=True):
            try:
                one.size.refuse_beyond(self.controls.memory_limit)
            except LimitError as error:
                facts = {"part": folder.name, "why": error.args[0]}
                raise LimitError(Text("part {part}: {why}", facts), size=one.size) from None
        most = max(one.size.megabytes for one in looked)
        self._tell(0, Text("each worker needs up to about {memory} MB", {"memory": f"{most:,}"}))

    def _once(self, step: str, work: Callable[[], None]) -> None:
        """Do a step, unless it is done; what it came to is written down."""
        if step not in self._standing.steps:
            work()
            self._standing.steps.append(step)
            self._standing.save(self.folder)

    def _many(self, step: str, work: Callable[[int], bool]) -> None:
        """Do a step again and again until it finds nothing any more."""
        for turn in range(MOST_MENDINGS):
            if self._standing.idle >= MOST_IDLE or self._time.to_find() == 0:
                break

            def once(turn: int = turn) -> None:
                self._standing.idle = 0 if work(turn) else self._standing.idle + 1

            self._once(f"{step} {turn}", once)
        self._standing.idle = 0

    def _each(self, tasks: Sequence[Any], seconds: float | None, doing: Text) -> list[Any]:
        """Have tasks done."""
        self.controls.go_on()
        answers = self._done(tasks, seconds, doing)
        if answers is None:
            raise Stopped(reason="cancel")
        self._standing.rounds += 1
        return answers

    def _done(self, tasks: Sequence[Any], seconds: float | None, doing: Text) -> list[Any] | None:
        """Have tasks done and tell how far they are; ``None`` where the caller cancels."""

        def tell(ready: int) -> None:
            self._tell(0, done_of(doing, ready, len(tasks)))

        tell(0)
        return self.hands.each(tasks, seconds, lambda: self.controls.stopped_by() == "cancel", tell)

    def _tell(self, position: int, doing: Text | None = None) -> None:
        gap = self._standing.gaps(self._border, self._levels)[position] if self._levels else None
        level = self._levels[position] if self._levels else 0
        value, bound = (None, None) if gap is None else (gap.value, gap.bound)
        self.controls.tell(Progress(level=level, value=value, bound=bound, seconds=self.controls.seconds, doing=doing))

    def _solve_whole(self) -> None:
        task = self._solving((0,), {}, None, self.controls.seconds_left())
        (found,) = self._each([task], task.how.seconds, Text("solving the only part"))
        self._take([task], [found])
        values = self._standing.values(self._border, self._levels)
        for position, level in enumerate(self._levels):
            if found.bounds.get(level) is not None:
                self._standing.prove(level, found.bounds[level], values[:position])

    def _fill(self) -> None:
        """Share all seats of the border out anew, and fill all regions."""
        regions = range(len(self.regions))
        most = self._allotting.by_wish(self._standing.wanted)
        seconds = self._time.share(FILLING, len(regions))
        tasks = [self._solving((region,), most[region], None, seconds, held=NOBODY) for region in regions]
        answers = self._each(tasks, seconds, Text("filling all parts"))
        if not self._take_together(tasks, answers):
            self._take(tasks, answers)
        self._standing.wanted = []  # not before: a run broken off here fills anew

    def _offer(self, turn: int) -> bool:
        """Offer the free seats of the border to one region each."""
        most, offered = self._allotting.in_turn(self._standing, turn)
        seconds = self._time.share(MENDING, len(offered))
        if not offered or not self._time.is_worth(seconds):
            return False
        tasks = [self._solving((region,), most[region], None, seconds) for region in sorted(offered)]
        return self._take(tasks, self._each(tasks, seconds, Text("offering free seats to the next part")))

    def _repair(self, turn: int) -> bool:
        """Set people of two regions free together, around sessions between them that still cost something."""
        pairs = self._allotting.pairs(self._standing, turn)
        seconds = self._time.share(MENDING, len(pairs))
        tasks = [self._solving(pair, {}, around, seconds) for pair, around in pairs if self._time.is_worth(seconds)]
        return bool(tasks) and self._take(tasks, self._each(tasks, seconds, Text("looking over borders")))

    def _solving(
        self,
        regions: tuple[int, ...],
        most: dict[Seat, int],
        around: frozenset[str] | None,
        seconds: float | None,
        *,
        held: Heads | None = None,
    ) -> Solving:
        return Solving(
            folders=tuple(self.folders[region] for region in regions),
            versions=tuple(self._standing.versions[region] for region in regions),
            version=self._standing.rounds + 1,
            around=around,
            held=self._held_by_others(regions) if held is None else held,
            most=most,
            how=self.controls.settings(seconds),
        )

    def _held_by_others(self, regions: tuple[int, ...]) -> dict[Seat, int]:
        """Return how many of other regions hold each seat at the border of these."""
        border = {session for region in regions for session in self.regions[region].border}
        others = self._standing.heads_together(but=regions)
        return {seat: heads for seat, heads in others.items() if seat[0] in border}

    def _take_together(self, tasks: Sequence[Solving], answers: Sequence[Solved]) -> bool:
        """Take the answers of all regions if the whole is better with them; return whether it is."""
        heads, costs = (
            [*chain.from_iterable(told)] for told in zip(*((one.heads, one.costs) for one in answers), strict=True)
        )
        return self._standing.consider(self._border, self._levels, range(len(tasks)), tasks[0].version, heads, costs)

    def _take(self, tasks: Sequence[Solving], answers: Sequence[Solved]) -> bool:
        """Take what is better, one answer after the other; return whether any was."""
        better = False
        for task, answer in zip(tasks, answers, strict=True):
            numbers = [self.folders.index(folder) for folder in task.folders]
            better |= self._standing.consider(
                self._border, self._levels, numbers, task.version, answer.heads, answer.costs
            )
        return better

    @property
    def _bounds(self) -> LevelBounds:
        return LevelBounds(
            self.folder,
            self.folders,
            self._border,
            self._levels,
            self._dearest,
            self._standing,
            self.controls,
            self._time,
            self._each,
            self._held_by_others,
        )

    @property
    def _allotting(self) -> Allotting:
        return Allotting(self._border, self.regions)
