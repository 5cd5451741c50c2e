"""What a filter takes, read from codes: a second reading, which shares nothing with the one in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints
from volmatch.columns.codes import Codes, Marks

if TYPE_CHECKING:
    from volmatch.rule import SessionFilter, VolunteerFilter

_Value = TypeVar("_Value", str, int)


class _Sessions(Protocol):
    """Sessions, or duties in them, by the words that they bear."""

    @property
    def sessions(self) -> Marks: ...
    @property
    def kinds(self) -> Marks: ...
    @property
    def series(self) -> Marks: ...
    @property
    def tags(self) -> Marks: ...
    @property
    def venues(self) -> Marks: ...
    @property
    def parents(self) -> Ints: ...


def volunteers_taken(codes: Codes, asked: "VolunteerFilter | None") -> Bools:
    """Return which volunteers a filter takes on any day of the problem; bool (V,)."""
    taken = np.ones(codes.volunteers.count, dtype=bool)
    if asked is not None:
        if asked.trait is not None:
            taken &= codes.traits.any_of(_listed(asked.trait))
        fields = ((codes.volunteers, asked.id), (codes.teams, asked.team))
        for marks, words in fields:
            if words is not None:
                taken &= marks.any_of(_listed(words))
    return taken


def people_taken(codes: Codes, asked: "VolunteerFilter | None", volunteer: Ints, day: Ints) -> Bools:
    """Return whom of these volunteer rows a filter takes on these days; bool (n,), like the two."""
    taken = volunteers_taken(codes, asked if asked is None else attrs.evolve(asked, trait=None))[volunteer]
    if asked is not None and asked.trait is not None:
        taken &= codes.traits.borne(_listed(asked.trait), volunteer, day)
    return taken


def sessions_taken(codes: _Sessions, priority: Ints, asked: "SessionFilter | None") -> Bools:
    """Return which sessions a filter takes; bool (S,).

    Parameters
    ----------
    priority
        int64 (S,): class of importance of each session.
    """
    taken = np.ones(codes.sessions.count, dtype=bool)
    if asked is None:
        return taken
    fields = (
        (codes.sessions, asked.id),
        (codes.kinds, asked.kind),
        (codes.series, asked.series),
        (codes.tags, asked.tag),
    )
    for marks, words in fields:
        if words is not None:
            taken &= marks.any_of(_listed(words))
    if asked.priority is not None:
        taken &= np.isin(priority, _listed(asked.priority))
    if asked.place is not None:
        inside = places_within(codes, _listed(asked.place))[codes.venues.code]
        taken &= np.bincount(codes.venues.row[inside], minlength=taken.size) > 0
    return taken


def places_within(codes: _Sessions, places: Sequence[str]) -> Bools:
    """Return which places are one of these or lie in one, however deep; bool (places,)."""
    inside = np.zeros(codes.parents.size, dtype=bool)
    inside[[codes.venues.number[id_] for id_ in places if id_ in codes.venues.number]] = True
    while (more := ~inside & (codes.parents >= 0) & np.append(inside, False)[codes.parents]).any():
        inside |= more
    return inside


def _listed(values: Sequence[_Value] | _Value) -> list[_Value]:
    """Return the values of a field; a filter that no problem has settled yet may hold a single one."""
    return [values] if isinstance(values, str | int) else list(values)
