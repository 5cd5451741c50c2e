"""Examples by hand for `Wishes`: what people wish for and get, wish for and miss, and would rather not do."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rules_at_random import Case, at_random, cases

PLACES = [
    vm.Place("city", name="City"),
    vm.Place("north", parent="city"),
    vm.Place("south", parent="city"),
    vm.Place("far"),
]


def wishing(*wishes: vm.Wish, where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with li, who has wishes, two art lessons in the north and south of the city, and a talk far off."""
    sessions = [
        session("art-1", "10:00", "11:00", kind="art", place="north"),
        attrs.evolve(session("art-2", "12:00", "13:00", kind="art", place="south"), series="course"),
        attrs.evolve(session("talk", "14:00", "15:00", kind="talk", place="far"), name="Talk"),
    ]
    rule = vm.rules.Wishes(where=where or vm.Where(), scale="shares")
    return vm.Problem(
        [vm.Volunteer("li", name="Li", wishes=wishes)],
        sessions,
        places=PLACES,
        rules=vm.rules.only([rule]),
        words=TO_COME,
    )


def breaches(problem: vm.Problem, *sessions: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li does these sessions."""
    return told(problem, schedule(problem, *(("li", one) for one in sessions)), "wishes")


def test_kept() -> None:
    """A wish that is met costs something, or one with score 0 does."""
    wishes = vm.Wish(session="talk", score=2), vm.Wish(kind="art", score=-1), vm.Wish(series="course", score=0)
    assert breaches(wishing(*wishes), "talk") == []


def test_broken() -> None:
    """A wish missed or a dislike ignored costs nothing, or other sessions are named."""
    problem = wishing(vm.Wish(session="talk", score=2), vm.Wish(kind="art", score=-3))
    assert breaches(problem, "art-1") == [
        (("li",), ("talk",), 400, "Li wished for Talk: 0 of 1 sessions"),
        (("li",), ("art-1",), 300, "Li would rather not do art: 1 of 2 sessions"),
    ]


def test_on_the_boundary() -> None:
    """A wish about a kind is met by one session of it, or a wish met in all of them still costs."""
    problem = wishing(vm.Wish(kind="art", score=2))
    assert breaches(problem) == [(("li",), ("art-1", "art-2"), 1000, "Li wished for art: 0 of 2 sessions")]
    assert breaches(problem, "art-2") == [(("li",), ("art-1",), 500, "Li wished for art: 1 of 2 sessions")]
    assert breaches(problem, "art-1", "art-2") == []


@pytest.mark.parametrize(
    ("wish", "missed"),
    [
        (vm.Wish(session="art-1", score=1), ("art-1",)),
        (vm.Wish(series="course", score=1), ("art-2",)),
        (vm.Wish(place="south", score=1), ("art-2",)),
        (vm.Wish(place="city", score=1), ("art-1", "art-2")),
        (vm.Wish(kind="walk", score=1), ()),
    ],
)
def test_what_a_wish_is_about(wish: vm.Wish, missed: tuple[str, ...]) -> None:
    """A wish is about other sessions than its field says; a place takes the places inside it."""
    assert sum((one[1] for one in breaches(wishing(wish))), ()) == missed


@pytest.mark.parametrize(("wished", "counts"), [("north", False), ("city", True)])
def test_rooms_in_several_places(wished: str, *, counts: bool) -> None:
    """A session that may be held elsewhere counts as held at a place, or one that cannot leave it does not."""
    walk = attrs.evolve(session("walk", "10:00", "11:00"), room=vm.RoomNeed())
    rooms = [vm.Room("a", "north"), vm.Room("b", "south")]
    li = vm.Volunteer("li", wishes=[vm.Wish(place=wished, score=1)])
    problem = vm.Problem([li], [walk], places=PLACES, rooms=rooms)
    assert bool(told(problem, schedule(problem), "wishes")) == counts


def test_wishes_add_up() -> None:
    """A wish for a session takes away the wish for its kind."""
    problem = wishing(vm.Wish(session="art-1", score=2), vm.Wish(kind="art", score=1))
    assert vm.score(problem, schedule(problem, ("li", "art-2"))) == (667 + 167,)


def test_the_sum_of_scores() -> None:
    """Who asks for nothing else gets something else than the scores as they are."""
    problem = wishing(vm.Wish(session="talk", score=2), vm.Wish(kind="art", score=-3), vm.Wish(kind="walk", score=9))
    raw = attrs.evolve(problem, rules=vm.rules.only([vm.rules.Wishes(scale="scores")]))
    assert [one[2] for one in told(raw, schedule(raw, ("li", "art-1"), ("li", "art-2")), "wishes")] == [2, 6]


@pytest.mark.parametrize(("loud", "soft"), [(1000, 1), (1, 1000), (1, 1)])
def test_nobody_is_heard_for_being_loud(loud: int, soft: int) -> None:
    """Two people wish for one seat, and the one with the larger numbers gets it though it is one of many wishes."""
    seats = [session(id_, "10:00", "11:00", day=20 + day, kind="art") for day, id_ in enumerate("abc")]
    people = [
        vm.Volunteer("many", wishes=[vm.Wish(session="a", score=loud), vm.Wish(session="b", score=loud)]),
        vm.Volunteer("one", wishes=[vm.Wish(session="a", score=soft)]),
        vm.Volunteer("kind", wishes=[vm.Wish(kind="art", score=loud)]),
    ]
    problem = vm.Problem(
        people, seats, rules=vm.rules.only([vm.rules.Cover(level=1), vm.rules.Wishes(level=2, scale="shares")])
    )
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    assert {one.session: one.volunteer for one in outcome.schedule.assignments} == {
        "a": "one",
        "b": "many",
        "c": "kind",
    }
    assert vm.score(problem, outcome.schedule) == (0, 500 + 2 * 333)


def test_a_wish_is_worth_something_however_small() -> None:
    """A wish beside one that is a thousand times as strong is not heard at all."""
    problem = wishing(vm.Wish(session="talk", score=1000), vm.Wish(kind="art", score=1))
    assert [one[2] for one in breaches(problem, "talk")] == [2]


def test_where_says_whose_wishes_and_about_what() -> None:
    """A filter is not heeded."""
    talks = vm.Where(sessions=vm.SessionFilter(kind="talk"))
    assert breaches(wishing(vm.Wish(kind="art", score=1), where=talks)) == []
    others = vm.Where(volunteers=vm.VolunteerFilter(trait="minor"))
    assert breaches(wishing(vm.Wish(kind="art", score=1), where=others)) == []


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(vm.rules.Wishes, problem, scale=st.sampled_from(("shares", "scores")))


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
