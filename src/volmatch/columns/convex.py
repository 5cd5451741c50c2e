"""Costs that grow faster than the load: each further step is dearer than the one before."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.columns.ragged import Ints, expand

if TYPE_CHECKING:
    from volmatch.encoder import Encoder


def price_squares(f: "Encoder", candidates: Ints, load: Ints, before: Ints) -> None:
    """Price each volunteer's load n, on top of b before, at ``(b + n)^2 - b^2``; arguments as in `Encoder.convex_load`.

    Notes
    -----
    n is a sum of steps in [0, 1] of the width of the greatest common divisor w of the volunteer's loads, so every load
    is a whole number of steps. Step j costs ``(b + jw)^2 - (b + (j-1)w)^2``, more than the one before: a solver that
    minimises takes them in order, also in the linear relaxation.
    """
    volunteer = f.tables.candidate_volunteer[candidates]
    people, row = np.unique(volunteer, return_inverse=True)
    if people.size == 0:
        return
    first = np.searchsorted(volunteer, people)
    width = np.gcd.reduceat(load[candidates], first)
    steps = np.add.reduceat(load[candidates], first) // width
    owner, number = expand(np.zeros_like(steps), steps)
    step = f.booleans(owner.size)
    reached = before[people][owner] + (number + 1) * width[owner]
    f.price(step, reached**2 - (reached - width[owner]) ** 2)
    loads = f.rows(row, candidates, load[candidates] // width[row], count=people.size)
    f.define(loads + f.rows(owner, step, -1), least=np.zeros(people.size), most=np.zeros(people.size))

    def fill(values: Ints) -> None:
        values[step] = number < loads.at(values)[owner]

    f.fill(fill)
