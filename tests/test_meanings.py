"""What a coordinator would guess, one small programme a meaning: each was once judged, proved or kept otherwise."""

import datetime as dt
from typing import Any

import pytest

import volmatch as vm
from volmatch.rules import IfNeeded, MinLoad, Wishes

#: Any Saturday.
DAY = "2026-08-01"


def session(id_: str, begin: str = "10:00", end: str = "11:00", *, day: str = DAY, seats: int = 1, **more: Any) -> Any:
    """Return a session of one day, with one role unless it says otherwise."""
    times = {} if "starts" in more else {"start": f"{day}T{begin}", "end": f"{day}T{end}"}
    return {"id": id_, **times, "roles": [{"name": "host", "min": seats}], **more}


def people(*ids: str) -> list[dict[str, Any]]:
    """Return people of whom nothing else is known."""
    return [{"id": id_} for id_ in ids]


def problem_of(volunteers: list[dict[str, Any]], sessions: list[Any], *rules: Any, **more: Any) -> vm.Problem:
    """Return a problem in China; rules are added to the standard ones."""
    data = {"timezone": "Asia/Shanghai", **more, "volunteers": volunteers, "sessions": sessions}
    return vm.Problem.from_data(data | ({"rules": list(rules)} if rules else {}))


def solved(problem: vm.Problem, start: vm.Schedule | None = None) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """Return what each rule costs in the best schedule, and who serves where; everything must be proved."""
    outcome = vm.solve(problem, start=start)
    assert outcome.status == "optimal", outcome
    assert outcome.schedule is not None
    costs: dict[str, int] = {}
    for level in outcome.levels:
        for rule, cost in level.rules.items():
            costs[rule] = costs.get(rule, 0) + cost
    return costs, {(one.volunteer, one.session) for one in outcome.schedule.assignments}


def test_a_single_start_is_a_fixed_start() -> None:
    """A session with one start to choose from is left out, though there is nothing to decide."""
    skilled: dict[str, Any] = {"roles": [{"name": "lead", "skill": "cooking"}]}
    outcome = vm.solve(problem_of(people("li"), [session("tea", minutes=30, starts=[f"{DAY}T10:00"], **skilled)]))
    assert outcome.levels[0].value == 1
    assert outcome.schedule is not None
    assert [one.session for one in outcome.schedule.placements] == ["tea"]


@pytest.mark.parametrize(("early", "late"), [("T23:00+00:00", "T12:00+00:00"), ("T15:00-08:00", "T04:00-08:00")])
def test_days_are_those_of_the_problem_whatever_a_schedule_says(early: str, late: str) -> None:
    """A schedule told in another offset is judged by the days of that offset, and returned as proved optimal."""
    cook = {"id": "li", "skills": {"cook": {"level": 1, "until": DAY}}, "limits": [{"per": "day", "max_sessions": 1}]}
    sessions = [
        session("early", "07:00", "07:30", day="2026-08-02", roles=[{"name": "host", "skill": "cook"}]),
        session("late", "20:00", "21:00", day="2026-08-02"),
    ]
    problem = problem_of([cook], sessions)
    abroad = vm.Schedule(
        [vm.Assignment("li", one, "host") for one in ("early", "late")],
        [
            vm.Placement("early", dt.datetime.fromisoformat(f"{DAY}{early}")),
            vm.Placement("late", dt.datetime.fromisoformat(f"2026-08-02{late}")),
        ],
    )
    assert {breach.rule for breach in vm.check(problem, abroad).breaches} == {"limits", "qualified"}
    costs, serving = solved(problem, abroad)
    assert (costs["cover"], serving) == (1, {("li", "late")})


def test_an_optional_session_that_would_leave_a_seat_empty_is_dropped() -> None:
    """A festival for which one of five is missing is held all the same, with an empty seat."""
    costs, serving = solved(problem_of(people(*"abcd"), [session("festival", seats=5, optional=True)]))
    assert (costs["cover"], costs["drop"], serving) == (0, 1, set())


def test_the_priority_of_an_optional_session_counts() -> None:
    """An optional session of the first class is dropped for a seat of the last."""
    sessions = [session("food", optional=True, priority=1), session("quiz", priority=5)]
    costs, serving = solved(problem_of(people("li"), sessions))
    assert (costs["drop"], serving) == (0, {("li", "food")})


def test_the_longest_session_is_not_the_one_left_empty() -> None:
    """Where a seat must stay empty, fairness chooses the longest session, for fewer hours are fairer."""
    _, serving = solved(problem_of(people("li"), [session("short"), session("long", end="13:00")]))
    assert serving == {("li", "long")}


def test_people_are_not_split_so_that_nothing_can_be_held() -> None:
    """Two people with two wishes go to one of two sessions each, and neither has the two that it needs."""
    wishing = [{"id": one, "wishes": [{"session": what, "score": 1}]} for one, what in (("li", "x"), ("wu", "y"))]
    costs, serving = solved(problem_of(wishing, [session("x", seats=2), session("y", seats=2)]))
    assert costs["complete"] == 1
    assert len({what for _, what in serving}) == 1


def test_a_new_day_disturbs_everybody_who_serves() -> None:
    """Moving a session with eight people to another day disturbs nobody."""
    crew = [{"volunteer": one, "session": "choir", "role": "host"} for one in "abcdefgh"]
    before = {"assignments": crew, "placements": [{"session": "choir", "start": f"{DAY}T10:00"}]}
    choir = session("choir", seats=8, minutes=60, starts=[f"{DAY}T10:00", "2026-08-03T10:00"])
    rule = {"rule": "fewest_changes", "level": 2, "count": "people", **before}
    costs, _ = solved(problem_of(people(*"abcdefgh"), [choir, session("new")], {"rule": "cover", "level": 1}, rule))
    assert (costs["cover"], costs["fewest_changes"]) == (0, 8)


def test_adults_somewhere_else_supervise_nobody() -> None:
    """Two adults of a meeting whose place is unknown supervise children whose place is unknown."""
    visit = session("visit", attendance=10, roles=[])
    problem = problem_of(people("li", "wu"), [visit, session("meeting", seats=2)], {"rule": "supervision", "ratio": 10})
    assert vm.solve(problem).status == "infeasible"


def test_a_session_in_either_place_does_not_fall_between_two_musts() -> None:
    """Twenty children who may be in either of two places are in neither for the musts of both, so one adult will do."""
    rooms = [{"id": f"{place} room", "place": place} for place in ("east", "west")]
    musts = [
        {"rule": "supervision", "ratio": 10, "where": {"sessions": {"place": place}}} for place in ("east", "west")
    ]
    children = session("children", attendance=20, room={})
    problem = problem_of(people("li"), [children], *musts, places=people("east", "west"), rooms=rooms)
    costs, serving = solved(problem)
    assert (costs["cover"], serving) == (2, set())  # not held at all: its seat, and once more because it has no room


def test_who_has_no_home_is_not_sent_for_nothing() -> None:
    """Whoever has an incomplete record travels for nothing, and gets all the far duties."""
    volunteers: list[dict[str, Any]] = [{"id": "near", "home": "p"}, {"id": "unknown"}]
    travel = {"default_minutes": 10, "minutes": []}
    rule = {"rule": "travel", "level": 2}
    problem = problem_of(volunteers, [session("x", place="q")], rule, places=people("p", "q"), travel=travel)
    costs, _ = solved(problem)
    assert costs["travel"] == 20  # there and back, whoever goes


def test_each_that_joins_makes_a_set_cheaper() -> None:
    """Of a set of four, two together cost more than one of them alone."""
    rule = {"rule": "together", "level": 2, "sets": [list("abcd")]}
    costs, serving = solved(problem_of(people(*"abcdz"), [session("x", seats=2)], rule))
    assert costs["together"] == 2
    assert {one for one, _ in serving} <= set("abcd")


def test_a_hall_inside_a_centre_is_the_centre() -> None:
    """Half an hour lies between a centre and a hall in it, because the hall is a place of its own."""
    places = [{"id": "centre"}, {"id": "hall", "parent": "centre"}]
    sessions = [session("x", place="centre"), session("y", "11:00", "12:00", place="hall")]
    travel = {"default_minutes": 30, "minutes": []}
    costs, serving = solved(problem_of(people("li"), sessions, places=places, travel=travel))
    assert (costs["cover"], len(serving)) == (0, 2)


@pytest.mark.parametrize(("begin", "day"), [("23:30", DAY), ("00:00", "2026-08-02"), ("02:00", "2026-08-02")])
def test_late_is_a_matter_of_the_night(begin: str, day: str) -> None:
    """A night that begins after midnight is not late, and is followed by hours less of rest."""
    night = session("night", day=day) | {"start": f"{day}T{begin}", "end": "2026-08-02T05:00"}
    rest = {"rule": "min_rest", "hours": 8, "after_late": {"late_from": "22:00", "late_hours": 12}}
    sessions = [night, session("next", "14:00", "15:00", day="2026-08-02")]
    costs, serving = solved(problem_of(people("li"), sessions, rest))
    assert (costs["cover"], serving) == (1, {("li", "night")})


def test_who_names_no_hours_does_not_offer_the_nights() -> None:
    """Whoever named hours is asked for a third of what somebody is asked who named none, and so offers 24 hours a day."""
    every = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    volunteers: list[dict[str, Any]] = [
        {"id": "any"},
        {"id": "named", "available": [{"weekly": every, "from": "09:00", "to": "17:00"}]},
    ]
    sessions = [session(f"s{number}", day=f"2026-08-{number:02}") for number in range(1, 9)]
    _, serving = solved(problem_of(volunteers, sessions, {"rule": "fair_share", "by": "offer", "level": 2}))
    assert (
        sum(who == "named" for who, _ in serving) == 3
    )  # 8 of the 14 waking hours and 8: a little over a third of eight


def test_a_part_of_a_week_asks_for_its_part() -> None:
    """A Sunday at the edge of the days asks for a week's work that nobody can do."""
    sessions = [session(name, day=f"2026-08-0{day}") for day, name in ((2, "sun"), (3, "mon"), (4, "tue"))]
    volunteer = {"id": "li", "limits": [{"per": "week", "min_sessions": 2}]}
    costs, _ = solved(problem_of([volunteer], sessions))
    assert costs["min_load"] == 0


def test_nobody_is_called_in_above_the_target_to_look_fair() -> None:
    """Seats above the target are filled only so that everybody has served."""
    roles = [{"name": "host", "min": 1, "max": 3}]
    costs, serving = solved(problem_of(people(*"abc"), [session("x", roles=roles)], {"rule": "serve_once", "level": 2}))
    assert (costs["serve_once"], len(serving)) == (2, 1)


def test_a_misspelt_word_does_not_void_a_must() -> None:
    """A slip of the pen changes a schedule in silence."""
    rule = {"rule": "supervision", "ratio": 5, "where": {"sessions": {"tag": "childern"}}}
    with pytest.raises(vm.ProblemError, match="nearest is children"):
        problem_of(people("li"), [session("x", tags=["children"], attendance=20)], rule)


def test_a_time_zone_is_not_guessed() -> None:
    """Days begin at eight in the morning where all times carry an offset and no time zone is named."""
    abroad = session("x") | {"start": f"{DAY}T07:00+08:00", "end": f"{DAY}T07:30+08:00"}
    with pytest.raises(vm.ProblemError, match="in which zone days begin"):
        vm.Problem.from_data({"volunteers": people("li"), "sessions": [abroad]})


def test_standard_companions_weigh_as_the_wishes_they_stand_beside() -> None:
    """Wishes are given as scores, and one duty that is offered if needed outweighs every wish of everybody."""
    for given, weight in (([], 250), ([Wishes(level=3)], 250), ([Wishes(level=3, scale="scores")], 1)):
        rules_ = vm.Problem([vm.Volunteer("li")], [], rules=given).rules
        beside = {type(rule): rule for rule in rules_}
        assert beside[IfNeeded].level == beside[MinLoad].level == beside[Wishes].level
        assert (beside[IfNeeded].weight, beside[MinLoad].weight) == (weight, weight)
    named = vm.Problem([], [], rules=[Wishes(level=3, scale="scores"), IfNeeded(level=3, weight=7)])
    assert [rule.weight for rule in named.rules if isinstance(rule, IfNeeded)] == [7]
