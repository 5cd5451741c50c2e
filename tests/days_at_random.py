"""Random problems that run over a week, day by day, for rules about days: two people at most, about one session a day."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import product
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

import volmatch as vm
from rules_at_random import Case, Drawn, with_schedule
from volmatch.testing import WORDS, rule_lists

#: A Thursday each; in the second week the clocks change, and in the last a month ends.
_FIRST = (
    ("UTC", dt.date(2026, 7, 16)),
    ("Europe/Berlin", dt.date(2026, 10, 22)),
    ("Asia/Shanghai", dt.date(2026, 7, 16)),
    ("Asia/Shanghai", dt.date(2026, 7, 30)),
)
_TRAITS: tuple[tuple[str, ...], ...] = ((), ("adult",))
_HOURS = (0, 9, 9, 23)


@st.composite
def weeks(draw: st.DrawFn, drawn: Drawn) -> vm.Problem:
    """Draw a problem of four to six days, the last of them sometimes on the next weekend, that has a rule among others."""
    zone, first = draw(st.sampled_from(_FIRST))
    gap = draw(st.sampled_from((0, 0, 5)))
    sessions = [
        draw(_sessions(f"s-{number}", first + dt.timedelta(days=number + gap * (number > 3)), zone))
        for number in range(draw(st.integers(4, 6)))
        if number in (0, 1) or draw(st.integers(0, 5))
    ]
    people = [
        vm.Volunteer(name, traits=draw(st.sampled_from(_TRAITS))) for name in ("wang", "li")[: draw(st.integers(1, 2))]
    ]
    history = [draw(_past(people, first, zone)) for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3, 5))))]
    problem = vm.Problem(people, sessions, timezone=zone, history=history, words=WORDS)
    rules = [*draw(rule_lists(problem, most=1)), draw(drawn(problem))]
    return attrs.evolve(problem, rules=vm.rules.only(rules))


@st.composite
def _sessions(draw: st.DrawFn, id_: str, day: dt.date, zone: str) -> vm.Session:
    """Draw a session of three hours, which at midnight runs into the next day; one in six may begin a day later."""
    start = dt.datetime.combine(day, dt.time(draw(st.sampled_from(_HOURS))), ZoneInfo(zone))
    roles = [vm.Role("helper", min=draw(st.integers(0, 1)), max=draw(st.sampled_from((1, 1, 2))))]
    session = vm.Session(
        id_,
        kind=draw(st.sampled_from(("art", "visit", "visit", None))),
        minutes=180,
        starts=[start],
        roles=roles,
    )
    if draw(st.integers(0, 5)):
        return attrs.evolve(
            session, start=start, end=start.astimezone(dt.UTC) + dt.timedelta(hours=3), minutes=None, starts=None
        )
    return attrs.evolve(session, starts=[start, start + dt.timedelta(days=1)])


@st.composite
def _past(draw: st.DrawFn, people: Sequence[vm.Volunteer], first: dt.date, zone: str) -> vm.PastDuty:
    """Draw a duty of three hours in the week before, or in the days of the problem."""
    day = first + dt.timedelta(days=draw(st.sampled_from((-6, -5, -4, -3, -2, -2, -1, -1, -1, 0, 1, 3, 9))))
    start = dt.datetime.combine(day, dt.time(draw(st.sampled_from(_HOURS))), ZoneInfo(zone)).astimezone(dt.UTC)
    kind = draw(st.sampled_from(("art", "visit", "visit", None)))
    return vm.PastDuty(draw(st.sampled_from(people)).id, start, start + dt.timedelta(hours=3), kind=kind)


def week_cases(drawn: Drawn) -> st.SearchStrategy[Case]:
    """Draw such problems, each with one of its schedules."""
    return with_schedule(weeks(drawn))


def every_pattern(rule: vm.Rule, days: int = 6, past: Sequence[int] = ()) -> Iterator[Case]:
    """Yield a problem of one person and some days with each schedule there is: every pattern of workdays and days off.

    With `past`, the person worked on these days of July as well; the first day of the problem is the 16th.
    """
    first = dt.datetime(2026, 7, 16, 10, tzinfo=dt.UTC)
    starts = [first + dt.timedelta(days=number) for number in range(days)]
    role = vm.Role("helper")
    sessions = [
        vm.Session(f"s-{start.day}", start=start, end=start + dt.timedelta(hours=1), roles=[role]) for start in starts
    ]
    before = [first.replace(day=day, hour=8) for day in past]
    history = [vm.PastDuty("li", start, start + dt.timedelta(hours=1)) for start in before]
    problem = vm.Problem([vm.Volunteer("li")], sessions, history=history, rules=vm.rules.only([rule]))
    placements = [vm.Placement(session.id, start) for session, start in zip(sessions, starts, strict=True)]
    for pattern in product((False, True), repeat=days):
        chosen = [session.id for session, works in zip(sessions, pattern, strict=True) if works]
        yield problem, vm.Schedule([vm.Assignment("li", one, "helper") for one in chosen], placements)
