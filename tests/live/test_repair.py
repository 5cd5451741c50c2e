"""Repair: what brute force says is best is what comes out, and every proof holds."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.changes_at_random import changes, published
from live.repair_by_hand import ByHand
from volmatch.live import Absence, NoShow, Withdrawn
from volmatch.live.change_reading import settled

#: Each example looks through hundreds of schedules.
FEW = settings(max_examples=max(15, settings().max_examples // 5))


def held(
    problem: vm.Problem,
    before: vm.Schedule,
    told: list[vm.live.Change],
    now: dt.datetime | None,
    notice: dt.timedelta | None,
) -> None:
    """Fail unless a repair is what brute force says."""
    found = vm.repair(problem, before, told, now=now, notice=notice)
    hand = ByHand(before.settled(problem), found.problem, settled(problem, told), now, notice)
    keys = [hand.key(one) for one in hand.possible()]
    if not keys:
        assert found.status == "infeasible"
        assert found.schedule is None
        return
    assert found.schedule is not None
    first, people, duties, days, rest = min(keys)
    assert hand.key(found.schedule) == min(keys)
    assert tuple(step.value for step in found.steps) == (*first, people, duties, days, *rest)
    assert all(step.proved for step in found.steps), found.steps
    assert found.status == "optimal"
    trade_offs(found, hand)


def trade_offs(found: vm.live.Repaired, hand: ByHand) -> None:
    """Fail unless each choice has the least empty seats that its people allow, and none in between was left out."""
    counting = [rule.level for rule in hand.problem.rules if rule.level and rule.claims.counts_seats]
    last = min(counting, default=0)
    pairs = [
        (hand.key(one)[1], tuple(x.value for x in vm.check(hand.problem, one).levels if x.level <= last))
        for one in hand.possible()
    ]
    told = [(one.people, tuple(one.seats.values())) for one in found.alternatives]
    assert found.disturbed is not None
    for people in range(max(told)[0] + 1):
        possible = [seats for many, seats in pairs if many <= people]
        chosen = [seats for many, seats in told if many <= people]
        assert min(chosen, default=None) == min(possible, default=None), (people, told)
    assert all(one.is_proved for one in found.alternatives)
    assert [one.people for one in found.alternatives if one.is_chosen] == [found.disturbed.value]
    for one in found.alternatives:
        assert hand.key(one.schedule)[1] == one.people


@FEW
@given(st.data())
def test_it_is_what_brute_force_finds(data: st.DataObject) -> None:
    """Somebody is disturbed for nothing, a seat stays empty that need not, or a proof is none."""
    problem, before = data.draw(published())
    held(problem, before, data.draw(changes(problem, before)), None, None)


@FEW
@given(st.data())
def test_the_past_stays_and_what_is_near_is_dear(data: st.DataObject) -> None:
    """A repair changes who served yesterday, or rather takes two people tonight than one next week."""
    problem, before = data.draw(published())
    told = data.draw(changes(problem, before))
    starts = sorted({start for session in problem.sessions for start in session.candidate_starts})
    now = data.draw(st.sampled_from(starts)) + dt.timedelta(minutes=data.draw(st.sampled_from((0, 1))))
    held(problem, before, told, now, data.draw(st.sampled_from((None, dt.timedelta(days=1)))))


@FEW
@given(st.data())
def test_made_ready_it_is_the_same(data: st.DataObject) -> None:
    """Columns that were made before the changes answer for a problem that they do not know."""
    problem, before = data.draw(published())
    told = _taking(problem, data.draw(changes(problem, before)))
    outright, ready = vm.repair(problem, before, told), vm.live.prepare(problem, before).repair(told)
    assert outright.status in (ready.status, "optimal")
    values = [tuple(step.value for step in one.steps) for one in (outright, ready)]
    known = sum(step.goal != "level" or step.level in _levels_before(outright) for step in outright.steps)
    assert values[0][:known] == values[1][:known]
    assert values[0] <= values[1]
    assert all(one.bound in (None, other.bound) for one, other in zip(ready.steps, outright.steps, strict=True))


def _taking(problem: vm.Problem, drawn: list[vm.live.Change]) -> list[vm.live.Change]:
    """Return the changes that only take duties away, as far as they are about what the problem has from the beginning."""
    told: list[vm.live.Change] = []
    for one in drawn:
        if isinstance(one, (Absence, Withdrawn, NoShow)):
            try:
                vm.live.apply(problem, [one])
            except vm.ChangeError:
                continue
            told.append(one)
    return told


def _levels_before(found: vm.live.Repaired) -> set[int | None]:
    """Return the levels that come before people."""
    place = next((place for place, step in enumerate(found.steps) if step.goal == "people"), 0)
    return {step.level for step in found.steps[:place]}


@FEW
@given(st.data())
def test_what_is_proved_of_the_published_schedule_changes_nothing(data: st.DataObject) -> None:
    """A bound of the published schedule is taken for one that holds after the changes, where it does not."""
    problem = data.draw(published())[0]
    outcome = vm.solve(problem)
    assert outcome.schedule is not None
    told = data.draw(changes(problem, outcome.schedule))
    with_bounds, without = vm.repair(problem, outcome, told), vm.repair(problem, outcome.schedule, told)
    assert with_bounds.steps == without.steps
    assert with_bounds.status == without.status
