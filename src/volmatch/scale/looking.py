"""The first look at a region: what the head must know of it, and for a new run any duties, so that everybody has some soon."""

import time

import attrs

from volmatch.engines.answer import Settings
from volmatch.errors import NoScheduleError
from volmatch.formulation.size import Size, size_in_columns
from volmatch.rule import goal_levels
from volmatch.scale.part_folders import KnownRegion, RegionFolder
from volmatch.scale.part_problems import NOBODY, Heads, heads_of
from volmatch.scale.part_work import Costs, Solved, Solving, own_costs
from volmatch.scale.round_time import LEAST, WORTH_READING
from volmatch.scale.seat_costs import SeatCosts, seat_costs

#: The round of the duties that a first look finds.
FIRST_ROUND = 1


@attrs.frozen(eq=False)
class Looked:
    """What a region is like.

    Parameters
    ----------
    dearest
        How dear one unit can be at each level.
    seats
        What its sessions of the border cost.
    version, heads, costs
        The round whose duties count, how many hold seats of the border there, and what the duties come to.
    seconds
        How long it took to read the region and to put it into columns.
    size
        How large the region is, and what a worker will hold that solves it.
    """

    dearest: Costs
    seats: tuple[SeatCosts, ...]
    version: int
    heads: Heads
    costs: Costs
    seconds: float
    size: Size


@attrs.frozen
class Looking:
    """Look at a region.

    Parameters
    ----------
    folder, version
        The region, and the round whose duties count.
    is_new
        Whether any duties are wanted soon where there are none: nobody has to wait for the best of them.
    how
        How engines work, and what a worker may hold.
    """

    folder: RegionFolder
    version: int
    is_new: bool
    how: Settings

    def done(self) -> Looked:
        """Do it."""
        began = time.monotonic()
        known, columns = self.folder.known(), self.folder.columns()
        dearest = {level: columns.f.cost(level).dearest for level in goal_levels(known.problem.rules)}
        seats = seat_costs(known.problem, known.region.keeps) if known.region.keeps else ()
        size = size_in_columns(known.problem, known.problem.rules, columns.f.tables)
        seconds = time.monotonic() - began
        is_first = self.is_new and not self.version and size.fits(self.how.memory_limit)
        first = self._first(known, seconds) if is_first else None
        if first is not None:
            return Looked(dearest, seats, FIRST_ROUND, first.heads[0], first.costs[0], seconds, size)
        duties = self.folder.duties(self.version)
        heads = heads_of(duties, set(known.region.border))
        return Looked(dearest, seats, self.version, heads, own_costs(known, duties), seconds, size)

    def _first(self, known: KnownRegion, seconds: float) -> Solved | None:
        """Find any duties, where seats at the border are for whoever keeps them; ``None`` if there are none in a while."""
        visited = set(known.region.border) - set(known.region.keeps)
        barred = {(one.id, role.name): 0 for one in known.problem.sessions if one.id in visited for role in one.roles}
        wanted = Solving(
            folders=(self.folder,),
            versions=(0,),
            version=FIRST_ROUND,
            around=None,
            held=NOBODY,
            most=barred,
            how=attrs.evolve(self.how, seconds=WORTH_READING * seconds + LEAST),
        )
        try:
            return wanted.done()
        except NoScheduleError:
            return None
