"""Service orders: elders and helpers who stay together, near and in one dialect, and the calendar of their visits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import attrs
from examples import service_orders as example

import volmatch as vm
from example_runs import best, proved, without
from volmatch.patterns import Client, bonds
from volmatch.rules import Travel

NAME = "service_orders"
ELDERS, AT_MOST, VISITS = 168, 3, 2
#: Place of the goal that ways are short.
WAYS = 3


def in_english(english: str, _: str) -> str:
    """Return the English name."""
    return english


def pairing(
    clients: Sequence[Client], *, most: int = AT_MOST, gone: str = "", before: Mapping[str, str] | None = None
) -> vm.Problem:
    """Return the problem of who visits whom."""
    listed, travel = example.places(in_english)
    people = [one for one in example.helpers(in_english) if one.id != gone]
    return bonds(clients, people, most=most, before=before, places=listed, travel=travel)


@cache
def paired() -> tuple[vm.Problem, vm.Schedule]:
    """Return the pairs of the example."""
    problem = pairing(example.elders(in_english))
    return problem, best(problem)


def of_pairs(made: vm.Schedule) -> dict[str, str]:
    """Return the volunteer of each elder."""
    return {one.session: one.volunteer for one in made.assignments}


def speaks(own: str) -> bool:
    """Whether a helper speaks the dialect."""
    return any("dialect" in one.traits for one in example.helpers(in_english) if one.id == own)


def test_80_helpers_look_after_168_elders() -> None:
    """Figures: 80+ younger elders look after 168 people: each of the 168 has somebody, and is visited by them."""
    problem, made = proved(NAME)
    assert len(problem.volunteers) > 80
    assert len(of_pairs(paired()[1])) == ELDERS
    assert {one.session.series for one in made.duties(problem) if one.session.kind == "visit"} == set(
        of_pairs(paired()[1])
    )


def test_at_most_three_elders_for_one_volunteer() -> None:
    """Figure: 3 elders for one volunteer. Some have three; with two ways are longer, without a limit some have more."""
    problem, made = paired()
    assert max(Counter(of_pairs(made).values()).values()) == AT_MOST
    two, ten = (pairing(example.elders(in_english), most=most) for most in (2, 10))
    assert vm.score(two, best(two))[WAYS] > vm.score(problem, made)[WAYS]
    assert max(Counter(of_pairs(best(ten)).values()).values()) > AT_MOST


def test_pairs_are_near() -> None:
    """To show: near. Nobody is paired farther than they accept, and ways are as short as can be; without the goal they are not."""
    problem, made = paired()
    duties = made.duties(problem)
    far = [problem.travel_minutes(one.volunteer.home, one.place) for one in duties]
    assert all(way <= (one.volunteer.max_travel_minutes or 0) for way, one in zip(far, duties, strict=True))
    assert max(far) == 10
    assert vm.score(problem, best(without(problem, Travel)))[WAYS] > vm.score(problem, made)[WAYS]


def test_same_dialect_if_asked() -> None:
    """To show: same dialect if asked. Who asks for it hears it; were it not asked, some would not."""
    clients = example.elders(in_english)
    asking = {one.id for one in clients if one.role.traits}
    assert len(asking) == ELDERS // 4
    assert all(speaks(own) for client, own in of_pairs(paired()[1]).items() if client in asking)
    silent = [attrs.evolve(one, role=vm.Role("visitor")) for one in clients]
    assert not all(speaks(own) for client, own in of_pairs(best(pairing(silent))).items() if client in asking)


def test_pairs_last_through_the_calendar() -> None:
    """To show: pairs that last. Week after week, and batch after batch, each elder sees the one they were paired with."""
    problem, made = proved(NAME)
    seen = Counter(
        (one.session.series, one.volunteer.id) for one in made.duties(problem) if one.session.kind == "visit"
    )
    assert seen == dict.fromkeys(of_pairs(paired()[1]).items(), VISITS)


def test_pairs_last_when_somebody_leaves() -> None:
    """To show: pairs that last. A helper moves away: her elders get others, and nobody else is parted; else many would be."""
    before = of_pairs(paired()[1])
    gone = next(iter(before.values()))
    hers = {client for client, own in before.items() if own == gone}

    def parted(problem: vm.Problem) -> set[str]:
        after = of_pairs(best(problem))
        assert set(after) == set(before)
        return {client for client in before if after[client] != before[client]}

    assert parted(pairing(example.elders(in_english), gone=gone, before=before)) == hers
    assert parted(pairing(example.elders(in_english), gone=gone)) > hers


def test_a_visit_calendar_from_the_pairs() -> None:
    """To show: a visit calendar from them. Everybody is visited once a week, at hours that suit both."""
    problem, made = proved(NAME)
    visits = [one for one in made.duties(problem) if one.session.kind == "visit"]
    weeks = Counter((one.session.series, (one.start.date() - example.MONDAY).days // 7) for one in visits)
    assert len(visits) == ELDERS * VISITS
    assert weeks == dict.fromkeys(((f"e{n:03}", week) for n in range(1, ELDERS + 1) for week in range(VISITS)), 1)
    for one in visits:
        assert one.start in one.session.candidate_starts
        offers = one.volunteer.available or ()
        windows = [offer.on(one.start.date(), problem.zone) for offer in offers if isinstance(offer, vm.Weekly)]
        assert any(window and window.from_ <= one.start < one.end <= window.to for window in windows)
