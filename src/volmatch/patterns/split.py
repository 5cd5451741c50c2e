"""A long session is shared: cut into parts that people may serve one after the other, and rather one person all of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.patterns.dates import clock_of, least_count, moment_of, refuse_mixed
from volmatch.patterns.plan import Plan
from volmatch.patterns.sharing import sharing
from volmatch.problem.cuts import next_time, piece_of, pieces, shares
from volmatch.problem.session import Session
from volmatch.text import Text

_A_MINUTE = dt.timedelta(minutes=1)
_AN_HOUR = 60


@door
def split(
    session: Session,
    *,
    at: Iterable[dt.datetime | dt.time | str] = (),
    longest_minutes: int | None = None,
    level: int | None,
) -> Plan:
    """Return a session as parts that follow each other, so that one person serves until noon and another goes on.

    Each part is a session of its own, called ``desk 1/2`` and ``desk 2/2``, with the roles of the whole; one person may serve in
    several. Costs and effort are shared out by length. The goal costs 1 for each time that somebody takes over from another:
    in a role that wants one person that is the number of changes, in one that wants several the people beyond these and
    those who come back. Limits in hours are what they were; those in sessions count parts, and rest is due between two of
    them unless the rule's filter leaves out all but the last.

    Parameters
    ----------
    session
        What is cut, with a start, an end and no room: its parts might get different ones. An optional session takes place in all
        its parts, or not at all. Without a series it gives the parts its id as one, so that a wish may name it.
    at
        Where it is cut: moments, or times of day, of which the first one after its start is meant.
    longest_minutes
        Most minutes of a part; longer ones are cut into equal ones, to the minute.
    level
        Level of the goal that the people stay the same, best behind the seats; ``None`` for no such goal.

    Raises
    ------
    OptionError
        If it cannot be cut so, or nothing says where.
    """
    start, end = _ends(session)
    stretches = pieces(start, end, _cuts(session, start, end, at, longest_minutes))
    if not stretches[1:]:
        return Plan([session])
    parts = list(_parts(session, stretches))
    seats = {role.name: role.target for role in session.roles if role.max}
    return Plan(parts, sharing([part.id for part in parts], seats, level=level, optional=session.optional))


def _ends(session: Session) -> tuple[dt.datetime, dt.datetime]:
    """Return when a session begins and ends."""
    if session.start is None or session.end is None or session.room is not None:
        raise OptionError(
            Text("{id}: wanted a session with a start, an end and no room: only such a one is cut", {"id": session.id})
        )
    start, end = moment_of(session.start, "start"), moment_of(session.end, "end")
    refuse_mixed(session.id, [start, end])
    return start, end


def _cuts(
    session: Session,
    start: dt.datetime,
    end: dt.datetime,
    at: Iterable[dt.datetime | dt.time | str],
    longest: int | None,
) -> list[dt.datetime]:
    """Return where a session is cut, in no order."""
    cuts = [_cut(start, one) for one in at]
    if not cuts and longest is None:
        raise OptionError(Text("wanted at or longest_minutes: where is it cut?"))
    refuse_mixed("at", [start, *cuts])
    outside = [one for one in cuts if not start < one < end]
    if outside:
        facts = {"id": session.id, "cut": quoted(outside[0].isoformat(" ", "minutes"))}
        raise OptionError(Text("at: {cut} does not lie between the start and the end of {id}", facts))
    if longest is not None:
        least_count(longest, "longest_minutes")
        for since, until in pieces(start, end, list(cuts)):
            minutes = (until - since) // _A_MINUTE
            count = -(-minutes // longest)
            cuts += [since + minutes * number // count * _A_MINUTE for number in range(1, count)]
    return cuts


def _cut(start: dt.datetime, given: dt.datetime | dt.time | str) -> dt.datetime:
    if isinstance(given, str):
        try:
            return next_time(start, clock_of(given, "at"))
        except OptionError:
            return moment_of(given, "at")
    return next_time(start, given) if isinstance(given, dt.time) else given


def _parts(session: Session, stretches: Sequence[tuple[dt.datetime, dt.datetime]]) -> Iterator[Session]:
    """Yield the parts of a session, with what each takes of its costs and its effort."""
    lengths = [(until - since) // _A_MINUTE for since, until in stretches]
    costs = shares(session.cost, lengths)
    efforts = [None] * len(lengths) if session.effort_hours is None else _efforts(session.effort_hours, lengths)
    for number, ((since, until), cost, effort) in enumerate(zip(stretches, costs, efforts, strict=True), start=1):
        yield attrs.evolve(
            session,
            id=piece_of(session.id, number, len(stretches)),
            name=piece_of(session.name, number, len(stretches)) if session.name else "",
            series=session.series or session.id,
            start=since,
            end=until,
            cost=cost,
            effort_hours=effort,
        )


def _efforts(hours: float, lengths: Sequence[int]) -> list[float]:
    return [minutes / _AN_HOUR for minutes in shares(round(hours * _AN_HOUR), lengths)]
