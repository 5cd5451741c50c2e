"""Greedy construction: rooms and times first, then the scarcest seats, each to somebody not needed elsewhere."""

from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, by_group, expand, whole
from volmatch.columns.tables import Tables
from volmatch.formulation.formulation import Formulation
from volmatch.search.start.partial_schedule import PackingRows, PartialSchedule
from volmatch.search.state import thresholds


def greedy(
    f: Formulation,
    *,
    start: Ints | None = None,
    then: Ints | None = None,
    alive: Callable[[], None] = lambda: None,
    enough: Callable[[], bool] = lambda: False,
    packing: PackingRows | None = None,
) -> Ints:
    """Build a schedule that keeps every upper bound of the rows that must hold.

    Parameters
    ----------
    f
        The formulation.
    start
        Decisions to keep as far as the rows allow, taken first; shape (decisions,) or longer.
    then
        Decisions to keep where that leaves room for them, taken second; shape (decisions,) or longer.
    alive
        Called now and then; an exception it raises ends the work.
    enough
        Asked now and then; once it says yes, no more seats are filled and the schedule is returned as it stands. Seats of
        the first priority are filled first.
    packing
        The formulation's packing rows, for callers who complete many schedules.

    Returns
    -------
    decisions
        int64, shape (f.decisions,). Rows with a lower bound are served as well as one pass can; whoever uses the result
        checks it.
    """
    draft = PartialSchedule.on(packing or PackingRows.of(f, alive))
    for given in (start, then):
        if given is not None:
            left_out = draft.take_all(given[: f.decisions].nonzero()[0])
            for column in left_out[::-1].tolist():  # placements stand behind candidates
                draft.take(column)
    alive()
    _place_sessions(f, draft)
    alive()
    _serve_demands(draft)
    _fill_seats(f.tables, draft, alive, enough)
    return draft.values


def _place_sessions(f: Formulation, draft: PartialSchedule) -> None:
    """Choose a time and room for each session that has a choice and none yet, those with the fewest ways first."""
    t = f.tables
    ways = _ways(f, draft)
    for session in sorted(ways, key=lambda row: (bool(t.session_optional[row]), len(ways[row]), row)):
        any(draft.take_together(way) for way in ways[session])


def _ways(f: Formulation, draft: PartialSchedule) -> dict[int, list[tuple[int, ...]]]:
    """Return the columns of each way to place each session that still needs some, the options with most candidates first."""
    t = f.tables
    taken = draft.values > 0
    has_choice = f.held >= 0
    held = has_choice & f.chosen_options(draft.values)
    rooms = np.bincount(t.placement_option, minlength=held.size)
    roomed = np.bincount(t.placement_option, taken[f.placed], minlength=held.size)
    is_placed = np.zeros(t.session_optional.size, dtype=bool)
    is_placed[t.option_session[held & ((rooms == 0) | (roomed > 0))]] = True
    crowd = np.bincount(t.candidate_option, minlength=held.size)
    indptr, placements = by_group(t.placement_option, held.size)
    order = np.argsort(-crowd, kind="stable")
    ways: dict[int, list[tuple[int, ...]]] = {}
    for option in order[(has_choice & ~is_placed[t.option_session])[order]].tolist():
        column = int(f.held[option])
        placed = f.placed[placements[indptr[option] : indptr[option + 1]]].tolist()
        found = [(column, room) if room != column else (column,) for room in placed] or [(column,)]
        ways.setdefault(int(t.option_session[option]), []).extend(found)
    return ways


def _serve_demands(draft: PartialSchedule) -> None:
    """Take columns of rows that ask for a minimum, such as promises."""
    for columns, coefficients, least in draft.packing.demands:
        reached = int(coefficients @ draft.values[columns])
        if reached >= least:
            continue
        helpful = (coefficients > 0) & (draft.values[columns] == 0)
        for column, coefficient in zip(columns[helpful].tolist(), coefficients[helpful].tolist(), strict=True):
            if reached >= least:
                break
            reached += coefficient * draft.take(column)


def _fill_seats(t: Tables, draft: PartialSchedule, alive: Callable[[], None], enough: Callable[[], bool]) -> None:
    """Fill each role to its min, then to its target; in each round by priority, the roles with the fewest people first."""
    filling = _Filling.of(t, draft)
    priority = t.session_priority[t.role_session]
    for wanted in (t.role_min, t.role_target):
        for one in distinct(priority).tolist():
            todo = ((priority == one) & (filling.heads < wanted)).nonzero()[0]
            while todo.size:
                alive()
                if enough():
                    return
                todo = filling.batch(todo, wanted)


@attrs.define(eq=False)
class _Filling:
    """The seats as they fill.

    Parameters
    ----------
    heads
        (R,): people in each role.
    load
        (V,): minutes of each volunteer.
    volunteer, minutes
        (K,): of the candidate at each place of the packing.
    may
        bool (K,): whether the candidate at each place may still be free.
    """

    draft: PartialSchedule
    heads: Ints
    load: Ints
    volunteer: Ints
    minutes: Ints
    may: Bools

    @classmethod
    def of(cls, t: Tables, draft: PartialSchedule) -> "_Filling":
        candidates = draft.packing.column[: t.candidate_volunteer.size]
        chosen = draft.values[: candidates.size].nonzero()[0]
        load = np.zeros(t.volunteer_home.size, dtype=np.int64)
        np.add.at(load, t.candidate_volunteer[chosen], t.candidate_minutes[chosen])
        return cls(
            draft=draft,
            heads=whole(np.bincount(t.candidate_role[chosen], minlength=t.role_session.size)),
            load=load,
            volunteer=t.candidate_volunteer[candidates],
            minutes=t.candidate_minutes[candidates],
            may=np.ones(candidates.size, dtype=bool),
        )

    def batch(self, todo: Ints, wanted: Ints) -> Ints:
        """Fill the scarcest of the roles to do; return those that are left and that somebody could still fill.

        How much a person is needed is the sum, over the roles for which they are free, of seats per free person.
        """
        of_role = self.draft.packing.of_role
        owner, place = expand(of_role[todo], of_role[todo + 1])
        owner, place = owner[self.may[place]], place[self.may[place]]
        free = self.draft.free(place)
        if self.draft.packing.only_tightens:
            self.may[place[~free]] = False
        owner, place = owner[free], place[free]
        supply = np.bincount(owner, minlength=todo.size)
        share = (wanted - self.heads)[todo] / np.maximum(supply, 1)
        needed = np.bincount(self.volunteer[place], np.minimum(share, 1.0)[owner], self.load.size).astype(np.float64)
        order = np.argsort(-share, kind="stable")
        order = order[supply[order] > 0]
        now = order[: max(thresholds.FEWEST_ROLES, order.size // thresholds.ONE_ROLE_IN)]
        stops = np.cumsum(supply)
        for one in now.tolist():
            self._fill(int(todo[one]), place[stops[one] - supply[one] : stops[one]], int(wanted[todo[one]]), needed)
        return todo[np.sort(order[now.size :])]

    def _fill(self, role: int, places: Ints, wanted: int, needed: npt.NDArray[np.float64]) -> None:
        """Give the seats of a role to those who may: first who is needed little elsewhere, is not busy, and likes it."""
        volunteer = self.volunteer[places]
        price = (
            needed[volunteer] + self.load[volunteer] / thresholds.BUSY_MINUTES + self.draft.packing.unwanted[places] / 2
        )
        for place in places[np.argsort(price, kind="stable")].tolist():
            if self.heads[role] >= wanted:
                break
            if self.draft.take(int(self.draft.packing.column[place])):
                self.heads[role] += 1
                self.load[self.volunteer[place]] += self.minutes[place]
