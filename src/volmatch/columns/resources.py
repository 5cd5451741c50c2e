"""What sessions need besides people, and what rooms have: features, things, audiences."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, indptr_of, whole
from volmatch.columns.codes import Marks, numbered

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


def features(t: "Tables") -> tuple[Bools, Bools]:
    """Return what each session would like its room to have, (S, F), and what each room has, (N, F)."""
    names = sorted(t.codes.wants.number)
    return _flags(t.codes.wants, names), _flags(t.codes.features, names)


def needs(t: "Tables", thing: str) -> Ints:
    """Return how many of a thing each session needs; (S,)."""
    return t.session_equipment.get(thing, np.zeros_like(t.session_priority))


def audiences(t: "Tables", more: Mapping[str, Sequence[str]]) -> tuple[Ints, Ints]:
    """Return (session, audience) for each audience a session has, or is given by `more`: session ids by audience."""
    names = list(t.codes.audiences.number)
    own = zip(t.codes.audiences.row.tolist(), t.codes.audiences.code.tolist(), strict=True)
    pairs = {(row, names[code]) for row, code in own}
    pairs |= {(t.session_row[session], name) for name, listed in more.items() for session in listed}
    listed = sorted(pairs)
    return whole([row for row, _ in listed]), numbered(name for _, name in listed)


def options_of_sessions(t: "Tables", session: Ints) -> tuple[Ints, Ints]:
    """Return (entry, option) for all options of the listed session rows; entry is the position in the list."""
    indptr = indptr_of(t.option_session, t.session_optional.size)
    return expand(indptr[session], indptr[session + 1])


def _flags(marks: Marks, names: Sequence[str]) -> Bools:
    """Return which rows carry each name; bool (rows, names)."""
    return np.array([marks.has(name) for name in names], dtype=bool).reshape(len(names), marks.count).T
