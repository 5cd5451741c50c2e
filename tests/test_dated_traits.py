"""Traits that begin, end or come with age are read on the day of each session, by every rule, in words and in columns."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import oracle
import volmatch as vm
from volmatch import rules

from volmatch.rule import Where
from volmatch.rules import only
from volmatch.rules.team_mix import Need
from volmatch.testing import problems, schedules

DAYS = [dt.date(2026, 9, 4) + dt.timedelta(days=step) for step in range(5)]
YOUNG = vm.VolunteerFilter(trait=["<18", "young"])
WHERE = Where(volunteers=YOUNG)
TWO = [["li", "wang"]]
_GROWN = {"trait": "18+"}
RULES: list[Any] = [
    (rules.Apart, {"sets": TWO}), (rules.Available, {}), (rules.Compact, {}), (rules.ConsecutiveDays, {"max": 1}),
    (rules.Banned, {"bans": [rules.Ban(volunteer="li", other="wang")]}), (rules.Banned, {"bans": [rules.Ban(volunteer="li", kind="art")]}),
    (rules.Continuity, {"want": "few"}), (rules.Continuity, {"want": "runs"}), (rules.DaysOff, {"min": 2}),
    (rules.Effort, {"most": 1}), (rules.Experience, {"traits": ["18+"]}), (rules.FairShare, {}),
    (rules.Fairest, {}), (rules.FewestPeople, {}), (rules.IfNeeded, {}), (rules.Limits, {}), (rules.MaxInARow, {"hours": 1}),
    (rules.Meet, {"most": 1}), (rules.Mentor, {"trainee": "<18", "mentor": "18+"}), (rules.MinLoad, {}), (rules.MinRest, {"hours": 30}),
    (rules.MinRun, {"hours": 2}), (rules.NoOverlap, {}), (rules.OneFree, {"sets": TWO}), (rules.ProtectFlexible, {}),
    (rules.Qualified, {}), (rules.Reach, {}), (rules.RollingHours, {"within_hours": 24, "max_hours": 1}), (rules.Rotation, {}),
    (rules.ServeOnce, {}), (rules.Supervision, {"ratio": 10, "trait": "18+"}), (rules.TeamMix, {"needs": [Need(trait="18+", least=1)]}),
    (rules.Together, {"sets": TWO}), (rules.Together, {"sets": TWO, "same": "day"}), (rules.Together, {"sets": TWO, "same": "time"}),
    (rules.Travel, {}), (rules.Weekends, {"max": 0}), (rules.WholeWeekends, {}), (rules.Wishes, {}),
]  # fmt: skip


@st.composite
def of_ages(draw: st.DrawFn) -> vm.Problem:
    """Draw two people who turn 18, or whose trait begins or ends, about the days of two or three sessions."""
    first = draw(st.sampled_from((dt.date(2026, 9, 4), dt.date(2026, 9, 5))))
    sessions = []
    for number in range(draw(st.integers(2, 3))):
        day = first + dt.timedelta(days=draw(st.integers(0, 2)))
        hours = draw(st.sampled_from((9, 10, 18)))
        start = dt.datetime.combine(day, dt.time(hours), dt.UTC)
        role = vm.Role("helper", min=draw(st.integers(0, 1)), target=1, max=2, traits=draw(st.sampled_from(((), (), ("18+",), ("young",)))))
        more = {"attendance": draw(st.sampled_from((0, 9, 11))), "kind": draw(st.sampled_from((None, "art"))), "series": draw(st.sampled_from((None, "term")))}
        sessions.append(vm.Session(f"s{number}", start=start, end=start + dt.timedelta(hours=1), roles=[role], place="hall", **more))
    return vm.Problem([_person(draw, first, name) for name in ("li", "wang")], sessions, places=[vm.Place("hall")], history=_past(draw, first), words=vm.Words(traits=["young", "18+", "<18"], kinds=["art"]))


def _person(draw: st.DrawFn, first: dt.date, name: str) -> vm.Volunteer:
    turns = first + dt.timedelta(days=draw(st.integers(-2, 3)))
    spell = vm.TraitDays(valid_from=turns) if draw(st.booleans()) else vm.TraitDays(until=turns)
    has = draw(st.sampled_from(("nothing", "born", "born", "young", "dated")))
    return vm.Volunteer(
        name,
        traits=("young",) if has in ("young", "dated") else (),
        trait_days={"young": spell} if has == "dated" else {},
        born=turns.replace(year=turns.year - 18) if has == "born" else None,
        limits=draw(st.sampled_from(((), (vm.Limit("week", max_sessions=1, min_sessions=1),), (vm.Limit(vm.Days(2), max_hours=1),)))),
        wishes=draw(st.sampled_from(((), (vm.Wish(score=1, kind="art"),)))),
    )


def _past(draw: st.DrawFn, first: dt.date) -> list[vm.PastDuty]:
    start = dt.datetime.combine(first - dt.timedelta(days=1), dt.time(18), dt.UTC)
    return [vm.PastDuty(volunteer=name, start=start, end=start + dt.timedelta(hours=2)) for name in draw(st.sampled_from(((), ("li",), ("li", "wang"))))]


@pytest.mark.parametrize(("make", "fields"), RULES, ids=lambda one: one.__name__ if isinstance(one, type) else "")
@given(data=st.data())
@settings(max_examples=12)
def test_a_rule_reads_traits_on_the_day(make: Any, fields: dict[str, Any], data: st.DataObject) -> None:
    """A rule's columns, its words or an independent count read a trait on other days than those of its sessions."""
    problem = data.draw(of_ages())
    for level in (0, 1):
        try:
            own = make(level=level, where=WHERE, **fields)
        except vm.VolmatchError:
            continue
        ruled = attrs.evolve(problem, rules=only([own]))
        if level == 0:
            laws.same_set(ruled)
        schedule = data.draw(schedules(ruled))
        laws.same_cost(ruled, schedule)
        if vm.check(ruled, schedule).ok and level:
            assert oracle.costs(ruled, schedule) == tuple(one.value for one in vm.check(ruled, schedule).levels)
