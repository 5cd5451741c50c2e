"""Advice on problems made at random: every gain told is what brute force says, and nothing that helps is missed."""

import datetime as dt

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import volmatch as vm
from oracle import best, size
from volmatch.explain.advice import Catalogue, Opening, OtherStarts, Training, advise
from volmatch.explain.advice.possible_changes import Change, Recruit
from volmatch.explain.advice.suggestion import Ranking
from volmatch.explain.advice.what_if import with_first_levels
from volmatch.rules import Cover, FairShare, IfNeeded, ServeOnce, Wishes
from volmatch.testing import problems, volunteers

#: More schedules than this are not tried one by one.
MOST_SCHEDULES = 3_000

_WISHES = st.sampled_from(((), (), (vm.Wish(kind="art", score=2),)))


@st.composite
def short_of_people(draw: st.DrawFn) -> vm.Problem:
    """Draw a problem with rules of several kinds, and with one volunteer, so that there is something to gain."""
    rules = draw(_RULES)
    problem = draw(problems("tiny", None if rules is None else st.just(rules)))
    alone = draw(volunteers(None, problem.sessions, id_="wang"))
    alone = attrs.evolve(alone, home=None, max_travel_minutes=None, wishes=(), limits=())
    alone = draw(st.sampled_from((alone, attrs.evolve(alone, available=()), attrs.evolve(alone, skills={}))))
    sessions = [attrs.evolve(one, roles=[_wanted(role) for role in one.roles]) for one in problem.sessions]
    return attrs.evolve(problem, volunteers=[alone], sessions=sessions)


def _wanted(role: vm.Role) -> vm.Role:
    return attrs.evolve(role, min=max(1, role.target), target=max(1, role.target))


@st.composite
def catalogues(draw: st.DrawFn, problem: vm.Problem) -> Catalogue:
    """Draw newcomers, trainings, hours and starts for a problem; only those that brute force can judge are kept."""
    newcomers = [
        attrs.evolve(
            draw(volunteers(None, problem.sessions, id_=f"new-{number}")),
            home=None,
            max_travel_minutes=None,
            traits=("adult", "checked"),
            wishes=draw(_WISHES),
        )
        for number in range(5)
    ]
    person = st.sampled_from([one.id for one in problem.volunteers])
    some = st.sampled_from(problem.sessions)
    trainings = st.builds(Training, person, st.sampled_from(["drive", "cook"]), st.integers(1, 2))
    hours = st.builds(_span, some, st.sampled_from((0, 0, 30)))
    openings = st.builds(Opening, person, hours)
    free = st.builds(lambda own, other: OtherStarts(own.id, [_span(other, 0).to]), some, some)
    lists = [newcomers, *(draw(st.lists(kind, min_size=2, max_size=4)) for kind in (trainings, openings, free))]
    drawn = Catalogue(**dict(zip(("profiles", "trainings", "openings", "starts"), lists, strict=True))).settled(problem)
    return Catalogue(
        profiles=[one for one in drawn.profiles if _is_small(problem, Recruit(one))],
        trainings=drawn.trainings,
        openings=drawn.openings,
        starts=[one for one in drawn.starts if _is_small(problem, one)],
    )


def _span(of: vm.Session, late: int) -> vm.Window:
    """Return when a session is held at its first start, or so many minutes later."""
    start = of.candidate_starts[0] + dt.timedelta(minutes=late)
    return vm.Window(start, start + of.length)


def _is_small(problem: vm.Problem, change: Change) -> bool:
    return size(change.applied(problem)) <= MOST_SCHEDULES


def judged(problem: vm.Problem, change: Change) -> tuple[int, ...]:
    """Return the least costs of the changed problem at its first two levels, by brute force."""
    costs = best(with_first_levels(change.applied(problem), 2))
    assert costs is not None
    return costs


def agrees(problem: vm.Problem, changes: "tuple[Change, ...]", told: Ranking) -> None:
    """Assert that a ranking is what brute force says."""
    before = best(with_first_levels(problem, 2))
    after = [judged(problem, change) for change in changes]
    assert before is not None
    told_after = [tuple(level.after for level in one.levels) for one in told.best]
    assert sorted(told_after) == told_after
    assert told_after == sorted(costs for costs in after if costs < before)
    assert (told.useless, told.unexamined, told.others) == (len(after) - len(told_after), 0, 0)
    for one in told.best:
        assert one.is_proved
        assert tuple(level.after for level in one.levels) == judged(problem, one.change)
        assert tuple(level.before for level in one.levels) == before


_RULES = st.sampled_from(
    (
        None,
        None,
        None,
        [Cover(level=1), ServeOnce(level=1)],
        [Cover(level=1), FairShare(level=2)],
        [Cover(level=1), Wishes(level=2, scale="scores"), IfNeeded(level=2)],
    )
)


@settings(max_examples=20)
@given(st.data())
def test_gains_are_those_of_brute_force(data: st.DataObject) -> None:
    """A gain is not that of the changed problem, something that helps is missed, or the ranking is not by gain."""
    problem = data.draw(short_of_people())
    assume(size(problem) <= MOST_SCHEDULES)
    outcome = vm.solve(problem, time_limit=None)
    catalogue = data.draw(catalogues(problem))
    advice = advise(problem, outcome, catalogue, time_limit=None, most=100)
    agrees(problem, tuple(Recruit(profile) for profile in catalogue.profiles), advice.recruits)
    agrees(problem, catalogue.trainings, advice.trainings)
    agrees(problem, catalogue.openings, advice.openings)
    agrees(problem, catalogue.starts, advice.starts)
    assert advice.is_complete
