"""Destroy operators: a place, some days, or people who could swap are set free; always with the goals that follow."""

import random
from collections.abc import Callable

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole
from volmatch.formulation.formulation import Objective
from volmatch.formulation.point import Point
from volmatch.search.state import thresholds
from volmatch.search.state.variable_map import VariableMap

#: Further away than any day or place.
_FAR = 100_000

#: (map, variables to begin from, about how many to set free) -> decisions to set free.
Destroyer = Callable[[VariableMap, Ints, int], Ints]


def a_place(variables: VariableMap, seeds: Ints, size: int) -> Ints:
    """Return what happens at the place of the first seed, around its day."""
    elsewhere = np.where(variables.place == variables.place[seeds[0]], 0, _FAR)
    return _nearest(variables, np.abs(variables.day - variables.day[seeds[0]]) + elsewhere, size)


def some_days(variables: VariableMap, seeds: Ints, size: int) -> Ints:
    """Return what happens around the day of the first seed, places listed near its own first."""
    far = np.abs(variables.place - variables.place[seeds[0]])
    return _nearest(variables, _FAR * np.abs(variables.day - variables.day[seeds[0]]) + far, size)


def people_who_share(variables: VariableMap, seeds: Ints, size: int) -> Ints:
    """Return everything of those people who share most sessions with the seeds' people, as many people as fit."""
    is_duty = variables.volunteer >= 0
    sessions = np.zeros(int(variables.session.max(initial=-1)) + 2, dtype=bool)
    sessions[variables.session[is_duty & np.isin(variables.volunteer, variables.volunteer[seeds])]] = True
    sessions[variables.session[seeds]] = True
    people = int(variables.volunteer.max(initial=-1)) + 1
    shared = np.bincount(variables.volunteer[is_duty & sessions[variables.session]], minlength=people)
    own = variables.volunteer[seeds]
    shared[own[own >= 0]] += int(shared.max(initial=0)) + 1  # the seeds' own people come first
    order = np.argsort(-shared, kind="stable")
    total = np.bincount(variables.volunteer[is_duty], minlength=people)
    fits = (np.cumsum(total[order]) <= size) & (shared[order] > 0)
    fits[:1] = True
    chosen = np.zeros(people + 1, dtype=bool)
    chosen[order[fits]] = True
    return (chosen[variables.volunteer] & is_duty).nonzero()[0]


DESTROYERS: tuple[Destroyer, ...] = (a_place, some_days, people_who_share)


def somewhere(variables: VariableMap, random_: random.Random) -> Ints:
    """Return any one decision; shape (1,)."""
    placed = (variables.session >= 0).nonzero()[0]
    return placed[[random_.randrange(placed.size)]]


def costly(point: Point, cost: Objective, variables: VariableMap, random_: random.Random) -> Ints:
    """Return the decisions around something that costs: an empty seat, a wish not met, a load too great; maybe none."""
    least = np.where(cost.coefficient > 0, point.model.lower[cost.column], point.model.upper[cost.column])
    paid = cost.coefficient * (point.values[cost.column] - least)
    dear = (paid > 0).nonzero()[0]
    if not dear.size:
        return whole([])
    some = random_.choices(cost.column[dear].tolist(), weights=paid[dear].tolist(), k=thresholds.SEEDS)
    around = _in_rows_of(point, whole(sorted(set(some))))
    return around[variables.session[around] >= 0]


def with_goals(point: Point, variables: VariableMap, columns: Ints) -> Ints:
    """Return decisions together with the variables of goals that follow from them; sorted."""
    is_goal = variables.session < 0
    chosen: Bools = np.zeros(is_goal.size, dtype=bool)
    chosen[columns] = True
    new = columns
    while new.size:
        met = _in_rows_of(point, new)
        new = met[is_goal[met] & ~chosen[met]]
        chosen[new] = True
    return chosen.nonzero()[0]


def _nearest(variables: VariableMap, distance: Ints, size: int) -> Ints:
    placed = (variables.session >= 0).nonzero()[0]
    return placed[np.lexsort((variables.session[placed], distance[placed]))][:size]


def _in_rows_of(point: Point, columns: Ints) -> Ints:
    """Return all variables that stand in a row with some of these, wide rows left out."""
    model = point.model
    indptr, by_column = model.by_column
    _, place = expand(indptr[columns], indptr[columns + 1])
    touched = np.unique(model.matrix.row[by_column[place]])
    starts, stops = model.row_starts[touched], model.row_starts[touched + 1]
    narrow = stops - starts <= thresholds.WIDE
    _, entry = expand(starts[narrow], stops[narrow])
    return np.unique(model.matrix.column[entry])
