"""Plans whom to ask: as likely as they say, nobody bothered whom a better plan would spare, and right after every answer."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.live import Askable, AskPlan, ask_plan
from volmatch.live.asking_order import AskingOrder
from volmatch.live.asking_search import timetable

NOW = dt.datetime(2026, 8, 3, 17, tzinfo=dt.UTC)


def minutes_later(minutes: int) -> dt.datetime:
    """Return a time so many minutes after the beginning."""
    return NOW + dt.timedelta(minutes=minutes)


def people(*told: tuple[float, int]) -> list[Askable]:
    """Return people with these odds and minutes: a, b, c and so on."""
    return [
        Askable(volunteer=id_, odds=odds, minutes=minutes) for id_, (odds, minutes) in zip("abcdef", told, strict=False)
    ]


def planned(*told: tuple[float, int], by: int = 60, chance: float = 0.9, **more: object) -> AskPlan:
    """Return the plan for these people."""
    return ask_plan(people(*told), now=NOW, deadline=minutes_later(by), chance=chance, **more)  # type: ignore[arg-type]


def shown(plan: AskPlan) -> list[tuple[int, str]]:
    """Return who is asked at which minute."""
    return [((time - NOW) // dt.timedelta(minutes=1), one.volunteer) for time, asked in plan.batches for one in asked]


def lived(asks: Sequence[tuple[int, int]], says: Sequence[bool], minutes: Sequence[int], by: int) -> tuple[int, bool]:
    """Live through a timetable minute by minute when everybody answers as told: how many are asked, and whether it is filled."""
    asked: dict[int, int] = {}
    for now in range(by + 1):
        if any(says[who] and at + minutes[who] <= now for who, at in asked.items()):
            return len(asked), True
        asked |= {who: minute for minute, who in asks if minute == now}
    return len(asked), False


def on_average(
    asks: Sequence[tuple[int, int]], odds: Sequence[Fraction], minutes: Sequence[int], by: int
) -> tuple[Fraction, Fraction]:
    """Return (people asked, chance) of a timetable, by going through all ways in which everybody may answer."""
    number = chance = Fraction()
    for says in product((False, True), repeat=len(odds)):
        weight = Fraction(1)
        for one, said in zip(odds, says, strict=True):
            weight *= one if said else 1 - one
        count, is_filled = lived(asks, says, minutes, by)
        number += weight * count
        chance += weight * is_filled
    return number, chance


def timetables(count: int, by: int) -> Iterator[list[tuple[int, int]]]:
    """Yield each way to ask some of so many people at some minute."""
    for at in product((None, *range(by)), repeat=count):
        yield sorted((minute, who) for who, minute in enumerate(at) if minute is not None)


ODDS = st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.6, 0.9, 1.0))


@st.composite
def lists(draw: st.DrawFn, most: int = 3, by: int = 6) -> tuple[list[Fraction], list[int], int, Fraction]:
    """Draw odds, minutes, a deadline and a chance to be missed at most."""
    count = draw(st.integers(1, most))
    odds = [Fraction(str(draw(ODDS))) for _ in range(count)]
    minutes = [draw(st.integers(1, 4)) for _ in range(count)]
    return odds, minutes, draw(st.integers(1, by)), Fraction(draw(st.sampled_from(("0", "0.05", "0.3", "0.6", "1"))))


@settings(max_examples=80, derandomize=True, deadline=None)
@given(lists(), st.sampled_from((None, (0, 2), (1, 3), (2, 4))))
def test_no_plan_asks_fewer(
    case: tuple[list[Fraction], list[int], int, Fraction], quiet: tuple[int, int] | None
) -> None:
    """Some timetable that is as sure asks fewer people on average, or the plan is less sure than it could be."""
    odds, minutes, by, missable = case

    def next_open(minute: int) -> int:
        return quiet[1] if quiet is not None and quiet[0] <= minute < quiet[1] else minute

    order = AskingOrder(odds, minutes, by, missable, next_open)
    found = timetable(order)
    number, chance = on_average(found.asks, odds, minutes, by)
    assert number == found.expected
    assert found.bound == pytest.approx(float(number))
    possible = [asks for asks in timetables(len(odds), by) if all(next_open(minute) == minute for minute, _ in asks)]
    all_ = [on_average(asks, odds, minutes, by) for asks in possible]
    wanted = min(1 - missable, max(other for _, other in all_))
    assert chance >= wanted
    assert float(number) == pytest.approx(float(min(other for other, reached in all_ if reached >= wanted)))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(lists(most=6, by=12))
def test_a_bound_is_one(case: tuple[list[Fraction], list[int], int, Fraction]) -> None:
    """What is told where a list is too long for the exact answer is not on both sides of it."""
    odds, minutes, by, missable = case
    order = AskingOrder(odds, minutes, by, missable, lambda minute: minute)
    best, rough = timetable(order), timetable(order, most_steps=0)
    assert rough.bound <= float(best.expected) + 1e-9
    assert best.expected <= rough.expected + Fraction(1, 10**9)
    assert order.is_enough(rough.asks)
    assert rough.expected == on_average(rough.asks, odds, minutes, by)[0]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(lists(most=4, by=12), st.integers(0, 3))
def test_answers_keep_what_was_promised(case: tuple[list[Fraction], list[int], int, Fraction], seed: int) -> None:
    """A plan that goes on after each no asks more people on average than it said, or is less sure."""
    odds, minutes, by, missable = case
    told = people(*((float(one), length) for one, length in zip(odds, minutes, strict=True)))
    plan = ask_plan(told, now=NOW, deadline=minutes_later(by), chance=float(1 - missable), quiet=None)
    number, chance = _followed(plan, Fraction(1))
    assert float(number) == pytest.approx(plan.expected)
    assert float(chance) == pytest.approx(plan.chance)
    if plan.is_enough:
        assert plan.chance >= float(1 - missable) - 1e-9


def _followed(plan: AskPlan, weight: Fraction) -> tuple[Fraction, Fraction]:
    """Return (people asked, chance) of a plan that is followed from answer to answer."""
    coming = [*plan.waiting, *(ask for ask in plan.asks if ask.at == plan.asks[0].at)]
    coming = [ask for ask in coming if ask.known <= plan.deadline]
    if not coming:
        return Fraction(), Fraction()
    time = min(ask.known for ask in coming)
    first = [ask for ask in coming if ask.known == time]
    no = weight
    for ask in first:
        no *= 1 - ask.person.exact
    number = weight * sum(1 for ask in plan.asks if ask.at == plan.asks[0].at)
    chance = weight - no
    if no:
        more, also = _followed(plan.after({ask.person.volunteer: False for ask in first}), no)
        number, chance = number + more, chance + also
    return number, chance


def test_one_after_the_other_while_there_is_time() -> None:
    """People are asked at once who could be spared, or the less likely first."""
    plan = planned((0.5, 20), (0.8, 20), (0.2, 20), by=60)
    assert shown(plan) == [(0, "b"), (20, "a")]
    assert (plan.chance, plan.expected) == (0.9, 1.2)
    assert plan.is_proved
    assert [one.volunteer for one in plan.spare] == ["c"]


def test_at_once_where_time_is_short() -> None:
    """The plan waits for an answer after which nobody could answer in time."""
    assert shown(planned((0.5, 20), (0.8, 20), by=39)) == [(0, "a"), (0, "b")]


def test_who_is_slow_is_asked_meanwhile() -> None:
    """Everybody waits for somebody who takes long to answer; a batch that must be over before the next."""
    assert shown(planned((0.5, 60), (0.5, 20), (0.5, 20), by=60, chance=0.875)) == [(0, "a"), (0, "b"), (20, "c")]


def test_what_cannot_be_reached_is_said() -> None:
    """A plan looks as if it were sure enough, or asks nobody because it cannot be."""
    plan = planned((0.5, 20), (0.3, 90), by=30)
    assert shown(plan) == [(0, "a")]
    assert (plan.chance, plan.is_enough) == (0.5, False)
    assert "more cannot be reached" in plan.sentence()
    nobody = planned((0.5, 90))
    assert (nobody.asks, nobody.chance) == ((), 0)
    assert "nobody left to ask" in nobody.sentence()


def test_quiet_hours() -> None:
    """Somebody is asked at night, or a minute after it is over although it would be right."""
    told = [(0.5, 120), (0.5, 120), (0.5, 120)]
    plan = planned(*told, by=20 * 60, chance=0.8)
    assert shown(plan) == [(0, "a"), (120, "b"), (15 * 60, "c")]  # 17:00, 19:00, and not 21:00 but 8:00
    assert shown(planned(*told, by=20 * 60, chance=0.8, quiet=None)) == [(0, "a"), (120, "b"), (240, "c")]
    assert shown(planned(*told, by=20 * 60, chance=0.8, quiet=("17:00", "18:30")))[0] == (90, "a")


def test_quiet_hours_are_of_the_clocks_there() -> None:
    """At eight in the morning after the clocks went back, the plan still waits an hour, or asks an hour too soon."""
    berlin = ZoneInfo("Europe/Berlin")
    evening = dt.datetime(2026, 10, 24, 22, tzinfo=berlin)
    plan = ask_plan(people((0.9, 30)), now=evening, deadline=evening + dt.timedelta(days=1))
    assert plan.asks[0].at.isoformat() == "2026-10-25T08:00:00+01:00"


def test_a_yes_ends_it() -> None:
    """Somebody is asked for a seat that is filled, or nobody learns that others wait for an answer."""
    plan = planned((0.5, 60), (0.5, 20), (0.5, 20), by=60, chance=0.875).after({"b": True})
    assert plan.asks == ()
    assert (plan.taken_by, plan.chance) == (people((0.5, 60), (0.5, 20))[1], 1)
    assert plan.sentence() == "b said yes: nobody else is asked\nto be told that it is filled: a"


def test_a_no_that_comes_early() -> None:
    """The next one is asked as late as if nobody had answered, or somebody is asked again."""
    plan = planned((0.8, 40), (0.5, 20), by=100).after({"a": False}, now=minutes_later(10))
    assert shown(plan) == [(10, "b")]
    assert [one.volunteer for one in plan.said_no] == ["a"]
    assert plan.chance == 0.5  # as promised: one of two says yes nine times out of ten


def test_no_answer_in_time_is_a_no_until_it_comes() -> None:
    """Whoever does not answer holds up the plan for ever; or a late yes is refused."""
    plan = planned((0.8, 20), (0.5, 20), by=100)
    later = plan.after({}, now=minutes_later(20))
    assert shown(later) == [(20, "b")]
    assert later.after({"a": True}).taken_by == plan.asks[0].person


def test_plan_anew() -> None:
    """After everybody the plan foresaw has said no there is no way on."""
    plan = planned((0.9, 20), (0.5, 20), (0.5, 20), by=100, chance=0.9).after({"a": False})
    assert plan.asks == ()
    assert shown(plan.after({}, chance=0.7)) == [(20, "b"), (40, "c")]


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ({"chance": 1.5}, "chance"),
        ({"chance": True}, "chance"),
        ({"deadline": NOW}, "deadline"),
        ({"now": "tomorrow"}, "now"),
        ({"now": "2026-08-03T17:00"}, "now"),
        ({"quiet": ("8", "9")}, "quiet"),
        ({"quiet": ("08:00", "08:00")}, "quiet"),
        ({"people": people((2, 20))}, "odds of a"),
        ({"people": people((0.5, 0))}, "minutes of a"),
        ({"people": [*people((0.5, 1)), *people((0.5, 1))]}, "twice"),
        ({"people": ["li"]}, "people"),
        ({"people": [Askable(volunteer=str(number)) for number in range(101)]}, "too many"),
    ],
)
def test_slips_are_refused(slip: Mapping[str, object], word: str) -> None:
    """A plan is made from what makes no sense, or the reader is shown a traceback of ours."""
    asked: dict[str, object] = {"people": people((0.5, 20)), "now": NOW, "deadline": minutes_later(60), **slip}
    with pytest.raises(vm.OptionError, match=word):
        ask_plan(asked.pop("people"), **asked)  # type: ignore[arg-type]


def test_slips_in_answers_are_refused() -> None:
    """An answer of a stranger, a maybe, or one from the past is taken for a no."""
    plan = planned((0.5, 20))
    for answers, now in (({"x": True}, None), ({"a": "maybe"}, None), ({"a": False}, minutes_later(-1))):
        with pytest.raises(vm.OptionError):
            plan.after(answers, now=now)  # type: ignore[arg-type]


def test_a_long_list_with_many_times_is_bracketed() -> None:
    """A list of a hundred people takes minutes, or nothing is known of how good the plan is."""
    told = [
        Askable(volunteer=str(number), odds=0.05 + number % 7 / 20, minutes=10 + 7 * (number % 11))
        for number in range(100)
    ]
    plan = ask_plan(told, now=NOW, deadline=minutes_later(200))
    assert plan.chance >= 0.95
    assert plan.bound <= plan.expected <= 1.5 * plan.bound
    for lang in ("en", "zh"):
        assert plan.sentence(lang)
