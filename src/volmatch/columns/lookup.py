"""The rows of what a rule's own fields name: promises, and the people of each series."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from volmatch.arrays.ragged import Ints, whole

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables


def rows_of_pins(t: "Tables", pins: Sequence[tuple[str, str, str | None]]) -> tuple[Ints, Ints, Ints]:
    """Return rows of (volunteer, session, role name) triples; role -1 where none is named; shapes (n,)."""
    roles = {
        (int(session), name): row for row, (session, name) in enumerate(zip(t.role_session, t.role_names, strict=True))
    }
    volunteer = whole([t.volunteer_row[person] for person, _, _ in pins])
    session = whole([t.session_row[name] for _, name, _ in pins])
    role = whole(
        [-1 if name is None else roles[int(row), name] for row, (_, _, name) in zip(session, pins, strict=True)]
    )
    return volunteer, session, role


def people_of_series(t: "Tables", listed: Mapping[str, Sequence[str]]) -> tuple[Ints, Ints]:
    """Return (series, volunteer): rows of the people listed for each series, numbered as in `Tables.session_series`."""
    number = t.codes.series.number
    pairs = [(number[series], t.volunteer_row[own]) for series, people in listed.items() for own in people]
    return whole([series for series, _ in pairs]), whole([person for _, person in pairs])
