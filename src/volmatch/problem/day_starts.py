"""When a day begins at each place: as the place says, or the nearest one around it that says something."""

import datetime as dt
from collections.abc import Mapping, Sequence

from volmatch.problem.place import Place


def day_starts_by_place(places: Sequence[Place]) -> Mapping[str, dt.time]:
    """Return the beginnings of days by the id of each place that says one, or lies in one that does."""
    by_id = {place.id: place for place in places}
    found: dict[str, dt.time] = {}
    for place in places if any(one.day_starts is not None for one in places) else ():
        around: Place | None = place
        while around is not None and around.day_starts is None:
            around = None if around.parent is None else by_id[around.parent]
        if around is not None and around.day_starts is not None:
            found[place.id] = around.day_starts
    return found
