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
from volmatch.report.html.page import page
from volmatch.rule import Where
from volmatch.rules import only
from volmatch.rules.team_mix import Need
from volmatch.testing import schedules

DAYS = [dt.date(2026, 9, 4) + dt.timedelta(days=step) for step in range(5)]
YOUNG = vm.VolunteerFilter(trait=["<18", "young"])
WHERE = Where(volunteers=YOUNG)
TWO = [["li", "wang"]]
_GROWN = {"trait": "18+"}
RULES: list[Any] = [
    (rules.Apart, {"sets": TWO}), (rules.Available, {}), (rules.Compact, {}), (rules.ConsecutiveDays, {"max": 1}),
    (rules.Banned, {"bans": [rules.Ban(volunteer="li", other="wang")]}), (rules.Banned, {"bans": [rules.Ban(volunteer="li", kind="art")]}),
    (rules.Continuity, {"want": "few"}), (rules.Continuity, {"want": "runs"}), (rules.Curfew, {"latest": "18:00"}), (rules.DaysOff, {"min": 2}),
    (rules.Effort, {"most": 1}), (rules.Experience, {"traits": ["18+"]}), (rules.FairShare, {}),
    (rules.Fairest, {}), (rules.FewestPeople, {}), (rules.IfNeeded, {}), (rules.Limits, {}), (rules.MaxInARow, {"hours": 1}),
    (rules.Meet, {"most": 1}), (rules.Mentor, {"trainee": "<18", "mentor": "18+"}), (rules.MinLoad, {}), (rules.MinRest, {"hours": 30}),
    (rules.MinRun, {"hours": 2}), (rules.NoOverlap, {}), (rules.OneFree, {"sets": TWO}), (rules.ProtectFlexible, {}),
    (rules.Qualified, {}), (rules.Reach, {}), (rules.RollingHours, {"within_hours": 24, "max_hours": 1}), (rules.Rotation, {}),
    (rules.ServeOnce, {}), (rules.Supervision, {"ratio": 10, "trait": "18+"}), (rules.TeamMix, {"needs": [Need(trait="18+", least=1)]}),
    (rules.TopChoices, {}), (rules.Together, {"sets": TWO, "at_least": 1}),
    (rules.Together, {"sets": TWO}), (rules.Together, {"sets": TWO, "same": "day"}), (rules.Together, {"sets": TWO, "same": "time"}),
    (rules.Travel, {}), (rules.Weekends, {"max": 0}), (rules.WholeWeekends, {}), (rules.Wishes, {}),
]  # fmt: skip


@st.composite
def of_ages(draw: st.DrawFn) -> vm.Problem:
    """Draw two people who turn 18, or whose trait begins or ends, about the days of two or three sessions."""
    first = draw(st.sampled_from((dt.date(2026, 9, 4), dt.date(2026, 9, 5))))
    sessions = []
    for number in range(draw(st.integers(2, 3))):
        day = first + dt.timedelta(days=draw(st.sampled_from((number, number, 0))))
        hours = draw(st.sampled_from((9, 10, 18)))
        start = dt.datetime.combine(day, dt.time(hours), dt.UTC)
        role = vm.Role(
            "helper",
            min=draw(st.integers(0, 1)),
            target=1,
            max=2,
            traits=draw(st.sampled_from(((), (), ("18+",), ("young",)))),
        )
        more: dict[str, Any] = {
            "attendance": draw(st.sampled_from((0, 9, 11))),
            "kind": draw(st.sampled_from((None, "art"))),
            "series": draw(st.sampled_from((None, "term"))),
        }
        sessions.append(
            vm.Session(f"s{number}", start=start, end=start + dt.timedelta(hours=1), roles=[role], place="hall", **more)
        )
    return vm.Problem(
        [_person(draw, first, name) for name in ("li", "wang")],
        sessions,
        places=[vm.Place("hall")],
        history=_past(draw, first),
        words=vm.Words(traits=["young", "18+", "<18"], kinds=["art"]),
    )


def _person(draw: st.DrawFn, first: dt.date, name: str) -> vm.Volunteer:
    turns = first + dt.timedelta(days=draw(st.sampled_from((1, 1, 2, 0))))
    spell = vm.TraitDays(valid_from=turns) if draw(st.booleans()) else vm.TraitDays(until=turns)
    has = draw(st.sampled_from(("born", "dated", "born", "dated", "young", "nothing")))
    return vm.Volunteer(
        name,
        traits=("young",) if has in ("young", "dated") else (),
        trait_days={"young": spell} if has == "dated" else {},
        born=turns.replace(year=turns.year - 18) if has == "born" else None,
        limits=draw(
            st.sampled_from(
                ((), (vm.Limit("week", max_sessions=1, min_sessions=1),), (vm.Limit(vm.Days(2), max_hours=1),))
            )
        ),
        wishes=draw(st.sampled_from(((), (vm.Wish(score=1, kind="art"),)))),
    )


def _past(draw: st.DrawFn, first: dt.date) -> list[vm.PastDuty]:
    start = dt.datetime.combine(first - dt.timedelta(days=1), dt.time(18), dt.UTC)
    return [
        vm.PastDuty(volunteer=name, start=start, end=start + dt.timedelta(hours=2))
        for name in draw(st.sampled_from(((), ("li",), ("li", "wang"))))
    ]


@pytest.mark.parametrize(("make", "fields"), RULES, ids=lambda one: one.__name__ if isinstance(one, type) else "")
@given(data=st.data())
@settings(max_examples=6)
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


LI = vm.Volunteer("li", born=dt.date(2008, 2, 29))
BAR = [
    vm.Session(f"d{day.day}", start=f"{day}T10:00", end=f"{day}T11:00", roles=[vm.Role("bar", traits=["18+"])])
    for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1))
]


def test_somebody_turns_eighteen() -> None:
    """The day before the birthday counts already, or a birthday of a leap year's day does not come on 1 March."""
    problem = vm.Problem([LI], BAR)
    schedule = vm.solve(problem).schedule
    assert schedule is not None
    assert [one.session for one in schedule.assignments] == ["d1"]
    assert [LI.bears(trait, dt.date(2026, 2, 28)) for trait in ("18+", "<18", "17-17", "18-18", "adult")] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_a_date_of_birth_is_told_to_nobody() -> None:
    """A letter, a page, a breach, a repr or an anonymous copy tells when somebody was born."""
    problem = vm.Problem([LI, vm.Volunteer("wu", born="1990-07-01")], BAR)
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    wrong = attrs.evolve(outcome.schedule, assignments=[vm.Assignment("li", "d28", "bar")])
    told = [vm.explain.letter(problem, outcome.schedule, one).sentence() for one in ("li", "wu")]
    told += [
        page(problem, outcome),
        vm.io.anonymous(problem),
        repr(problem.volunteers),
        str(problem),
    ]
    told += [one.sentence(lang) for one in vm.check(problem, wrong).violations for lang in ("en", "zh")]
    assert not [text for text in told for day in ("2008", "02-29", "1990", "07-01") if day in text]
    copy = vm.io.loads(vm.io.anonymous(problem))
    assert isinstance(copy, vm.Problem)
    assert [one.value for one in vm.solve(copy).levels] == [one.value for one in outcome.levels]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"trait_days": {"adult": {"until": "2026-01-01"}}}, "volunteers[0].trait_days.adult"),
        ({"traits": ["a"], "trait_days": {"a": {}}}, "volunteers[0].trait_days.a.valid_from"),
        (
            {"traits": ["18+"], "trait_days": {"18+": {"until": "2026-01-01"}}, "born": "2000-01-01"},
            "volunteers[0].trait_days.18+",
        ),
        ({"born": "2026-12-01"}, "volunteers[0].born"),
    ],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, Any], path: str) -> None:
    """Days of a trait that nobody has, or a birth after the sessions, pass."""
    with pytest.raises(vm.ProblemError) as caught:
        vm.Problem.from_data(
            {
                "volunteers": [{"id": "li", **fields}],
                "sessions": [{"id": "a", "start": "2026-03-01T10:00", "end": "2026-03-01T11:00"}],
            }
        )
    assert path in str(caught.value)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sheets_keep_births_and_days(lang: str, tmp_path: Any) -> None:
    """A date of birth or the days of a trait are lost on the way through a workbook."""
    people = [
        attrs.evolve(
            LI, traits=["member", "x from 2026-01-01"], trait_days={"member": vm.TraitDays(valid_from="2026-03-01")}
        )
    ]
    problem = vm.Problem(people, BAR)
    vm.io.write_tables(problem, tmp_path / "it.xlsx", lang=lang)
    assert vm.io.read_tables(tmp_path / "it.xlsx") == problem


@pytest.mark.filterwarnings("ignore::volmatch.io.TablesWarning")
@pytest.mark.parametrize(
    ("header", "typed", "born"),
    [
        ("date of birth", "2008-03-05", dt.date(2008, 3, 5)), ("born", "25/12/2008", dt.date(2008, 12, 25)),
        ("出生日期", "2008年3月5日", dt.date(2008, 3, 5)), ("DOB", "25.12.54", dt.date(1954, 12, 25)), ("birthday", "5/3", None),
        ("birthday", "5/3/2008", None),
    ],
)  # fmt: skip
def test_births_are_read_as_people_type_them(header: str, typed: str, born: dt.date | None, tmp_path: Any) -> None:
    """A date of birth is read as another one, guessed, or refused though it is clear."""
    (tmp_path / "volunteers.csv").write_text(f"name,{header}\nLi,{typed}\n", encoding="utf-8")
    (tmp_path / "sessions.csv").write_text("name,date,start,end\nArt,2026-09-06,10:00,12:00\n", encoding="utf-8")
    if born is None:
        with pytest.raises(vm.ProblemError, match=r"birth|may be"):
            vm.io.read_tables(tmp_path)
        return
    assert vm.io.read_tables(tmp_path).volunteers[0].born == born
