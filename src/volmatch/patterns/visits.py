"""A calendar of visits: each person as often as agreed, well spread, at hours that suit, by somebody they know."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.appointments import starts_in
from volmatch.patterns.client import Client
from volmatch.patterns.dates import clock_of, day_of, days_between, least_count, moment_of
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Session
from volmatch.problem.window import Weekly, Window
from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules import Continuity, Spacing
from volmatch.text import Text


@door
def visits(
    clients: Iterable[Client],
    since: dt.date | str,
    until: dt.date | str,
    *,
    bonds: Mapping[str, str] | None = None,
    every_minutes: int = 60,
    least_days: int = 0,
    level: int | None = 1,
) -> Plan:
    """Return the visits of all clients between two days as series.

    The days are cut into as many equal stretches as there are visits, one visit in each; its starts are all that suit the
    client there.

    Parameters
    ----------
    clients
        Who is visited.
    since, until
        First and last day.
    bonds
        Volunteer of each client, by id, as from `pairs`; a client without one is visited by as few different people as
        possible.
    every_minutes
        Starts are tried so often, from the beginning of each stretch that suits.
    least_days
        Visits of a client lie at least so many days apart.
    level
        Level of the goals that the people stay the same; 0 makes them musts, ``None`` is for clients who are visited once, or
        by `acquainted` people anyway.

    Raises
    ------
    OptionError
        If a client has no start in one of the stretches.
    """
    least_count(every_minutes, "every_minutes")
    days, known = days_between(since, until), bonds or {}
    listed = tuple(clients)
    sessions = [session for client in listed for session in _series(client, days, every_minutes)]
    rules = [] if level is None else [_stays_the_same(client, known.get(client.id), level) for client in listed]
    return Plan(sessions, [*rules, *([Spacing(least_days=least_days)] if least_days else [])])


def _series(client: Client, days: Sequence[dt.date], every_minutes: int) -> Iterator[Session]:
    least_count(client.times, "times")
    for number in range(client.times):
        stretch = days[len(days) * number // client.times : len(days) * (number + 1) // client.times]
        starts = starts_in(_suiting(client, stretch), client.minutes, every_minutes)
        if not starts:
            facts = {"id": client.id, "n": number + 1, "of": client.times}
            raise OptionError(Text("{id}: no hour suits for visit {n} of {of}", facts))
        yield Session(
            f"{client.id}-{number + 1}",
            name=client.name,
            kind="visit",
            series=client.id,
            minutes=client.minutes,
            starts=starts,
            place=client.place,
            roles=[attrs.evolve(client.role, min=1, target=1, max=1)],
        )


def _suiting(client: Client, days: Sequence[dt.date]) -> Iterator[Window]:
    """Yield the stretches of time that begin on some days and suit a client."""
    among = frozenset(days)
    for suits in client.suits:
        if isinstance(suits, Window):
            if moment_of(suits.from_, "suits").date() in among:
                yield suits
        else:
            settled = _with_days(suits)
            yield from (_on(suits, day) for day in days if settled.falls_on(day))


def _with_days(weekly: Weekly) -> Weekly:
    """Return a recurring stretch whose days are dates; until a problem settles them they may be ISO text."""
    return attrs.evolve(
        weekly,
        since=day_of(weekly.since, "since") if weekly.since else None,
        until=day_of(weekly.until, "until") if weekly.until else None,
        except_=[day_of(one, "except") for one in weekly.except_],
    )


def _on(weekly: Weekly, day: dt.date) -> Window:
    since, until = clock_of(weekly.from_, "from"), clock_of(weekly.to, "to")
    last = day if until > since else day + dt.timedelta(1)
    return Window(dt.datetime.combine(day, since), dt.datetime.combine(last, until))


def _stays_the_same(client: Client, bond: str | None, level: int) -> Rule:
    here = Where(sessions=SessionFilter(series=client.id))
    if bond is None:
        return Continuity(level=level, where=here, role=client.role.name)
    return Continuity(level=level, where=here, want="lead", lead=bond, role=client.role.name)
