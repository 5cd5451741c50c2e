"""Destroy operators: a place, some days, or people who could swap are set free; always with the goals that follow."""

import random
from collections.abc import Callable

import numpy as np

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Bools, Ints, expand, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.point import Point
from volmatch.formulation.variable_map import Keys
from volmatch.search.state import thresholds

#: Further away than any day or place.
_FAR = 100_000

#: (keys, variables to begin from, about how many to set free) -> decisions to set free.
Destroyer = Callable[[Keys, Ints, int], Ints]


def a_place(keys: Keys, seeds: Ints, size: int) -> Ints:
    """Return what happens at the place of the first seed, around its day."""
    elsewhere = np.where(keys.place == keys.place[seeds[0]], 0, _FAR)
    return _nearest(keys, np.abs(keys.day - keys.day[seeds[0]]) + elsewhere, size)


def some_days(keys: Keys, seeds: Ints, size: int) -> Ints:
    """Return what happens around the day of the first seed, places listed near its own first."""
    far = np.abs(keys.place - keys.place[seeds[0]])
    return _nearest(keys, _FAR * np.abs(keys.day - keys.day[seeds[0]]) + far, size)


def people_who_share(keys: Keys, seeds: Ints, size: int) -> Ints:
    """Return everything of those people who share most sessions with the seeds' people, as many people as fit."""
    is_duty = keys.volunteer >= 0
    sessions = np.zeros(int(keys.session.max(initial=-1)) + 2, dtype=bool)
    sessions[keys.session[is_duty & np.isin(keys.volunteer, keys.volunteer[seeds])]] = True
    sessions[keys.session[seeds]] = True
    people = int(keys.volunteer.max(initial=-1)) + 1
    shared = np.bincount(keys.volunteer[is_duty & sessions[keys.session]], minlength=people)
    own = keys.volunteer[seeds]
    shared[own[own >= 0]] += int(shared.max(initial=0)) + 1  # the seeds' own people come first
    order = np.argsort(-shared, kind="stable")
    total = np.bincount(keys.volunteer[is_duty], minlength=people)
    fits = (np.cumsum(total[order]) <= size) & (shared[order] > 0)
    fits[:1] = True
    chosen = np.zeros(people + 1, dtype=bool)
    chosen[order[fits]] = True
    return (chosen[keys.volunteer] & is_duty).nonzero()[0]


DESTROYERS: tuple[Destroyer, ...] = (a_place, some_days, people_who_share)


def somewhere(keys: Keys, random_: random.Random) -> Ints:
    """Return any one decision; shape (1,)."""
    placed = (keys.session >= 0).nonzero()[0]
    return placed[[random_.randrange(placed.size)]]


def costly(point: Point, cost: Objective, random_: random.Random) -> Ints:
    """Return the decisions around something that costs: an empty seat, a wish not met, a load too great; maybe none."""
    least = np.where(cost.coefficient > 0, point.model.lower[cost.column], point.model.upper[cost.column])
    paid = cost.coefficient * (point.values[cost.column] - least)
    dear = (paid > 0).nonzero()[0]
    if not dear.size:
        return whole([])
    some = random_.choices(cost.column[dear].tolist(), weights=paid[dear].tolist(), k=thresholds.SEEDS)
    around = _in_rows_of(point, whole(sorted(set(some))))
    return around[point.model.keys.session[around] >= 0]


def with_goals(point: Point, columns: Ints) -> Ints:
    """Return decisions together with the variables of goals that follow from them; sorted."""
    is_goal = point.model.keys.session < 0
    chosen: Bools = np.zeros(is_goal.size, dtype=bool)
    chosen[columns] = True
    new = columns
    while new.size:
        met = _in_rows_of(point, new)
        new = met[is_goal[met] & ~chosen[met]]
        chosen[new] = True
    return chosen.nonzero()[0]


def _nearest(keys: Keys, distance: Ints, size: int) -> Ints:
    placed = (keys.session >= 0).nonzero()[0]
    return placed[np.lexsort((keys.session[placed], distance[placed]))][:size]


def _in_rows_of(point: Point, columns: Ints) -> Ints:
    """Return all variables that stand in a row with some of these, wide rows left out."""
    model = point.model
    indptr, by_column = model.by_column
    _, place = expand(indptr[columns], indptr[columns + 1])
    touched = distinct(model.matrix.row[by_column[place]])
    starts, stops = model.row_starts[touched], model.row_starts[touched + 1]
    narrow = stops - starts <= thresholds.WIDE
    _, entry = expand(starts[narrow], stops[narrow])
    return distinct(model.matrix.column[entry])
