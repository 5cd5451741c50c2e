"""Who has the skill that a role asks for, or one that serves instead, on which day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


def have_skills(t: "Tables", volunteer: Ints, role: Ints, day: Ints, *, grace_days: int = 0) -> Bools:
    """Return who has the skill of a role on a day, or one that serves instead; true for roles without; bool (n,), like the three."""
    found: Bools = (t.role_skill[role] < 0) | _hold(
        t, volunteer, t.role_skill[role], t.role_level[role], day, grace_days
    )
    for own, column, level in _instead(t, role):
        found[own] |= _hold(t, volunteer[own], column, level, day[own], grace_days)
    return found


def skills_before(t: "Tables", volunteer: Ints, role: Ints, day: Ints) -> Ints:
    """Return how many skills of a role's order come before the first that somebody has on a day; int64 (n,), like the three.

    All of them count for whoever has none; a role without alternatives has no order.
    """
    found = np.zeros(role.size, dtype=np.int64)
    lacks = (t.role_alternatives[role] >= 0) & ~_hold(
        t, volunteer, t.role_skill[role], t.role_level[role], day, grace_days=0
    )
    found[lacks] = 1
    for own, column, level in _instead(t, role):
        left = own[lacks[own]]
        still = left[~_hold(t, volunteer[left], column, level, day[left], grace_days=0)]
        lacks[own] = False
        lacks[still] = True
        found[still] += 1
    return found


def roles_taking(t: "Tables", column: int, level: int) -> Bools:
    """Return which roles ask for a skill at a level or lower, or take it instead; bool (R,)."""
    lists = [any(own == column and least <= level for own, least in one) for one in t.alternatives]
    found: Bools = np.append(np.array(lists, dtype=bool), False)[t.role_alternatives]
    found |= (t.role_skill == column) & (t.role_level <= level)
    return found


def _instead(t: "Tables", role: Ints) -> Iterator[tuple[Ints, int, int]]:
    """Yield for each list of alternatives, in its order: which of the roles have it, and a skill with its level."""
    for number, listed in enumerate(t.alternatives):
        own = (t.role_alternatives[role] == number).nonzero()[0]
        for column, level in listed:
            yield own, column, level


def _hold(t: "Tables", volunteer: Ints, column: Ints | int, level: Ints | int, day: Ints, grace_days: int) -> Bools:
    able = t.skill_level[volunteer, column] >= level
    held: Bools = able & (t.skill_since[volunteer, column] <= day)
    held &= day - grace_days <= t.skill_until[volunteer, column]
    return held
