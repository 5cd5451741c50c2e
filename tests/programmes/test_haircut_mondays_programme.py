"""Haircuts on Mondays: the rota has what is reported and what was to be shown, and nothing of it is idle."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs
import pytest
from examples import haircut_mondays as example

import volmatch as vm
from example_runs import best, proved, run, solved, without
from programme_words import day_of, in_english
from volmatch.patterns import days_between, seats_for
from volmatch.rules import Budget, FairShare, Pin, Pinned, Rotation, Target, Wishes, only
from volmatch.text import LANGUAGES

RESIDENTS_OVER_60, ESTATES = 400, 2
SEAT, CALL = "hairdresser", "stand-in"


def cuts(problem: vm.Problem, place: str | None = None) -> list[vm.Session]:
    """Return the mornings of haircuts, of one estate or of all, in order."""
    wanted = [one for one in problem.sessions if one.kind == "haircut" and place in (None, one.place)]
    return sorted(wanted, key=day_of)


def spent(problem: vm.Problem, made: vm.Schedule) -> float:
    """Return what the haircuts cost: towels and fares."""
    fares = sum(
        one.volunteer.cost_per_hour * one.minutes / 60 for one in made.duties(problem) if one.session.kind == "haircut"
    )
    return fares + sum(one.cost for one in cuts(problem))


def test_one_yuan() -> None:
    """Figure: one yuan a haircut. All that towels and fares may cost is what the guests pay; without that more is spent."""
    problem, made = proved("haircut_mondays")
    guests = sum(one.attendance for one in cuts(problem))
    assert [rule.most for rule in problem.rules if isinstance(rule, Budget)] == [guests * 1]
    assert spent(problem, made) <= guests
    bare = without(problem, Budget)
    assert spent(bare, best(bare)) > guests


def test_residents_over_60() -> None:
    """Figures: haircuts are for residents over 60, of whom there are more than 400."""
    problem, _ = proved("haircut_mondays")
    assert {one.audiences for one in cuts(problem)} == {("over 60",)}
    assert sum(elders for _, _, elders, _ in example.ESTATES.values()) > RESIDENTS_OVER_60


def test_every_monday_morning() -> None:
    """Line: every Monday morning, in both estates."""
    problem, made = proved("haircut_mondays")
    for one in cuts(problem):
        assert one.start is not None
        assert (one.start.weekday(), f"{one.start:%H:%M}", one.length) == (0, "08:30", dt.timedelta(hours=3))
        assert one.id in made.placement_of
    days = Counter(day_of(one) for one in cuts(problem))
    assert set(days.values()) == {ESTATES}


@pytest.mark.parametrize("place", ["north", "south"])
def test_one_visit_each_per_four_to_six_weeks(place: str) -> None:
    """Line: 400+ residents, one chair-visit each per four to six weeks, follows from the seats that are filled."""
    problem, made = proved("haircut_mondays")
    gaps, first = [], day_of(cuts(problem)[0])
    last: dict[int, dt.date | None] = dict.fromkeys(range(example.ESTATES[place][2]))
    for one in cuts(problem, place):
        day, served = day_of(one), 3 * example.CUTS_PER_HOUR * made.heads(one.id, SEAT)
        due = [own for own, seen in last.items() if seen is None or (day - seen).days >= 28]
        for own in sorted(due, key=lambda own: (last[own] or dt.date.min, own))[:served]:
            seen = last[own]
            gaps.append(None if seen is None else (day - seen).days)
            assert seen is not None or day - first <= dt.timedelta(weeks=6)
            last[own] = day
    ends = day_of(cuts(problem)[-1])
    assert {gap for gap in gaps if gap is not None} <= {28, 35, 42}
    assert all(seen is not None and (ends - seen).days < 42 for seen in last.values())


def test_hairdressers_are_recruited_by_the_agency() -> None:
    """Line: volunteer hairdressers recruited by the social-work agency; nobody else fills a seat."""
    problem, made = proved("haircut_mondays")
    assert {one.volunteer.teams for one in made.duties(problem)} == {("agency",)}
    assert {one.volunteer.id for one in made.duties(problem)} == {one.id for one in problem.volunteers}


def test_cuts_per_hour_and_chair_become_seats() -> None:
    """To show: client throughput (cuts per hour and chair) turned into seats."""
    problem, _ = proved("haircut_mondays")
    each = 60 // example.CUTS_PER_HOUR
    for place, (_, _, elders, _) in example.ESTATES.items():
        for one in cuts(problem, place):
            role = one.roles[0]
            assert one.attendance == -(-elders // 5)
            assert role.target == seats_for(one.attendance, minutes_each=each, open_minutes=180)
            assert role.min == seats_for(-(-elders // 6), minutes_each=each, open_minutes=180)
            assert role.target * 3 * example.CUTS_PER_HOUR >= one.attendance
            assert role.max == example.CHAIRS
    assert {(one.roles[0].min, one.roles[0].target) for one in cuts(problem)} == {(3, 4)}


@pytest.mark.parametrize(("per_hour", "seats"), [(6, {(2, 3)}), (3, None), (2, None)])
def test_other_throughput_means_other_seats(
    monkeypatch: pytest.MonkeyPatch, per_hour: int, seats: set[tuple[int, int]] | None
) -> None:
    """To show, the counterfactual: faster hands need fewer seats, slower ones more than there are chairs."""
    monkeypatch.setattr(example, "CUTS_PER_HOUR", per_hour)
    if seats is None:
        with pytest.raises(vm.OptionError, match="but there are 4 chairs"):
            example.rota(in_english)
    else:
        assert {(one.roles[0].min, one.roles[0].target) for one in cuts(example.rota(in_english))} == seats


def value_at(levels: Sequence[vm.LevelReport], level: int) -> int:
    """Return what a level costs."""
    return next(one.value for one in levels if one.level == level)


def target_of(problem: vm.Problem, levels: Sequence[vm.LevelReport]) -> int:
    """Return how many people the sessions would still like."""
    return value_at(levels, next(rule.level for rule in problem.rules if isinstance(rule, Target)))


def test_a_seat_demands_a_certificate() -> None:
    """To show: a certificate a seat demands; a lapsed one costs seats that would be filled if all were valid."""
    problem, outcome = solved("haircut_mondays")
    assert outcome.schedule is not None
    assert {role.skill for one in problem.sessions for role in one.roles} == {"certificate"}
    lapsing = {one.id: one.skills["certificate"].until for one in problem.volunteers if one.skills["certificate"].until}
    assert len(lapsing) == 2
    for duty in outcome.schedule.duties(problem):
        until = lapsing.get(duty.volunteer.id)
        assert until is None or duty.start.date() <= until
    renewed = [attrs.evolve(one, skills={"certificate": 1}) for one in problem.volunteers]
    valid = vm.solve(attrs.evolve(problem, volunteers=renewed), time_limit=60, deterministic=True)
    assert target_of(problem, valid.levels) < target_of(problem, outcome.levels)
    assert valid.schedule is not None
    assert not vm.check(problem, valid.schedule).ok


def test_recurring_mondays_over_half_a_year() -> None:
    """To show: a rota of recurring Mondays over half a year; people are free by a weekly rule."""
    problem, _ = proved("haircut_mondays")
    days = sorted({day_of(one) for one in cuts(problem)})
    assert days[-1] - days[0] == dt.timedelta(weeks=25)
    for one in problem.volunteers:
        assert one.available is not None
        assert [offer.weekly for offer in one.available if isinstance(offer, vm.Weekly)] == [("mon",)]


def test_fair_turns() -> None:
    """To show: fair turns. Who had many before gets fewer; without the goal one could serve far more than others."""
    problem, made = proved("haircut_mondays")
    turns = Counter(one.volunteer.id for one in made.duties(problem))
    all_in_all = {one.id: one.served_hours / 3 + turns[one.id] for one in problem.volunteers}
    had_before = [one.served_hours / 3 for one in problem.volunteers]
    assert max(had_before) - min(had_before) == 12
    assert max(all_in_all.values()) - min(all_in_all.values()) <= 6
    *above, fair = vm.score(problem, made)
    rest = [rule for rule in problem.rules if not isinstance(rule, FairShare)]
    last = max(rule.level for rule in rest) + 1  # the wish decides only what all else leaves open
    rest = [attrs.evolve(rule, level=last) if isinstance(rule, Wishes) else rule for rule in rest]
    keen = [vm.Wish(kind="haircut", score=1)]
    eager = [attrs.evolve(one, wishes=keen if one.id == "fang-lan" else ()) for one in problem.volunteers]
    unfair = best(attrs.evolve(problem, volunteers=eager, rules=only(rest)))
    *as_before, worse = vm.score(problem, unfair)
    assert as_before == above
    assert worse > fair


def test_turns_on_call_rotate() -> None:
    """To show: fair turns of stand-ins. All have two; without the rule some could have many more."""
    problem, made = proved("haircut_mondays")
    turns = Counter(one.volunteer.id for one in made.duties(problem) if one.role.name == CALL)
    assert turns == dict.fromkeys((one.id for one in problem.volunteers), 2)
    calls = [one.id for one in problem.sessions if one.kind == "on call"][::3]
    stay = Pinned(stay=[Pin(volunteer="jiang-hui", session=own) for own in calls])
    rotation = next(rule.level for rule in problem.rules if isinstance(rule, Rotation))
    values = {
        kept: value_at(vm.solve(attrs.evolve(kept, rules=only([*kept.rules, stay])), time_limit=60).levels, rotation)
        for kept in (problem, without(problem, Rotation))
    }
    assert list(values.values()) == [len(calls) - 1 - 1, 0]  # less the fewest that others have, and the slack


def test_holidays() -> None:
    """To show: holidays. No Monday of the calendar is left out but two, and each would be there if it were none."""
    problem, _ = proved("haircut_mondays")
    all_mondays = days_between(example.SINCE, example.UNTIL, weekdays=["mon"])
    holidays = {dt.date(2020, 10, 5), dt.date(2021, 2, 15)}
    assert {day_of(one) for one in problem.sessions} == set(all_mondays) - holidays
    assert holidays < set(all_mondays)


def test_days_off_of_the_hairdressers() -> None:
    """To show: holidays of their own. Nobody serves on a Monday that they left out; with all free no seat stays empty."""
    problem, made = proved("haircut_mondays")
    off = {
        one.id: {day for offer in one.available or () if isinstance(offer, vm.Weekly) for day in offer.except_}
        for one in problem.volunteers
    }
    assert sum(map(bool, off.values())) >= 5
    assert not any(one.start.date() in off[one.volunteer.id] for one in made.duties(problem))
    free = [attrs.evolve(one, available=None) for one in problem.volunteers]
    always = best(attrs.evolve(problem, volunteers=free))
    freed = attrs.evolve(problem, volunteers=free)
    assert target_of(freed, vm.check(freed, always).levels) < target_of(problem, vm.check(problem, made).levels)


def test_a_stand_in_on_every_day_of() -> None:
    """To show: stand-ins. On each Monday somebody with a valid certificate is on call who has no seat; any seat fits them."""
    problem, made = proved("haircut_mondays")
    for day in {day_of(one) for one in problem.sessions}:
        there = [one for one in made.duties(problem) if one.start.date() == day]
        calls = [one for one in there if one.role.name == CALL]
        assert len(calls) == 1
        assert calls[0].volunteer.holds("certificate", 1, day)
        assert [one.volunteer for one in there].count(calls[0].volunteer) == 1


def test_a_stand_in_takes_the_seat_of_whoever_falls_ill() -> None:
    """To show: stand-ins. Whoever is ill, on any Monday, the one on call takes the seat and all others keep theirs."""
    problem, made = proved("haircut_mondays")
    seats = [one for one in made.duties(problem) if one.role.name == SEAT]
    for ill in seats[::12]:
        after = best(example.without(problem, made, ill))
        there = [one for one in made.duties(problem) if one.start == ill.start]
        (call,) = (one.volunteer.id for one in there if one.role.name == CALL)
        before = {(one.volunteer.id, one.session.id) for one in there if one.role.name == SEAT}
        lost = {(ill.volunteer.id, ill.session.id)}
        now = {(one.volunteer, one.session) for one in after.assignments}
        short = sum(
            one.roles[0].target - made.heads(one.id, SEAT) for one in cuts(problem) if day_of(one) == ill.start.date()
        )
        assert before - lost <= now
        assert len(now) == len(before)
        assert {own for own, _ in now - before} == {call}
        assert now - before == {(call, ill.session.id)} or short


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_tells_it_all(lang: str) -> None:
    """Rota, sick call and five years are printed, each with its proof."""
    done, _ = run("haircut_mondays", lang)
    assert done.stdout.count(solved("haircut_mondays")[1].sentence(lang).splitlines()[0]) == 3
