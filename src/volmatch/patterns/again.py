"""One more of the same: a session like another, at another time."""

import datetime as dt

import attrs

from volmatch.problem.session import Session


def again(like: Session, id_: str, start: dt.datetime, minutes: int, *, series: str | None = None) -> Session:
    """Return a session like another, under its own id and at its own time.

    Parameters
    ----------
    like
        Everything but the id, the time and the series is taken from it; a session without a kind is of the kind of its id.
    id_, start, minutes, series
        What is different.
    """
    return attrs.evolve(
        like,
        id=id_,
        kind=like.kind or like.id,
        series=series or like.series,
        start=start,
        end=start + dt.timedelta(minutes=minutes),
        minutes=None,
        starts=None,
    )
