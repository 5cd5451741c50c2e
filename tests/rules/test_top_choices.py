"""`TopChoices`: people who get their first choice, a later one, none, or who have none."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Cover, FairShare, TopChoices, Wishes, only

Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule."""
    return at_random(TopChoices, problem, within=st.sampled_from((1, 1, 2)))


def wishing(*wishes: vm.Wish, within: int = 1, where: vm.Where | None = None) -> vm.Problem:
    """Return a problem with li, who has wishes, and wang, who has none, two art lessons and a talk."""
    sessions = [
        session("art-1", "10:00", "11:00", kind="art", place="north"),
        session("art-2", "12:00", "13:00", kind="art", place="south"),
        attrs.evolve(session("talk", "14:00", "15:00", kind="talk", place="south"), name="Talk"),
    ]
    roomy = [attrs.evolve(one, roles=[vm.Role("helper", min=0, max=2)]) for one in sessions]
    people = [vm.Volunteer("li", name="Li", wishes=wishes), vm.Volunteer("wang")]
    rule = TopChoices(within=within, where=where or vm.Where())
    places = [vm.Place("north"), vm.Place("south")]
    return vm.Problem(people, roomy, places=places, rules=only([rule]), words=TO_COME)


def breaches(problem: vm.Problem, *sessions: str) -> Told:
    """Return what the rule says when li does these sessions."""
    made = schedule(problem, *(("li", one) for one in sessions))
    laws.same_cost(problem, made)
    return told(problem, made, "top_choices")


TALK_THEN_ART = (vm.Wish(session="talk", score=3), vm.Wish(kind="art", score=2))


def test_kept() -> None:
    """Somebody who gets the first choice, also among others, or who wishes for nothing, costs something."""
    assert breaches(wishing(*TALK_THEN_ART), "talk") == []
    assert breaches(wishing(*TALK_THEN_ART), "talk", "art-1") == []
    assert breaches(wishing(), "art-1") == []
    assert breaches(wishing(vm.Wish(kind="art", score=-2)), "art-1") == []


def test_broken() -> None:
    """Somebody without any of their choices is forgotten, or counted more than once."""
    problem = wishing(*TALK_THEN_ART, within=2)
    said = "Li gets none of their first 2 choices: Talk and art"
    assert breaches(problem) == [(("li",), ("talk", "art-1", "art-2"), 1, said)]


def test_on_the_boundary() -> None:
    """The second choice is as good as the first, or is not where two are counted."""
    said = "Li does not get their first choice: Talk"
    assert breaches(wishing(*TALK_THEN_ART), "art-1") == [(("li",), ("talk",), 1, said)]
    assert breaches(wishing(*TALK_THEN_ART, within=2), "art-2") == []


def test_wishes_of_one_score_are_one_choice() -> None:
    """Of two things liked alike only the one named first counts, or they use up two choices."""
    alike = vm.Wish(kind="art", score=3), vm.Wish(session="talk", score=3)
    assert breaches(wishing(*alike), "talk") == breaches(wishing(*alike), "art-2") == []
    lower = (vm.Wish(session="art-1", score=3), vm.Wish(session="art-2", score=3), vm.Wish(session="talk", score=1))
    assert breaches(wishing(*lower, within=2), "talk") == []
    assert len(breaches(wishing(*lower), "talk")) == 1


def test_a_wish_about_nothing_is_no_choice() -> None:
    """What cannot be had because there is no such session takes the place of the first choice."""
    wishes = vm.Wish(kind="walk", score=5), vm.Wish(kind="art", score=1)
    assert breaches(wishing(*wishes), "art-1") == []
    assert breaches(wishing(vm.Wish(kind="walk", score=5)), "talk") == []


def test_few_choices_are_told_as_few() -> None:
    """Who has one choice is told that they missed three."""
    said = "Li does not get their first choice: art"
    assert [one[3] for one in breaches(wishing(vm.Wish(kind="art", score=1), within=3))] == [said]


def test_where_says_whose_choices_and_of_what() -> None:
    """A filter is not heeded: choices of others count, or sessions it does not take."""
    other = vm.Where(volunteers=vm.VolunteerFilter(id="wang"))
    assert breaches(wishing(*TALK_THEN_ART, where=other)) == []
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    said = "Li does not get their first choice: art"
    assert breaches(wishing(*TALK_THEN_ART, where=art), "talk") == [(("li",), ("art-1", "art-2"), 1, said)]
    south = vm.Where(sessions=vm.SessionFilter(place="south"))
    assert [one[1] for one in breaches(wishing(vm.Wish(place="north", score=1), where=south))] == []


def crowded(*rules: vm.Rule) -> list[str]:
    """Return who serves where, if three sessions at once have a seat each, and an and bo both love the first, chen the second."""
    seat = [vm.Role("host", min=1)]
    halls = [attrs.evolve(session(id_, "10:00", "11:00"), roles=seat) for id_ in ("bar", "gate", "yard")]
    loud = {
        "an": (("bar", 9), ("gate", 8)),
        "bo": (("bar", 9), ("yard", 1)),
        "chen": (("gate", 9), ("yard", 8)),
    }
    people = [
        vm.Volunteer(who, wishes=[vm.Wish(session=what, score=score) for what, score in likes])
        for who, likes in loud.items()
    ]
    outcome = vm.solve(vm.Problem(people, halls, rules=only([*rules, Cover(level=1)])))
    assert outcome.status == "optimal"
    assert outcome.schedule is not None
    return sorted(f"{one.volunteer} {one.session}" for one in outcome.schedule.assignments)


def test_nobody_goes_without_for_the_sake_of_the_sum() -> None:
    """The schedule is as good for the one who gets nothing as without the rule, or first choices are not looked at first."""
    shared = crowded(TopChoices(level=2, within=2), TopChoices(level=3), Wishes(level=4, scale="scores"))
    assert shared == ["an bar", "bo yard", "chen gate"]
    first = crowded(TopChoices(level=2), TopChoices(level=3, within=2))
    assert {"an bar", "chen gate"} <= {*first}


def test_shared_out_and_not_heaped() -> None:
    """One person gets two of their choices while another gets none, though fairness in hours asks for nothing else."""
    seat = [vm.Role("host", min=1)]
    halls = [attrs.evolve(session(f"d{day}", "10:00", "11:00", day=day), roles=seat) for day in (20, 21)]
    an = vm.Volunteer("an", wishes=[vm.Wish(session=id_, score=5) for id_ in ("d20", "d21")])
    bo = vm.Volunteer("bo", wishes=[vm.Wish(session="d21", score=1)], served_hours=9)
    rules = [Cover(level=1), TopChoices(level=2), FairShare(level=3)]
    outcome = vm.solve(vm.Problem([an, bo], halls, rules=only(rules)))
    assert outcome.schedule is not None
    assert sorted((one.volunteer, one.session) for one in outcome.schedule.assignments) == [
        ("an", "d20"),
        ("bo", "d21"),
    ]


@pytest.mark.parametrize("slip", [0, -1, "first"])
def test_slips_are_refused(slip: object) -> None:
    """No choice at all, or a word for a number, is taken."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]\.within"):
        vm.Problem([], [], rules=only([TopChoices(within=slip)]))  # type: ignore[arg-type]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
