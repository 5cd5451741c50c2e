"""How many guests there are for each adult, half hour by half hour, at each place."""

import datetime as dt
from collections.abc import Iterator

import attrs

from volmatch.doors import door
from volmatch.outcome import Outcome, schedule_given
from volmatch.patterns.dates import least_count
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text

NOBODY = "-"


@attrs.frozen
class _On:
    """A session with guests that takes place: where, from when to when, how many guests, and who serves."""

    place: str
    start: dt.datetime
    end: dt.datetime
    guests: int
    people: frozenset[str]


@door
def ratio_list(problem: Problem, schedule: Schedule | Outcome, *, minutes: int = 30) -> Annex:
    """Return guests and adults at each place on each day, a column for each stretch of so many minutes.

    A cell such as ``60:4`` says that 60 guests have four adults, at the moment of the stretch at which one adult has most.
    Guests are the `attendance` of the sessions that are on; adults are the people who serve in them.

    Parameters
    ----------
    problem, schedule
        What is staffed, and by whom.
    minutes
        How long a stretch lasts.

    Raises
    ------
    OptionError
        If a stretch lasts less than a minute.
    """
    schedule = schedule_given(schedule)
    least_count(minutes, "minutes")
    happening = sorted(_happening(problem, schedule), key=lambda one: (one.start, one.place))
    step = dt.timedelta(minutes=minutes)
    clocks = sorted({_clock(start) for one in happening for start in _stretches(one, minutes)})
    rows: list[tuple[Fact, ...]] = []
    days = sorted({one.start.date() for one in happening})
    for place in dict.fromkeys(one.place for one in sorted(happening, key=lambda one: _rank(problem, one.place))):
        for day in days:
            here = [one for one in happening if one.place == place and one.start.date() == day]
            begins = [dt.datetime.combine(day, dt.time(), problem.zone) + dt.timedelta(minutes=own) for own in clocks]
            worst = [_worst(here, start, start + step) for start in begins]
            most = max((guests / adults for guests, adults in worst if adults), default=0)
            said = [f"{guests}:{adults}" if guests else NOBODY for guests, adults in worst]
            if here:
                rows.append((_label(problem, place), day, *said, f"{most:.1f}"))
    headers: list[Text | str] = [
        Text("place"),
        Text("day"),
        *(f"{own // 60:02}:{own % 60:02}" for own in clocks),
        Text("most to one"),
    ]
    return Annex(Text("guests and adults, every {n} minutes", {"n": minutes}), headers, rows)


def _happening(problem: Problem, schedule: Schedule) -> Iterator[_On]:
    schedule = schedule.settled(problem)
    for placement in schedule.placements:
        session = problem.session(placement.session)
        if session is not None and session.attendance:
            start = placement.start.astimezone(problem.zone)
            people = frozenset(one.volunteer for one in schedule.crews.get(session.id, ()))
            place = schedule.place_of(session, problem) or ""
            yield _On(place, start, start + session.length, session.attendance, people)


def _clock(moment: dt.datetime) -> int:
    return moment.hour * 60 + moment.minute


def _stretches(one: _On, minutes: int) -> Iterator[dt.datetime]:
    """Yield where the stretches begin that a session touches, up to the end of its day."""
    start = one.start - dt.timedelta(minutes=_clock(one.start) % minutes, seconds=one.start.second)
    while start < one.end and start.date() == one.start.date():
        yield start
        start += dt.timedelta(minutes=minutes)


def _worst(here: list[_On], since: dt.datetime, until: dt.datetime) -> tuple[int, int]:
    """Return guests and adults at the moment of a stretch at which one adult has most guests."""
    moments = {since, *(one.start for one in here if since <= one.start < until)}
    moments |= {one.end for one in here if since < one.end < until}
    found = []
    for now in moments:
        on = [one for one in here if one.start <= now < one.end]
        found.append((sum(one.guests for one in on), len(frozenset().union(*(one.people for one in on)))))
    return max(found, key=lambda one: (one[0] / one[1] if one[1] else float(one[0] > 0) * 1e9, one[0]))


def _rank(problem: Problem, place: str) -> int:
    known = [one.id for one in problem.places]
    return known.index(place) if place in known else len(known)


def _label(problem: Problem, place: str) -> str:
    known = problem.place(place)
    return known.label if known is not None else place or NOBODY
