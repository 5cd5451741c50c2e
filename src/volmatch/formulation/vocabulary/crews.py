"""Crews judged by how many people of which kind they have, whatever else is said of those people."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.arrays.turning_up import MOST_MIXES, Mixes, mixes
from volmatch.errors import LimitError
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


def keep_mixes(f: "Encoder", *, role: Ints, least: Ints, odds: Ints, steps: int, chance: int | None) -> None:
    """Keep enough people likely to turn up in each role; as a goal, price what each is short of.

    Parameters
    ----------
    role, least
        int64 (n,): rows of the roles, and how many people are to turn up in each.
    odds
        int64 (K,): odds of each candidate's person out of `steps`; those of 0 do not count.
    steps, chance
        As for `volmatch.arrays.turning_up.short_of`.

    Raises
    ------
    LimitError
        If a role could have too many different mixes of people.

    Notes
    -----
    A Boolean z for each mix that matters: one is taken where the session is held, and its people of each kind are there. What
    must hold has only mixes that are short of nothing.
    """
    t = f.tables
    entry, candidate = t.candidates_of_roles(role)
    person = t.candidate_volunteer[candidate]
    counts = odds[candidate] > 0
    entry, candidate, person = entry[counts], candidate[counts], person[counts]
    kinds, kind = np.unique(entry * (steps + 1) + odds[candidate], return_inverse=True)
    _, first = np.unique(np.stack([kind, person], axis=1), axis=0, return_index=True)
    people = np.bincount(kind[first], minlength=kinds.size)
    begins = np.searchsorted(kinds, np.arange(role.size + 1) * (steps + 1))
    owner, cost, asked = list[int](), list[int](), list[tuple[int, int, int]]()  # asked: (mix, kind, how many)
    for row, low, high in zip(range(role.size), begins.tolist(), begins[1:].tolist(), strict=False):
        found = _mixes(
            f, kinds[low:high] - row * (steps + 1), people[low:high], int(role[row]), int(least[row]), steps, chance
        )
        for mix, short in zip(found.counts, found.costs, strict=True):
            if f.level or not short:
                asked += [(len(cost), low + place, number) for place, number in enumerate(mix) if number]
                owner.append(row)
                cost.append(short)
    _choose(f, role, whole(owner), whole(cost), whole(asked).reshape(-1, 3), (kind, candidate, kinds.size))


def _mixes(f: "Encoder", odds: Ints, people: Ints, role: int, least: int, steps: int, chance: int | None) -> Mixes:
    """Return the mixes that matter to a role, its most likely people first."""
    t = f.tables
    most = int(t.role_max[role])
    try:
        return mixes(tuple(odds.tolist()), tuple(np.minimum(people, most).tolist()), most, least, steps, chance)
    except OverflowError:
        facts = {"role": t.role_names[role], "most": MOST_MIXES, "n": odds.size, "steps": steps}
        message = Text(
            "the people who may be {role} have {n} different show rates, which makes more than {most} mixes; "
            "give the rule turn_out fewer steps than {steps}",
            facts,
        )
        raise LimitError(message) from None


def _choose(f: "Encoder", role: Ints, owner: Ints, cost: Ints, asked: Ints, heads: tuple[Ints, Ints, int]) -> None:
    """Add a Boolean for each mix, one of which is taken, and price it; heads are (kind, candidate, number of kinds)."""
    z = f.variables(np.ones(owner.size))
    kind, candidate, count = heads
    mix, of_kind, number = asked.T
    held_of, held, always = f.held(f.tables.role_session[role])
    taken = f.rows(owner, z, 1, count=role.size) + f.rows(held_of, held, -1, count=role.size)
    f.define(taken, least=always, most=always)
    there = f.rows(kind, candidate, 1, count=count)
    f.define(
        f.rows(of_kind, z[mix], number, count=count) + f.rows(kind, candidate, -1, count=count), most=np.zeros(count)
    )

    def fill(values: Ints) -> None:
        lacks = np.zeros(owner.size, dtype=bool)
        lacks[mix[there.at(values)[of_kind] < number]] = True
        is_held = f.rows(held_of, held, 1, count=role.size).at(values) + always > 0
        able = (~lacks & is_held[owner]).nonzero()[0]
        values[z] = 0
        _, best = np.unique(owner[able], return_index=True)  # the mixes of a role stand in the order of what they cost
        values[z[able[best]]] = 1

    f.fill(fill)
    if f.level:
        f.price(z, cost)
