"""Free times that follow one another without a gap, made into one: a poll asks every quarter of an hour by itself."""

import datetime as dt
from collections.abc import Iterable

import attrs

from volmatch.problem.window import Weekly, Window


def joined(windows: Iterable[Weekly | Window]) -> tuple[Weekly | Window, ...]:
    """Return windows with each one that begins where the one before ends, and is of its kind, made part of it."""
    found: list[Weekly | Window] = []
    for one in windows:
        before = found[-1] if found else None
        if before is not None and _goes_on(before, one):
            found[-1] = attrs.evolve(before, to=one.to)  # type: ignore[arg-type]  # both are of one kind
        else:
            found.append(one)
    return tuple(found)


def _goes_on(before: Weekly | Window, after: Weekly | Window) -> bool:
    """Whether a window goes on with the one before; a weekly one ends with its day."""
    if type(before) is not type(after) or before.if_needed != after.if_needed or before.to != after.from_:
        return False
    if isinstance(before, Weekly) and isinstance(after, Weekly):
        return before.weekly == after.weekly and before.to != dt.time()
    return True
