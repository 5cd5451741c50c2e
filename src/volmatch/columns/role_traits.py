"""Who has the traits that a role asks for, on which day."""

from typing import TYPE_CHECKING

from volmatch.arrays.ragged import Bools, Ints

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


def have_traits(t: "Tables", volunteer: Ints, role: Ints, day: Ints) -> Bools:
    """Return who has all traits that a role asks for on a day; bool (n,), like the three."""
    asked = t.role_traits[role]
    found: Bools = t.holds_traits[volunteer, asked]
    for column, traits in t.dated_traits.items():
        own = (asked == column).nonzero()[0]
        for trait in traits:
            found[own] &= t.codes.traits.borne((trait,), volunteer[own], day[own])
    return found
