"""Pairs that last: each person who is visited gets one volunteer, and no volunteer more than a few."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.client import Client
from volmatch.patterns.dates import at, least_count
from volmatch.problem.place import Place, Travel
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Limit, Volunteer
from volmatch.problem.words import used_by
from volmatch.rules import Cover, FairShare, Pin, Pinned, Wishes, only
from volmatch.rules import Travel as Ways
from volmatch.schedule import Schedule

#: A pair has no hour; its stand-ins lie on days of their own, so that no two are ever in each other's way.
_ANY_DAY = at(dt.date(2001, 1, 1), dt.time(12))


@door
def bonds(
    clients: Iterable[Client],
    volunteers: Iterable[Volunteer],
    *,
    most: int,
    before: Mapping[str, str] | None = None,
    places: Sequence[Place] = (),
    travel: Travel | None = None,
) -> Problem:
    """Return the problem of who visits whom from now on; `pairs` reads its outcome.

    Each client is a session that asks for one volunteer with the skill and the traits the client wishes for, no further
    away than the volunteer accepts. First as many clients as possible get somebody, then as many as possible keep whom they
    have, then wishes (for a client's id as session, or a place) count, then ways are short, then all have about the same
    number.

    Parameters
    ----------
    clients
        Who is visited; their hours do not matter here.
    volunteers
        Who visits; their hours and limits do not matter here.
    most
        Most clients of one volunteer.
    before
        The volunteer of each client so far, by id, as from `pairs`; those who are no longer there are passed over.
    places, travel
        As in `Problem`.
    """
    least_count(most, "most")
    listed, people = tuple(clients), tuple(volunteers)
    sessions = [
        Session(
            client.id,
            start=_ANY_DAY + dt.timedelta(days=number),
            end=_ANY_DAY + dt.timedelta(days=number, hours=1),
            place=client.place,
            roles=[attrs.evolve(client.role, min=1, target=1, max=1)],
        )
        for number, client in enumerate(listed)
    ]
    free = [
        attrs.evolve(one, available=None, away=(), limits=[Limit("horizon", max_sessions=most)], served_hours=0)
        for one in people
    ]
    kept = Pinned(level=2, stay=_stay(before or {}, {one.id for one in listed}, {one.id for one in people}))
    rules = [Cover(level=1), kept, Wishes(level=3, scale="scores"), Ways(level=4), FairShare(level=5)]
    return Problem(free, sessions, places=places, travel=travel, rules=only(rules), words=used_by(free))


def _stay(before: Mapping[str, str], clients: Collection[str], people: Collection[str]) -> list[Pin]:
    """Return the pairs of whom both are still there."""
    return [
        Pin(volunteer=volunteer, session=client)
        for client, volunteer in before.items()
        if client in clients and volunteer in people
    ]


@door
def pairs(outcome: Outcome | Schedule) -> dict[str, str]:
    """Return the volunteer of each client, by id; clients for whom there is nobody are left out."""
    if isinstance(outcome, Outcome) and outcome.schedule is None:
        return {}
    return {one.session: one.volunteer for one in schedule_given(outcome, "outcome").assignments}


@door
def acquainted(
    clients: Iterable[Client], volunteers: Iterable[Volunteer], pairs: Mapping[str, str]
) -> tuple[tuple[Client, ...], tuple[Volunteer, ...]]:
    """Return clients who only see whom they know, and volunteers who know them.

    Who knows a client has the trait ``knows <id>``, which the client's role asks for; give it to a stand-in as well. Clients
    without a pair take anybody.

    Parameters
    ----------
    clients, volunteers
        As they were.
    pairs
        Volunteer of each client, by id.
    """
    known = {client: f"knows {client}" for client in pairs}
    traits: dict[str, list[str]] = {}
    for client, volunteer in pairs.items():
        traits.setdefault(volunteer, []).append(known[client])
    careful = tuple(
        attrs.evolve(client, role=attrs.evolve(client.role, traits=(*client.role.traits, known[client.id])))
        if client.id in known
        else client
        for client in clients
    )
    return careful, tuple(attrs.evolve(one, traits=(*one.traits, *traits.get(one.id, ()))) for one in volunteers)
