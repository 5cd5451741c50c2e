"""What a worker does for a region: look at it, bound it at given prices, or find it a better schedule."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import whole
from volmatch.check import verdict
from volmatch.engines.answer import Settings, Slot
from volmatch.errors import EncodingError, NoScheduleError
from volmatch.formulation.formulation import Objective
from volmatch.formulation.model import Model, model_of
from volmatch.io.formats import write
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.scale.part_folders import KnownRegion, RegionColumns, RegionFolder
from volmatch.scale.part_problems import Heads, as_schedule, beside_others, heads_of, together
from volmatch.schedule import Assignment, LevelReport
from volmatch.search.decomposition import minimise
from volmatch.search.state.options import MACHINE
from volmatch.solve import solve
from volmatch.text import Text

Costs = Mapping[int, int]


def done(task: Any) -> Any:
    """Do what a task says; the one function that travels to workers."""
    return task.done()


@attrs.frozen(eq=False)
class Bounded:
    """What a region proves at some prices: no less than `bound`; the heads and the costs of the best that was found there."""

    bound: int
    heads: Heads
    costs: Costs


@attrs.frozen
class Bounding:
    """Minimise what a region costs by itself, where each head at the border is priced.

    Parameters
    ----------
    folder, version
        The region, and the round whose duties the search begins from.
    level, weights
        The level, and what a unit of it and of those before costs.
    prices
        What each head costs at seats of the border.
    how
        How engines work, and how long.
    """

    folder: RegionFolder
    version: int
    level: int
    weights: Costs
    prices: Heads
    how: Settings

    def done(self) -> Bounded:
        """Do it."""
        known, columns = self.folder.known(), self.folder.columns()
        f = columns.f
        model = self._model(known, columns)
        begin = as_schedule(known.itself, self.folder.duties(self.version))
        hint = model.keys.gather(f.filled(columns.interpreter.decisions(begin), self.level))
        slot = Slot()
        answer = minimise(model, hint, self.how, slot)
        is_sound = answer.verdict in ("optimal", "feasible")
        proved = [model.least_cost, slot.bound, answer.bound if is_sound else None]
        bound = max(one for one in proved if one is not None)
        best = answer.values if is_sound and answer.values is not None else hint
        if bound > min(model.cost.at(best), model.cost.at(hint)):
            raise EncodingError(Text("a part costs less than its bound; please report this"))
        values = model.keys.spread(best)
        duties = columns.interpreter.schedule(values).assignments
        costs = {level: f.cost(level).at(f.filled(values, level)) for level in self.weights}
        return Bounded(bound, heads_of(duties, set(known.region.border)), costs)

    def _model(self, known: KnownRegion, columns: RegionColumns) -> Model:
        f = columns.f
        total, constant = np.zeros(f.size, dtype=np.int64), 0
        for level, weight in self.weights.items():
            cost = f.cost(level)
            total[cost.column] += weight * cost.coefficient
            constant += weight * cost.constant
        seats = ((one.id, role.name) for one in known.itself.sessions for role in one.roles)
        price = whole([self.prices.get(seat, 0) for seat in seats])
        candidates = f.tables.candidate_role.size
        total[:candidates] += price[f.tables.candidate_role]
        model = model_of(f, self.level)
        return attrs.evolve(model, cost=model.own(Objective.of(total, constant)))


@attrs.frozen(eq=False)
class Solved:
    """What a search came to: for each region the heads at its border and what it costs by itself; bounds where it was whole."""

    heads: tuple[Heads, ...]
    costs: tuple[Costs, ...]
    bounds: Mapping[int, int | None]


@attrs.frozen
class Solving:
    """Find better duties for the people of one region, or for some people of several, while all others keep theirs.

    Parameters
    ----------
    folders, versions
        The regions, and the round whose duties each begins from.
    version
        Under which round the new duties are written.
    around
        Ids of sessions: only people who may serve in one of them change; ``None`` for all.
    held, most
        How many of other regions hold each seat of the border, and how many heads these here may have at most.
    how
        How engines work, and how long.
    """

    folders: tuple[RegionFolder, ...]
    versions: tuple[int, ...]
    version: int
    around: frozenset[str] | None
    held: Heads
    most: Heads
    how: Settings

    def done(self) -> Solved:
        """Do it, and write the duties down."""
        regions = [folder.known() for folder in self.folders]
        people = [one for folder in self.folders for one in self._people(folder)]
        free = {one.id for one in people}
        before = [folder.duties(version) for folder, version in zip(self.folders, self.versions, strict=True)]
        kept = [[one for one in duties if one.volunteer not in free] for duties in before]
        begin = [one for duties in before for one in duties if one.volunteer in free]
        asks = {session for known in regions for session in (*known.region.inner, *known.region.border)}
        held = dict(self.held)
        for seat, heads in heads_of([one for duties in kept for one in duties], asks).items():
            held[seat] = held.get(seat, 0) + heads
        world = together([known.problem for known in regions], asks)
        found, bounds = self._found(attrs.evolve(world, volunteers=people), asks, held, begin)
        after = [[*still, *_of_region(found, known)] for still, known in zip(kept, regions, strict=True)]
        for folder, duties in zip(self.folders, after, strict=True):
            folder.keep_duties(self.version, duties)
        return Solved(
            tuple(heads_of(duties, set(known.region.border)) for duties, known in zip(after, regions, strict=True)),
            tuple(own_costs(known, duties) for duties, known in zip(after, regions, strict=True)),
            bounds,
        )

    def _people(self, folder: RegionFolder) -> Sequence[Volunteer]:
        """Return those of a region who may change."""
        known = folder.known()
        if self.around is None:
            return known.problem.volunteers
        t = folder.columns().f.tables
        is_near = np.array([one.id in self.around for one in known.problem.sessions], dtype=bool)
        rows = distinct(t.candidate_volunteer[is_near[t.role_session[t.candidate_role]]])
        return [known.problem.volunteers[row] for row in rows.tolist()]

    def _found(
        self, problem: Problem, asks: set[str], held: Heads, begin: list[Assignment]
    ) -> tuple[tuple[Assignment, ...], Mapping[int, int | None]]:
        is_whole = len(asks) == len(problem.sessions) and not held and not self.most
        if not is_whole:
            problem = beside_others(problem, asks, held, self.most)
        outcome = solve(
            problem,
            time_limit=self.how.seconds,
            seed=self.how.seed,
            start=as_schedule(problem, begin) if begin else None,
            deterministic=self.how.deterministic,
            isolation=self.how.isolation,
            memory_limit=MACHINE if self.how.memory_limit is None else self.how.memory_limit,
        )
        if outcome.schedule is None:
            raise NoScheduleError(Text("nothing keeps what must hold: {why}", {"why": outcome.clash}))
        return outcome.schedule.assignments, {one.level: one.bound for one in outcome.levels}


@attrs.frozen
class Publishing:
    """Write the schedule of a region for whoever reads it.

    Parameters
    ----------
    folder, version
        The region, and the round whose duties count.
    """

    folder: RegionFolder
    version: int

    def done(self) -> None:
        """Do it."""
        known, duties = self.folder.known(), self.folder.duties(self.version)
        costs = own_costs(known, duties)
        levels = tuple(LevelReport(level=level, value=value) for level, value in costs.items())
        outcome = Outcome(
            schedule=as_schedule(known.problem, duties), status="feasible", stopped_by="cancel", levels=levels
        )
        write(Path(self.folder.path) / "schedule.json", outcome, problem=known.problem)
        self.folder.forget_duties(self.version)


def own_costs(known: KnownRegion, duties: tuple[Assignment, ...] | list[Assignment]) -> Costs:
    """Return what a region costs by itself at each level, by the independent check.

    Raises
    ------
    EncodingError
        If the duties break what must hold.
    """
    found = verdict(known.itself, as_schedule(known.itself, duties))
    if found.breach is not None:
        raise EncodingError(Text("a schedule of a part breaks what must hold; please report this"))
    return {one.level: one.value for one in found.levels}


def _of_region(duties: tuple[Assignment, ...], known: KnownRegion) -> list[Assignment]:
    own = set(known.region.people)
    return [one for one in duties if one.volunteer in own]
