"""Examples by hand for `Unserved`, and its laws: time that nobody serves, in seats, and in sessions left out."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import judged
from by_hand import at, schedule
from rules_at_random import Case, at_random, cases


def meals(rule: vm.Rule | None = None) -> vm.Problem:
    """Return a problem with a lunch of 61 minutes that would like two people, and an optional supper of two hours."""
    lunch = vm.Session("lunch", start=at("12:00"), end=at("13:01"), roles=[vm.Role("cook", min=1, target=2, max=3)])
    supper = vm.Session(
        "supper", start=at("18:00"), end=at("20:00"), roles=[vm.Role("cook"), vm.Role("guest", min=0)], optional=True
    )
    return vm.Problem(
        [vm.Volunteer(own) for own in ("li", "wang", "zhao")],
        [lunch, supper],
        rules=vm.rules.only([rule or vm.rules.Unserved()]),
    )


def excess(problem: vm.Problem, *crew: tuple[str, str], dropped: tuple[str, ...] = ()) -> dict[str, int]:
    """Return what each session counts, after columns and words have said the same."""
    found = judged(problem, schedule(problem, *crew, dropped=dropped), "unserved")
    return {session: count for _, (session,), count, _ in found}


def test_time_counts_in_started_units() -> None:
    """A started unit is lost, seats count and not their time, or the least counts and not the target."""
    assert excess(meals()) == {"lunch": 2 * 5, "supper": 8}
    assert excess(meals(vm.rules.Unserved(unit_minutes=60))) == {"lunch": 2 * 2, "supper": 2}
    assert excess(meals(), ("li", "lunch"), ("wang", "supper")) == {"lunch": 5}


def test_people_above_the_target_make_up_for_nothing() -> None:
    """Time above the target is counted against time elsewhere."""
    crew = [(own, "lunch") for own in ("li", "wang", "zhao")]
    assert excess(meals(), *crew) == {"supper": 8}


def test_what_is_left_out_counts_whole() -> None:
    """A session that is dropped costs nothing, so that the longest would be dropped."""
    assert excess(meals(), ("li", "lunch"), ("wang", "lunch"), dropped=("supper",)) == {"supper": 8}


def test_a_session_that_no_room_suits_counts_its_own_time() -> None:
    """A session for which there is no room at all counts the time of another, or nothing."""
    lost = vm.Session(
        "lost", minutes=30, starts=[at("08:00")], room=vm.RoomNeed(features=["sink"]), roles=[vm.Role("h")]
    )
    problem = meals()
    rooms, places = [vm.Room("hall", place="centre")], [vm.Place("centre")]
    sessions = [attrs.evolve(lost, id="also lost"), *problem.sessions, lost]
    problem = vm.Problem(
        problem.volunteers, sessions, places=places, rooms=rooms, rules=vm.rules.only([vm.rules.Unserved()])
    )
    made = schedule(problem, ("li", "lunch"), ("wang", "lunch"), ("zhao", "supper"), dropped=("lost", "also lost"))
    laws.same_cost(problem, made)
    assert vm.score(problem, made) == (4,)


def test_where_says_which_sessions() -> None:
    """A filter on sessions is not heeded."""
    rule = vm.rules.Unserved(where=vm.Where(sessions=vm.SessionFilter(id="supper")))
    assert excess(meals(rule)) == {"supper": 8}


def test_it_is_said() -> None:
    """The sentence has other numbers than the excess."""
    problem = meals()
    said = judged(problem, schedule(problem, ("li", "supper")), "unserved")
    assert said == [((), ("lunch",), 10, "lunch: 2.5 h as cook are served by nobody")]


def lengths(*hours: int, optional: bool = False, target: int = 1) -> vm.Problem:
    """Return a problem with the standard rules: one person, and sessions that all begin at ten and last so many hours."""
    return vm.Problem(
        [vm.Volunteer("a")],
        [
            vm.Session(
                f"of-{length}" if hours.count(length) == 1 else f"{number} of-{length}",
                start=at("10:00"),
                end=at(f"{10 + length}:00"),
                roles=[vm.Role("h", min=1 if optional else 2 - target, target=target)],
                optional=optional,
            )
            for number, length in enumerate(hours)
        ],
    )


def held(problem: vm.Problem) -> list[str]:
    """Return where somebody serves by the best schedule."""
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    return [one.session for one in outcome.schedule.assignments]


def test_the_longest_session_is_not_left_empty_to_look_fair() -> None:
    """By the standard rules, fewer hours are fairer than more: short sessions are filled, and the long ones stay empty."""
    assert held(lengths(1, 3)) == ["of-3"]
    assert held(lengths(1, 3, target=2)) == ["of-3"]
    assert held(lengths(2, 3, 1, optional=True)) == ["of-3"]


def test_the_standard_rules_have_it_only_where_it_says_more() -> None:
    """Problems whose sessions are all of one length have a level more."""
    assert not any(isinstance(one, vm.rules.Unserved) for one in lengths(2, 2).rules)
    for problem in (lengths(1, 2), lengths(2, 2, optional=True)):
        assert any(isinstance(one, vm.rules.Unserved) for one in problem.rules)


def test_equal_time_served_is_left_to_fairness() -> None:
    """Served and unserved time do not add up to the same, so that fairness still sees more or fewer hours."""
    problem = attrs.evolve(meals(), rules=vm.rules.only([vm.rules.Unserved()]))
    for crew, dropped in (((), ()), ((), ("supper",)), ((("li", "lunch"),), ("supper",)), ((("li", "supper"),), ())):
        made = schedule(problem, *crew, dropped=dropped)
        served = sum(-(-duty.minutes // 15) for duty in made.duties(problem))
        assert vm.score(problem, made)[0] + served == 18


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Unserved, problem, unit_minutes=st.sampled_from((15, 40, 7)))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
