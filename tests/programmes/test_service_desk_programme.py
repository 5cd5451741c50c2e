"""A day at the desk of the service orders: they come, are placed, offered, accepted or not, served or missed, and rated."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs

import volmatch as vm
from example_runs import EXAMPLES, best, proved, run
from service_desk import (
    BATCHES,
    DONE,
    ELDERS,
    EVENING,
    NAME,
    NINE,
    NOON,
    VISITS,
    free_again,
    happened,
    known,
    last,
    log,
    looked,
    orders,
    pinned,
)
from volmatch.live import Accepted, Declined, NoShow, Offered, Rated, Served, Unanswered
from volmatch.rules import Pin, Pinned, only

#: Place of the goal that no order is dropped.
DROP = 1


def test_orders_arrive_in_time_windows() -> None:
    """To show: orders in time windows. Each is served within its four hours of its day, later than it arrived."""
    problem, made = proved(NAME)
    ordered, moved = known(NOON, is_asked=True).orders, 0
    for one in orders(problem, made):
        starts = ordered[one.session.id].session.candidate_starts
        assert max(starts) + one.session.length - min(starts) == dt.timedelta(hours=4)
        assert min(starts) <= one.start <= max(starts)
        arrived = ordered[one.session.id].at
        assert arrived == (EVENING if int(one.session.id.split()[1]) - DONE <= BATCHES[0] else NINE)
        assert arrived.date() < one.start.date() <= arrived.date() + dt.timedelta(days=3)
        moved += one.start != min(starts)
    assert moved


def test_orders_are_dispatched_in_batches() -> None:
    """To show: dispatched in batches. What was promised stays in the next; planned anew, people would have to be told."""
    problem, made = looked(NINE)
    promise = {(pin.volunteer, pin.session) for pin in pinned(problem).stay}
    assert len(promise) == ELDERS * VISITS + BATCHES[0] - 5  # two said no, two nothing, and one did not come
    assert promise <= {(one.volunteer, one.session) for one in made.assignments}
    anew = best(free_again(problem))
    told = promise - {(one.volunteer, one.session) for one in anew.assignments}
    assert len(told) >= BATCHES[0] // 8
    assert len(set(made.placements) - set(anew.placements)) >= BATCHES[0] // 4


def test_each_look_is_as_good_as_can_be() -> None:
    """To show: dispatched in batches. Whom the desk asked at nine was not the best that could be done with its promises."""
    problem, made = looked(NINE)
    assert vm.check(problem, made).ok
    assert vm.score(problem, made) == vm.score(problem, best(problem))


def test_a_day_of_the_desk_is_lived() -> None:
    """Line: residents order, the centre dispatches, a team accepts, residents rate. A step of an order never happens."""
    count = Counter(type(event) for _, event in log()[1])
    assert (count[Declined], count[Unanswered], count[NoShow]) == (3, 3, 1)
    assert count[Served] == count[Accepted] - sum(one.how == "accepted" for one in last().promises.values()) - 1
    assert 0 < count[Rated] < count[Served]
    assert not set(Counter(last().progress(own, NOON) for own in last().orders)) - {"promised", "served"}
    said = [line for line in run(NAME, "en")[0].stdout.splitlines() if line.startswith("09-")]
    assert said == [
        "09-04 18:00 served 0 missed 0 orders 0 asked 336 no 0 silent 0",
        "09-04 20:00 served 0 missed 0 orders 40 asked 40 no 2 silent 2",
        "09-05 09:00 served 21 missed 1 orders 20 asked 25 no 1 silent 1",
        "09-05 12:30 served 22 missed 0 orders 0 asked 2 no 0 silent 0",
    ]
    assert "\n".join(said) in (EXAMPLES.parent / "docs" / "programmes" / f"{NAME}.md").read_text(encoding="utf-8")
    chinese = [line for line in run(NAME, "zh")[0].stdout.splitlines() if line.startswith("09-")]
    assert "\n".join(chinese) in (EXAMPLES.parent / "docs" / "zh" / "programmes" / f"{NAME}.md").read_text(
        encoding="utf-8"
    )
    figures = [[word for word in line.split() if word[0].isdigit()] for line in said]
    assert [[word for word in line.split() if word[0].isdigit()] for line in chinese] == figures


def test_re_dispatch_after_a_refusal() -> None:
    """To show: re-dispatch after a refusal. Who said no or nothing goes nowhere; somebody else is asked at the next look."""
    for at, event in happened(Declined, Unanswered):
        instead = next(one for moment, one in happened(Offered) if moment >= at and one.session == event.session)
        assert instead.volunteer != event.volunteer
        assert last().promises[instead.session, instead.volunteer].how in ("accepted", "served")
    assert last().refused == {(event.session, event.volunteer) for _, event in happened(Declined, Unanswered, NoShow)}


def test_who_does_not_come_is_replaced_the_same_morning() -> None:
    """To show: nobody is left waiting. The order that was missed at eight is not served later in its four hours."""
    ((at, missed),) = happened(NoShow)
    (crew,) = last().crew(missed.session)
    assert (crew.how, crew.start.date(), crew.volunteer != missed.volunteer) == ("served", at.date(), True)
    assert crew.start >= at


def test_they_would_go_who_had_not_refused() -> None:
    """To show: re-dispatch after a refusal. It costs what comes first nothing to take the refusal back, so it is idle."""
    problem, made = looked(NINE)
    refused = next(pin for pin in pinned(problem).never if pin.session == happened(Declined)[0][1].session)
    asked = Pinned(stay=[*pinned(problem).stay, Pin(volunteer=refused.volunteer, session=refused.session)])
    again = attrs.evolve(problem, rules=only([asked if isinstance(one, Pinned) else one for one in problem.rules]))
    assert vm.score(again, best(again))[: DROP + 1] == vm.score(problem, made)[: DROP + 1]


def test_a_refusal_by_everybody_leaves_the_order_for_later() -> None:
    """To show: re-dispatch after a refusal. If all who can refuse, the order is dropped, and still nobody is sent."""
    problem, made = looked(NINE)
    refused = next(pin for pin in pinned(problem).never if pin.session == happened(Declined)[0][1].session)
    able = [one.id for one in problem.volunteers if set(one.teams) & set(tags_of(problem, refused.session))]
    never = Pinned(never=[Pin(volunteer=own, session=refused.session) for own in able])
    rest = attrs.evolve(pinned(problem), never=())  # what was asked for today says no more than this
    rules = [rest if isinstance(one, Pinned) else one for one in problem.rules]
    assert best(attrs.evolve(problem, rules=only([*rules, never]))).dropped == (refused.session,)
    assert not made.dropped


def tags_of(problem: vm.Problem, own: str) -> Sequence[str]:
    """Return the kind of team that a session asks for."""
    session = problem.session(own)
    assert session is not None
    return session.tags
