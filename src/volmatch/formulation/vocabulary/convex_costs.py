"""Costs that grow faster than the load: each further step is dearer than the one before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints, expand
from volmatch.formulation.vocabulary.load_bounds import ceilings

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


#: What it costs to have reached a load: (volunteer rows, loads) -> costs, all of shape (n,).
Reached = Callable[[Ints, Ints], Ints]


def price_convex(f: "Encoder", *, candidates: Ints, load: Ints, before: Ints, cost: Reached) -> None:
    """Price each volunteer's load n, on top of b before, at ``cost(b + n) - cost(b)``.

    How much anybody can serve at most is known when all rules have spoken: so the variables are made then.

    Parameters
    ----------
    candidates
        int64 (n,): which candidates count, in order.
    load, before
        int64 (K,), (V,): load of each candidate, at least 1; load of each volunteer before.
    cost
        Convex: (volunteer rows, loads) -> costs.
    """
    f.builder.add_ending(lambda: _price(f, candidates, load, before, cost, ceilings(f.builder, candidates, load)))


def _price(f: "Encoder", candidates: Ints, load: Ints, before: Ints, cost: Reached, most: Ints) -> None:
    """Price the loads; `most`, int64 (V,), is what nobody's load exceeds: a step beyond it would always be 0.

    Notes
    -----
    n is a sum of steps in [0, 1] of the width of the greatest common divisor w of the volunteer's loads, so every load
    is a whole number of steps. Step j costs ``cost(b + jw) - cost(b + (j-1)w)``, more than the one before: a solver that
    minimises takes them in order, also in the linear relaxation.
    """
    volunteer = f.tables.candidate_volunteer[candidates]
    people, row = np.unique(volunteer, return_inverse=True)
    if people.size == 0:
        return
    first = np.searchsorted(volunteer, people)
    width = np.gcd.reduceat(load[candidates], first)
    steps = np.minimum(np.add.reduceat(load[candidates], first), most[people]) // width
    owner, number = expand(np.zeros_like(steps), steps)
    step = f.variables(np.ones(owner.size))
    reached = before[people][owner] + (number + 1) * width[owner]
    who = people[owner]
    f.price(step, cost(who, reached) - cost(who, reached - width[owner]))
    loads = f.rows(row, candidates, load[candidates] // width[row], count=people.size)
    f.define(loads + f.rows(owner, step, -1), least=np.zeros(people.size), most=np.zeros(people.size))

    def fill(values: Ints) -> None:
        values[step] = number < loads.at(values)[owner]

    f.fill(fill)
