"""What callers may write for times and skills, told to type checkers: ISO text for a moment, a bare number for a level.

At run time these only make lists immutable, as for any field; `Problem` reads and judges what was given.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from volmatch.problem.values import immutable

if TYPE_CHECKING:
    from volmatch.problem.volunteer import Skill


def moment(given: dt.datetime | str) -> dt.datetime:
    """Take a moment."""
    return cast("dt.datetime", given)


def maybe_moment(given: dt.datetime | str | None) -> dt.datetime | None:
    """Take a moment, or none."""
    return cast("dt.datetime | None", given)


def maybe_moments(given: Iterable[dt.datetime | str] | None) -> Sequence[dt.datetime] | None:
    """Take moments, or none."""
    return cast("Sequence[dt.datetime] | None", immutable(given))


def clock(given: dt.time | str) -> dt.time:
    """Take a time of day."""
    return cast("dt.time", given)


def maybe_clock(given: dt.time | str | None) -> dt.time | None:
    """Take a time of day, or none."""
    return cast("dt.time | None", given)


def day(given: dt.date | str) -> dt.date:
    """Take a day."""
    return cast("dt.date", given)


def maybe_day(given: dt.date | str | None) -> dt.date | None:
    """Take a day, or none."""
    return cast("dt.date | None", given)


def days(given: Iterable[dt.date | str]) -> Sequence[dt.date]:
    """Take days."""
    return cast("Sequence[dt.date]", immutable(given))


def skills(given: Mapping[str, "Skill | int"]) -> Mapping[str, "Skill"]:
    """Take skills by name."""
    return cast("Mapping[str, Any]", immutable(given))
