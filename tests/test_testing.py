"""The random problems are as small as promised, and rich enough to tell right from wrong."""

import subprocess
import sys
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import small_hall
import volmatch as vm
from volmatch.installing import command
from volmatch.testing import TINY_POSSIBILITIES, WORDS, problems, rule_lists, schedules, sessions, stages, volunteers
from volmatch.testing.rule_lists import MAKES

#: The rules that random lists are made of.
DRAWN = {type(make(level=1)) for make in MAKES}
#: Every schedule of a tiny problem is tried; this many are tried in a tenth of a second.
MOST_TINY_SCHEDULES = 729


def possibilities(problem: vm.Problem) -> int:
    """Count the combinations of volunteer, session, role, start and room."""
    return sum(
        len(problem.volunteers)
        * len(session.roles)
        * len(session.candidate_starts)
        * (1 if session.room is None else len(problem.fitting_rooms(session)))
        for session in problem.sessions
    )


@given(problems(rules=rule_lists))
def test_tiny_problems_can_be_tried_out(problem: vm.Problem) -> None:
    """A tiny problem has so many schedules that brute force takes long."""
    assert 1 <= len(problem.volunteers) <= 3
    assert 1 <= len(problem.sessions) <= 3
    assert possibilities(problem) <= TINY_POSSIBILITIES
    assert oracle.size(problem) <= MOST_TINY_SCHEDULES


@given(problems("small"))
def test_small_problems_are_small(problem: vm.Problem) -> None:
    """A small problem is larger than promised."""
    assert 1 <= len(problem.volunteers) <= 8
    assert 1 <= len(problem.sessions) <= 10


@given(st.data())
def test_schedules_name_only_what_there_is(data: st.DataObject) -> None:
    """A drawn schedule names an unknown id, forgets a session, or drops one that must be held."""
    problem = data.draw(problems())
    schedule = data.draw(schedules(problem))
    told = [placement.session for placement in schedule.placements] + list(schedule.dropped)
    assert sorted(told) == sorted(session.id for session in problem.sessions)
    assert all(duty.session.id not in schedule.dropped for duty in schedule.duties(problem))
    assert len(list(schedule.duties(problem))) == len(schedule.assignments)


@given(stages(), st.data())
def test_parts_can_be_drawn_alone(stage: object, data: st.DataObject) -> None:
    """Sessions and volunteers drawn by themselves do not make a problem."""
    volunteer, session = data.draw(volunteers()), data.draw(sessions(id_="alone"))
    places = [vm.Place(place) for place in ("city", "north", "south")]
    assert vm.Problem([volunteer], [session], places=places, words=WORDS).sessions[0].id == "alone"


def test_rules_may_be_a_strategy() -> None:
    """A caller's own strategy for the list of rules is not drawn from."""
    drawn = []

    @given(problems(rules=st.just([vm.rules.Cover(level=7)])))
    @settings(max_examples=3)
    def draw(problem: vm.Problem) -> None:
        drawn.append(problem)

    draw()
    assert all(vm.rules.Cover(level=7) in problem.rules for problem in drawn)


@pytest.fixture(scope="module")
def many() -> list[vm.Problem]:
    """Return a few hundred random problems."""
    drawn: list[vm.Problem] = []

    @given(problems(rules=rule_lists))
    @settings(max_examples=300, derandomize=True, database=None)
    def draw(problem: vm.Problem) -> None:
        drawn.append(problem)

    draw()
    return drawn


def test_every_rule_is_drawn_as_must_and_as_goal() -> None:
    """Some rule never meets the brute force, or only on one side of the line between must and goal."""
    hall = small_hall.problem()
    seen: Counter[tuple[type[vm.Rule], bool]] = Counter()

    @given(rule_lists(hall))
    @settings(max_examples=500, derandomize=True, database=None)
    def draw(rules: list[vm.Rule]) -> None:
        seen.update((type(rule), rule.level > 0) for rule in rules)

    draw()
    assert all(seen[rule, is_goal] >= 3 for rule in DRAWN for is_goal in (False, True)), seen


def test_sessions_touch_and_overlap(many: list[vm.Problem]) -> None:
    """The boundary of half-open time is never tried."""
    touching = overlapping = 0
    for problem in many:
        spans = [(start, start + one.length, one.id) for one in problem.sessions for start in one.candidate_starts]
        for (start, end, session), (other, over, another) in combinations(spans, 2):
            touching += session != another and (start == over or end == other)
            overlapping += session != another and start < over and other < end
    assert touching >= 20
    assert overlapping >= 20


def test_entities_use_every_field_that_counts(many: list[vm.Problem]) -> None:
    """A field that changes what is allowed never differs from its default."""
    people = [volunteer for problem in many for volunteer in problem.volunteers]
    events = [session for problem in many for session in problem.sessions]
    rooms = [room for problem in many for room in problem.rooms]
    assert {problem.timezone for problem in many} == {"UTC", "Asia/Shanghai", "Europe/Berlin"}
    for field in (
        "home",
        "max_travel_minutes",
        "skills",
        "traits",
        "teams",
        "away",
        "limits",
        "wishes",
        "served_hours",
    ):
        assert sum(bool(getattr(one, field)) for one in people) >= 20, field
    for field in ("kind", "series", "starts", "place", "room", "attendance", "optional", "tags"):
        assert sum(bool(getattr(one, field)) for one in events) >= 20, field
    for field in ("capacity", "features", "turnaround_minutes", "closed"):
        assert sum(bool(getattr(one, field)) for one in rooms) >= 20, field
    offers = Counter(type(offer) for one in people for offer in one.available or ())
    assert min(offers[vm.Window], offers[vm.Weekly]) >= 20


def test_most_problems_are_possible_and_some_are_not(many: list[vm.Problem]) -> None:
    """Nearly all problems are impossible or free of cost, so that they prove little."""
    found = [oracle.best(problem) for problem in many[:150]]
    assert sum(best is None for best in found) >= 5
    assert sum(best is not None and any(best) for best in found) >= 50


def test_without_hypothesis_the_extra_is_named() -> None:
    """A user without hypothesis gets a traceback that names no cure."""
    code = "import sys; sys.modules['hypothesis'] = None; import volmatch.testing"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert command("testing") in done.stderr.splitlines()[-1]
