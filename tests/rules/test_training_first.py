"""`TrainingFirst`: people trained long ago, trained just in time, and trained too late."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, schedule, session, told
from rules_at_random import Case, at_random, with_schedule
from volmatch.rules import TrainingFirst, only
from volmatch.testing import problems, rule_lists


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule: some role or skill of the problem, and a training of one session or a series."""
    roles = [role for one in problem.sessions for role in one.roles]
    skills = sorted({role.skill for role in roles if role.skill is not None})
    asked: list[dict[str, Any]] = [{"role": role.name} for role in roles] + [{"skill": skill} for skill in skills]
    asked += [{"role": role.name, "skill": role.skill} for role in roles if role.skill is not None]
    trainings: list[dict[str, Any]] = [{"session": one.id} for one in problem.sessions]
    trainings += [{"series": one.series} for one in problem.sessions if one.series is not None]
    ids = [volunteer.id for volunteer in problem.volunteers]
    done = st.lists(st.sampled_from(ids), max_size=1) if ids else st.just([])
    fields = st.tuples(st.sampled_from(asked), st.sampled_from(trainings))
    return fields.flatmap(
        lambda both: at_random(
            TrainingFirst, problem, done=done, **{name: st.just(value) for part in both for name, value in part.items()}
        )
    )


@st.composite
def courses(draw: st.DrawFn) -> vm.Problem:
    """Draw tiny problems with the rule among others; the training begins before most other sessions."""
    problem = draw(problems())
    if len(problem.sessions) > 1 and draw(st.booleans()):
        first = min(start for one in problem.sessions for start in one.candidate_starts)
        training = attrs.evolve(problem.sessions[0], start=None, end=None, minutes=30, starts=(first,), room=None)
        problem = attrs.evolve(problem, sessions=(training, *problem.sessions[1:]), rules=only([]))
    problem = attrs.evolve(problem, rules=only([]))
    return attrs.evolve(problem, rules=only([*draw(rule_lists(problem, most=2)), draw(drawn(problem))]))


CASES = with_schedule(courses())


def kitchen(*, where: vm.Where | None = None, **fields: Any) -> vm.Problem:
    """Return a problem: two dates of a training, and meals that need a cook, one right after the first date."""
    dates = [
        attrs.evolve(session("hygiene-1", "09:00", "10:00"), series="hygiene"),
        attrs.evolve(session("hygiene-2", "09:00", "10:00", day=22), series="hygiene"),
    ]
    cook = [vm.Role("cook", skill="cook")]
    meals = [
        attrs.evolve(session(id_, from_, to, day, kind="meal"), roles=cook)
        for id_, from_, to, day in (
            ("early", "09:59", "11:00", 20),
            ("lunch", "10:00", "12:00", 20),
            ("late", "10:00", "12:00", 23),
        )
    ]
    people = [vm.Volunteer(id_, skills={"cook": 1}) for id_ in ("li", "wang")]
    given: dict[str, Any] = {"role": "cook", "series": "hygiene", **fields}
    return vm.Problem(
        people, [*dates, *meals], rules=only([TrainingFirst(where=where or vm.Where(), **given)]), words=TO_COME
    )


def reports(problem: vm.Problem, *who_what: tuple[str, str]) -> list[tuple[str, ...]]:
    """Return the people and sessions of each violation."""
    found = told(problem, schedule(problem, *who_what), "training_first")
    assert all(excess == 1 for _, _, excess, _ in found)
    return [people + sessions for people, sessions, _, _ in found]


def test_kept() -> None:
    """A training days ago, or in history, is forgotten."""
    assert reports(kitchen(), ("li", "hygiene-1"), ("li", "late")) == []
    assert reports(kitchen(done=["wang"]), ("wang", "early"), ("wang", "late")) == []


def test_broken() -> None:
    """Somebody cooks who has not learned it, or learns it afterwards, or while somebody else did."""
    problem = kitchen()
    made = schedule(problem, ("li", "hygiene-1"), ("wang", "lunch"))
    sentence = "wang is cook of lunch without having attended hygiene before"
    assert told(problem, made, "training_first") == [(("wang",), ("lunch",), 1, sentence)]
    assert reports(kitchen(), ("li", "hygiene-2"), ("li", "lunch"), ("li", "late")) == [("li", "lunch")]


def test_on_the_boundary() -> None:
    """A training that ends as the session starts is too late, or one that ends a minute after is not."""
    assert reports(kitchen(), ("li", "hygiene-1"), ("li", "lunch")) == []
    assert reports(kitchen(), ("li", "hygiene-1"), ("li", "early")) == [("li", "early")]


def test_one_session_may_be_the_training() -> None:
    """Another date of the series counts where one session is named."""
    named = kitchen(series=None, session="hygiene-2")
    assert reports(named, ("li", "hygiene-1"), ("li", "lunch")) == [("li", "lunch")]
    assert reports(named, ("li", "hygiene-2"), ("li", "late")) == []


def test_roles_are_meant_by_name_by_skill_or_by_both() -> None:
    """A role that is not meant is judged, or the training itself is."""
    assert reports(kitchen(role=None, skill="cook"), ("li", "late")) == [("li", "late")]
    assert reports(kitchen(role="cook", skill="cook"), ("li", "late")) == [("li", "late")]
    assert reports(kitchen(role="helper", skill="cook"), ("li", "late")) == []
    assert reports(kitchen(role="helper"), ("li", "hygiene-1"), ("li", "late")) == []


def test_where_says_who_needs_it_and_for_what() -> None:
    """A filter is not heeded, or keeps a training from counting."""
    others = vm.Where(volunteers=vm.VolunteerFilter(id=("wang",)))
    meals = vm.Where(sessions=vm.SessionFilter(kind="meal"))
    assert reports(kitchen(where=others), ("li", "late"), ("wang", "lunch")) == [("wang", "lunch")]
    assert reports(kitchen(where=meals), ("li", "hygiene-1"), ("li", "late"), ("wang", "lunch")) == [("wang", "lunch")]


def test_whoever_must_be_trained_is_sent_there() -> None:
    """The solver does not send to the training the one who is needed as a cook."""
    problem = kitchen()
    rules = [
        *problem.rules,
        vm.rules.Cover(level=1),
        vm.rules.Pinned(never=[vm.rules.Pin(volunteer="wang", session="late")]),
    ]
    outcome = vm.solve(attrs.evolve(problem, rules=only(rules)))
    assert outcome.schedule is not None
    duties = {(one.volunteer, one.session) for one in outcome.schedule.assignments}
    assert ("li", "late") in duties
    assert duties & {("li", "hygiene-1"), ("li", "hygiene-2")}
    assert outcome.schedule.heads("early", "cook") == 0


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"role": None}, "role"),
        ({"series": None}, "session"),
        ({"session": "hygiene-1"}, "session"),
        ({"role": "chef"}, "role"),
        ({"skill": "drive"}, "skill"),
        ({"series": None, "session": "hygiene-3"}, "session"),
        ({"series": "first-aid"}, "series"),
        ({"done": ["li", "lo"]}, "done[1]"),
    ],
)
def test_what_makes_no_sense_is_said(fields: dict[str, Any], path: str) -> None:
    """A slip in a field is taken."""
    with pytest.raises(vm.ProblemError) as caught:
        kitchen(**fields)
    assert [fault.path.partition(".")[2] for fault in caught.value.faults] == [path]


@settings(max_examples=max(25, settings().max_examples // 2))
@given(CASES)
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
