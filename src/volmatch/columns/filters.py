"""What a filter takes, read from codes: a second reading, which shares nothing with the one in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from volmatch.arrays.ragged import Bools

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import SessionFilter, VolunteerFilter

_Value = TypeVar("_Value", str, int)


def volunteers_taken(t: "Tables", asked: "VolunteerFilter | None") -> Bools:
    """Return which volunteers a filter takes; bool (V,)."""
    taken = np.ones(t.volunteer_home.size, dtype=bool)
    if asked is None:
        return taken
    if asked.id is not None:
        taken &= np.isin(
            np.arange(taken.size), [t.volunteer_row[id_] for id_ in _listed(asked.id) if id_ in t.volunteer_row]
        )
    if asked.trait is not None:
        taken &= t.codes.traits.any_of(_listed(asked.trait))
    if asked.team is not None:
        taken &= t.codes.teams.any_of(_listed(asked.team))
    return taken


def sessions_taken(t: "Tables", asked: "SessionFilter | None") -> Bools:
    """Return which sessions a filter takes; bool (S,)."""
    taken = np.ones(t.session_optional.size, dtype=bool)
    if asked is None:
        return taken
    if asked.id is not None:
        taken &= np.isin(
            np.arange(taken.size), [t.session_row[id_] for id_ in _listed(asked.id) if id_ in t.session_row]
        )
    for marks, words in ((t.codes.kinds, asked.kind), (t.codes.series, asked.series), (t.codes.tags, asked.tag)):
        if words is not None:
            taken &= marks.any_of(_listed(words))
    if asked.priority is not None:
        taken &= np.isin(t.session_priority, _listed(asked.priority))
    if asked.place is not None:
        inside = places_within(t, _listed(asked.place))[t.venue_place]
        ways_in, ways_out = (np.bincount(t.venue_session[on], minlength=taken.size) for on in (inside, ~inside))
        taken &= (ways_in > 0) & (ways_out == 0)
    return taken


def places_within(t: "Tables", places: Sequence[str]) -> Bools:
    """Return which places are one of these or lie in one, however deep; bool (places,)."""
    inside = np.zeros(t.place_parent.size, dtype=bool)
    inside[[t.place_row[id_] for id_ in places if id_ in t.place_row]] = True
    while (more := ~inside & (t.place_parent >= 0) & np.append(inside, False)[t.place_parent]).any():
        inside |= more
    return inside


def _listed(values: Sequence[_Value] | _Value) -> list[_Value]:
    """Return the values of a field; a filter that no problem has settled yet may hold a single one."""
    return [values] if isinstance(values, str | int) else list(values)
