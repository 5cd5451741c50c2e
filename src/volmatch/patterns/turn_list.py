"""Which guest comes when, and to whom: turns at the chairs of a `throughput`, and what the guests pay."""

import datetime as dt
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.dates import least_count
from volmatch.patterns.money_words import amount
from volmatch.problem.payments import payments
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.report.annex import Annex
from volmatch.rule import SessionFilter, Where
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class GuestTurn:
    """One guest at one chair.

    Parameters
    ----------
    guest
        Who comes, as they are called.
    start
        When, on the clock of the problem.
    session, volunteer
        Ids of the session and of who serves the guest.
    """

    guest: str
    start: dt.datetime
    session: str
    volunteer: str


@door
def turns(
    problem: Problem, schedule: Schedule | Outcome, guests: Mapping[str, Sequence[str]], *, kind: str, minutes_each: int
) -> tuple[GuestTurn, ...]:
    """Return who comes when: whoever has waited longest comes first, as many as the people who serve have turns for.

    At each session of the kind, at most its `attendance` come; each of its people serves one guest after another. Guests of
    a place come to the sessions there, in the order given, and again when all others have been there.

    Parameters
    ----------
    problem, schedule
        With sessions from `throughput`.
    guests
        Names of the guests of each place, by its id.
    kind
        Which sessions are meant.
    minutes_each
        How long one turn lasts.

    Raises
    ------
    OptionError
        If a turn lasts less than a minute, or a place has such sessions and no guests.
    """
    schedule = schedule_given(schedule)
    least_count(minutes_each, "minutes_each")
    waiting = {place: deque(names) for place, names in guests.items()}
    found: list[GuestTurn] = []
    for session, start in _mornings(problem, schedule, kind):
        place = schedule.place_of(session, problem) or ""
        if not waiting.get(place):
            raise OptionError(Text("guests: nobody is named for {place}", {"place": place or session.label}))
        crew = [one.volunteer for one in schedule.crews.get(session.id, ())]
        seats = session.length_minutes // minutes_each * len(crew)
        for number in range(min(seats, session.attendance, len(waiting[place]))):
            guest = waiting[place].popleft()
            waiting[place].append(guest)
            when = start + dt.timedelta(minutes=number // len(crew) * minutes_each)
            found.append(GuestTurn(guest=guest, start=when, session=session.id, volunteer=crew[number % len(crew)]))
    return tuple(found)


def _mornings(problem: Problem, schedule: Schedule, kind: str) -> Iterator[tuple[Session, dt.datetime]]:
    """Yield the sessions of a kind that take place, in order of time."""
    for placement in sorted(schedule.placements, key=lambda one: (one.start, one.session)):
        session = problem.session(placement.session)
        if session is not None and session.kind == kind:
            yield session, placement.start.astimezone(problem.zone)


@door
def turn_list(problem: Problem, schedule: Schedule | Outcome, listed: Sequence[GuestTurn]) -> Annex:
    """Return who comes when, and to whom: a row for each place and time.

    Parameters
    ----------
    problem, schedule
        Those of the turns.
    listed
        From `turns`.
    """
    schedule = schedule_given(schedule)
    at: dict[tuple[dt.datetime, str], list[GuestTurn]] = {}
    for one in sorted(listed, key=lambda one: one.start):
        session = problem.session(one.session)
        place = schedule.place_of(session, problem) if session is not None else None
        at.setdefault((one.start, place or ""), []).append(one)
    rows: list[tuple[Fact, ...]] = []
    for (start, place), own in at.items():
        known = problem.place(place)
        said = tuple(f"{one.guest} ({_name(problem, one.volunteer)})" for one in own)
        rows.append((start.date(), f"{start:%H:%M}", known.label if known else place, said))
    facts = {"guests": len({one.guest for one in listed}), "n": len(listed)}
    title = Text("who comes when: {guests} guests, {n} turns", facts)
    return Annex(title, [Text("day"), Text("time"), Text("place"), Text("guest (who serves)")], rows)


def _name(problem: Problem, own: str) -> str:
    known = problem.volunteer(own)
    return known.label if known is not None else own


@door
def takings_list(
    problem: Problem,
    schedule: Schedule | Outcome,
    listed: Sequence[GuestTurn],
    *,
    kind: str,
    price: float,
    currency: str = "",
) -> Annex:
    """Return what guests pay and what is spent, day by day, with the sum.

    Parameters
    ----------
    problem, schedule
        Those of the turns.
    listed
        From `turns`: each is paid for once.
    kind
        Sessions of which kind the money is spent on.
    price
        Of one turn.
    currency
        What prices are in, such as ``yuan``; stands behind amounts.
    """
    schedule = schedule_given(schedule)
    guests, spent = Counter(one.start.date() for one in listed), Counter[dt.date]()
    days = {session.id: start.date() for session, start in _mornings(problem, schedule, kind)}
    for payment in payments(Where(sessions=SessionFilter(kind=[kind])), problem, schedule):
        spent[days[payment.session.id]] += payment.hundredths

    def row(first: Fact, own: list[dt.date]) -> tuple[Fact, ...]:
        paid, out = sum(guests[day] for day in own) * price, sum(spent[day] for day in own) / 100
        amounts = (amount(one, currency) for one in (paid, out, paid - out))
        return (first, sum(guests[day] for day in own), *amounts)

    listed_days = sorted({*days.values(), *guests})
    rows = [*(row(day, [day]) for day in listed_days), row(Text("in all"), listed_days)]
    headers = [Text("day"), Text("guests"), Text("takings"), Text("spent"), Text("left")]
    return Annex(Text("takings"), headers, rows)
