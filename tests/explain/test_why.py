"""Why and why not: the losses told are those that trying everything finds, and the rules named are really in the way."""

from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings

import volmatch as vm
from counterfactuals import all_legal, pairs_of, serves
from small_hall import problem as hall
from volmatch.explain.change import LevelChange
from volmatch.explain.loss import Loss
from volmatch.explain.subject import schedule_of
from volmatch.explain.why import Forced, why
from volmatch.explain.why_not import why_not
from volmatch.rule import name_of
from volmatch.rules import Cover, FairShare, Pin, Pinned, Wishes, only
from volmatch.testing import problems, rule_lists

FEW = max(15, settings().max_examples // 4)


@pytest.mark.parametrize("rules", [None, rule_lists], ids=["standard", "odd"])
def test_losses_are_those_of_trying_everything(rules: "object") -> None:
    """A loss is told that is not the difference of two optima, or somebody can never serve who could."""

    @settings(max_examples=FEW)
    @given(problems(rules=rules))  # type: ignore[arg-type]
    def held(problem: vm.Problem) -> None:
        legal = all_legal(problem)
        outcome = vm.solve(problem)
        if outcome.schedule is None or not legal:
            return
        before = min(costs for _, costs in legal)
        for volunteer, session in pairs_of(problem):
            if serves(outcome.schedule, volunteer, session):
                forced = why(problem, outcome, volunteer, session).without
                costs = [costs for one, costs in legal if not serves(one, volunteer, session)]
            else:
                told = why_not(problem, outcome, volunteer, session)
                costs = [costs for one, costs in legal if serves(one, volunteer, session)]
                if told.having is None:
                    assert not costs
                    continue
                forced = told.having
            assert forced.is_possible == bool(costs)
            if costs:
                assert forced.loss is not None
                assert forced.loss.is_exact
                losses = tuple(level.loss for level in forced.loss.levels)
                assert losses == tuple(new - old for new, old in zip(min(costs), before, strict=True))

    held()


@settings(max_examples=FEW)
@given(problems())
def test_the_rules_named_are_in_the_way(problem: vm.Problem) -> None:
    """A rule is named that is not in the way, or one that is in the way is not named."""
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    legal = all_legal(problem)
    for volunteer, session in pairs_of(problem):
        if serves(outcome.schedule, volunteer, session):
            continue
        for one in why_not(problem, outcome, volunteer, session).in_the_way:
            assert not any(serves(schedule, volunteer, session, one.role) for schedule, _ in legal)
            named = {violation.rule for violation in one.violations}
            assert named
            if "schedule" in named:
                continue  # no rule is in the way, but that there is no room or seat
            assert _left_of(named, problem, outcome.schedule, volunteer, session, one.role) == set()
            event = problem.session(session)
            if event is not None and event.start is not None and event.room is None:
                for name in named:
                    left = _left_of({name}, problem, outcome.schedule, volunteer, session, one.role)
                    assert left == named - {name}


def _left_of(names: set[str], problem: vm.Problem, schedule: vm.Schedule, *who: str) -> set[str]:
    """Return the rules that are still in the way of somebody when some are only wished for, after all else."""
    last = max(rule.level for rule in problem.rules) + 1
    rules = [attrs.evolve(one, level=last) if name_of(type(one)) in names else one for one in problem.rules]
    outcome = vm.Outcome(schedule=schedule, status="feasible", stopped_by="time")
    told = why_not(attrs.evolve(problem, rules=only(rules)), outcome, who[0], who[1], role=who[2])
    return {violation.rule for one in told.in_the_way for violation in one.violations}


def at_work(*rules: vm.Rule, people: int = 2) -> vm.Problem:
    """Return a hall with one seat and some people."""
    start, end = "2026-08-01T10:00", "2026-08-01T11:00"
    return vm.Problem(
        [vm.Volunteer(f"v{number}", wishes=[vm.Wish(session="tea", score=3 - number)]) for number in range(people)],
        [vm.Session("tea", start=start, end=end, roles=[vm.Role("host")])],
        rules=only([Cover(level=1), Wishes(level=2, scale="scores"), *rules]),
    )


def loss_of(forced: Forced) -> Loss:
    """Return the loss of what is possible."""
    assert forced.loss is not None
    return forced.loss


def test_somebody_who_is_wanted_most() -> None:
    """The loss of doing without the one who likes it best is not their wish, or the moves are not told."""
    problem = at_work()
    outcome = vm.solve(problem)
    told = why(problem, outcome, "v0", "tea")
    assert told.role == "host"
    assert [(level.level, level.loss) for level in loss_of(told.without).levels] == [(1, 0), (2, 1)]
    assert [(move.kind, move.volunteer) for move in told.without.moves] == [("leaves", "v0"), ("takes", "v1")]
    assert str(told).splitlines()[:2] == [
        "without v0 in tea:",
        "level 2 (wishes) costs 1 more: 3 instead of 2",
    ]


def test_nobody_else_could_do_it() -> None:
    """The loss at the first level is not told when a seat stays empty."""
    problem = at_work(people=1)
    told = why(problem, vm.solve(problem), "v0", "tea")
    assert [level.loss for level in loss_of(told.without).levels] == [1, 3]


def test_someone_else_could_do_it_as_well() -> None:
    """It is not told that a schedule without somebody is just as good."""
    problem = at_work()
    problem = attrs.evolve(problem, rules=only([Cover(level=1)]))
    outcome = vm.solve(problem)
    served = schedule_of(problem, outcome).assignments[0].volunteer
    told = why(problem, outcome, served, "tea")
    assert loss_of(told.without).is_free
    assert str(told).startswith(f"tea can do without {served} at no cost")
    other = {"v0": "v1", "v1": "v0"}[served]
    assert str(why_not(problem, outcome, other, "tea")).startswith(f"{other} could serve in tea at no cost")


def test_a_promise_cannot_be_undone() -> None:
    """Somebody who was promised a session could be spared, or the clash is not told."""
    problem = at_work(Pinned(stay=[Pin(volunteer="v1", session="tea")]))
    outcome = vm.solve(problem)
    told = why(problem, outcome, "v1", "tea")
    assert not told.without.is_possible
    assert "cannot do without" in str(told)
    assert "pinned" in str(told)
    other = why_not(problem, outcome, "v0", "tea")
    assert other.having is not None
    assert not other.having.is_possible


def test_a_refusal_is_named_without_a_search() -> None:
    """Who refused a session is looked for there by solving again, or is told of a promise to somebody else."""
    refusal = Pinned(never=[Pin(volunteer="wang", session="watch")], stay=[Pin(volunteer="chen", session="watch")])
    problem = hall(refusal)
    outcome = vm.solve(problem)
    told = why_not(problem, outcome, "wang", "watch")
    assert told.having is None
    assert {found.rule for one in told.in_the_way for found in one.violations} >= {"pinned"}
    promised = {found.volunteers for one in told.in_the_way for found in one.violations if found.rule == "pinned"}
    assert promised == {("wang",)}
    assert "must not serve in" in told.sentence()


def test_somebody_without_time() -> None:
    """What keeps somebody out is not told role by role in their words, in both languages."""
    problem = hall()
    told = why_not(problem, vm.solve(problem), "smith", "lesson")
    assert [one.role for one in told.in_the_way] == ["辅导员", "helper"]
    assert told.having is None
    assert {violation.rule for one in told.in_the_way for violation in one.violations} == {"available"}
    assert "smith can never serve in 作业辅导" in str(told)
    assert told.sentence("zh")


def test_a_session_that_fits_no_room() -> None:
    """A session that can take place nowhere is said to clash with rules."""
    session = vm.Session(
        "tea", minutes=60, starts=["2026-08-01T10:00"], room=vm.RoomNeed(), attendance=9, roles=[vm.Role("host")]
    )
    room = vm.Room("hall", "here", capacity=5)
    problem = vm.Problem([vm.Volunteer("v0")], [session], places=[vm.Place("here")], rooms=[room])
    told = why_not(problem, vm.solve(problem), "v0", "tea")
    assert [violation.rule for violation in told.in_the_way[0].violations] == ["schedule"]
    assert "no room fits tea" in str(told)


def test_a_dropped_session_is_held_for_them() -> None:
    """Somebody cannot be forced into a session that the schedule drops."""
    problem = hall()
    outcome = vm.solve(problem)
    walk = attrs.evolve(problem.sessions[2], roles=[vm.Role("guide", min=0, target=0, max=1)])
    problem = attrs.evolve(problem, sessions=(*problem.sessions[:2], walk))
    told = why_not(problem, attrs.evolve(outcome, problem_fingerprint=""), "chen", "walk")
    assert told.having is not None
    assert told.having.is_possible
    assert told.having.schedule is not None
    assert "walk" in told.having.schedule.placement_of


def test_one_role_instead_of_another() -> None:
    """Who serves in one role of a session cannot be asked about for another."""
    problem = hall()
    outcome = vm.solve(problem)
    one = next(one for one in schedule_of(problem, outcome).assignments if one.session == "lesson")
    other = {"辅导员": "helper", "helper": "辅导员"}[one.role]
    told = why_not(problem, outcome, one.volunteer, "lesson", role=other)
    assert told.having is not None
    assert told.having.schedule is not None
    assert vm.Assignment(one.volunteer, "lesson", other) in told.having.schedule.assignments


def test_what_is_not_proved_is_told_as_a_range() -> None:
    """A loss that is not proved is told as if it were exact, or levels behind it as if they did not depend on it."""
    levels = [
        LevelChange(level=1, rules=("cover",), before=2, after=2, least=2),
        LevelChange(level=2, rules=("wishes",), before=5, after=9, least=6),
        LevelChange(level=3, rules=("fair_share",), before=1, after=1, least=1),
    ]
    loss = Loss(levels=tuple(levels))
    assert not loss.is_exact
    assert str(loss).splitlines() == [
        "level 2 (wishes) would cost at least 6 and at most 9 instead of 5",
        "what later levels would cost depends on this",
    ]
    unknown = Loss(levels=(attrs.evolve(levels[1], least=None),))
    assert str(unknown) == "level 2 (wishes) would cost at most 9 instead of 5"
    assert not Loss(levels=(attrs.evolve(levels[1], after=5, least=4),)).is_free


def test_a_schedule_that_is_not_best_may_gain() -> None:
    """A schedule that was not proved best is defended by a loss that is a gain."""
    problem = at_work()
    best = vm.solve(problem)
    poor = vm.Schedule([vm.Assignment("v1", "tea", "host")], schedule_of(problem, best).placements)
    outcome = vm.Outcome(schedule=poor, status="feasible", stopped_by="time")
    told = why(problem, outcome, "v1", "tea")
    assert loss_of(told.without).is_gain
    assert "this would even be better" in str(told)


def test_proofs_of_other_costs_do_not_count() -> None:
    """An outcome whose costs are not those of its schedule has its bounds believed."""
    problem = at_work()
    outcome = vm.solve(problem)
    false = [attrs.evolve(level, value=7, bound=7) for level in outcome.levels]
    told = why(problem, attrs.evolve(outcome, levels=tuple(false)), "v0", "tea")
    assert [(level.before, level.after) for level in loss_of(told.without).levels] == [(0, 0), (2, 3)]


def test_the_wrong_question() -> None:
    """A question about nobody, about the other case, or about another problem's outcome is answered."""
    problem = at_work()
    outcome = vm.solve(problem)
    slips: list[tuple[Callable[[], object], str]] = [
        (lambda: why(problem, outcome, "v1", "tea"), "ask why_not"),
        (lambda: why_not(problem, outcome, "v0", "tea"), "ask why"),
        (lambda: why(problem, outcome, "nobody", "tea"), "no volunteer 'nobody'"),
        (lambda: why_not(problem, outcome, [], "tea"), "volunteer: wanted a text"),  # type: ignore[arg-type] # that is the point
        (lambda: why_not(problem, outcome, "v1", "coffee"), "no session"),
        (lambda: why_not(problem, outcome, "v1", "tea", role="guest"), "no role"),
        (lambda: why(problem, None, "v1", "tea"), "wanted an Outcome"),  # type: ignore[arg-type] # that is the point
        (lambda: why(problem, outcome, "v0", "tea", time_limit=-1), "time_limit"),
        (lambda: why(at_work(FairShare(level=3)), outcome, "v0", "tea"), "another problem"),
        (
            lambda: why(problem, vm.Outcome(schedule=vm.Schedule(), status="feasible", stopped_by="time"), "v0", "tea"),
            "breaks what must hold",
        ),
    ]
    for ask, words in slips:
        with pytest.raises(vm.VolmatchError, match=words):
            ask()
