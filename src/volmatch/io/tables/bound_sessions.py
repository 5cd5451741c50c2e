"""What rows of sessions and people say beside the record itself: roles go together, who shares, who is there, with whom only."""

from collections.abc import Mapping, Sequence
from typing import Any

from volmatch.io.tables.accompanied_people import accompany
from volmatch.io.tables.assigned_people import pin_assigned
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.roles_together import join_roles
from volmatch.io.tables.split_sessions import let_stay, settle_wishes


def bind(data: dict[str, Any], origins: dict[str, Origin], shared: Mapping[str, Sequence[int]]) -> None:
    """Bind the sessions and people of a problem in the making, once all of its rows are there.

    Parameters
    ----------
    data, origins
        The problem, and the row of each of its records; what cannot be is a fault of its row.
    shared
        The parts of each session that people share, by the id of the whole.
    """
    settle_wishes(data, shared)
    for column, added in (("one_desk", join_roles(data)), ("split_at", let_stay(data, shared))):
        for at, place, fault in added:
            row = origins[f"sessions[{at}]"].row
            if fault is None:
                origins[f"rules[{place}]"] = Origin(row, {"": column})
            else:
                row.note(column, fault)
    pin_assigned(data, origins)
    accompany(data, origins)
