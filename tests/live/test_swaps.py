"""Swaps: the set that comes out is the largest that is legal, and serves those first in line."""

from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from live.offers_at_random import offers, staffed
from live.swaps_by_hand import SwapsByHand
from volmatch.live import SwapOffer, SwapSeat

#: Each example looks through hundreds of sets of swaps.
FEW = settings(max_examples=max(40, settings().max_examples // 3))


@FEW
@given(st.data())
def test_it_is_what_trying_everything_finds(data: st.DataObject) -> None:
    """More could be served, somebody first in line waits for nothing, or somebody moves whom nobody needs."""
    problem, before = data.draw(staffed())
    told = data.draw(offers(problem, before))
    longest, chains = data.draw(st.integers(2, 4)), data.draw(st.booleans())
    allowed = data.draw(st.dictionaries(st.integers(1, 4), st.integers(1, 100), max_size=1))
    found = vm.live.swaps(problem, before, told, longest=longest, chains=chains, allowed=allowed)
    hand = SwapsByHand(problem, before.settled(problem), told, longest, chains, allowed)
    assert hand.key(hand.told(found)) == hand.best()
    assert found.proved
    assert found.is_first
    assert hand.falls_into_swaps(hand.told(found))
    assert hand.is_allowed(found.schedule)
    assert hand.after(hand.told(found)) == found.schedule


@FEW
@given(st.data())
def test_nobody_gains_by_naming_other_duties(data: st.DataObject) -> None:
    """Somebody with one offer, and nothing as good, gets what they want by saying something else than what they want."""
    problem, before = data.draw(staffed())
    told = data.draw(offers(problem, before, plain=True))
    liar = data.draw(st.integers(0, len(told) - 1))
    other = data.draw(st.sampled_from(data.draw(offers(problem, before))))
    said = attrs.evolve(told[liar], better=other.better, as_good=other.as_good if told[liar].gives else ())
    if any(said.faults()):
        said = attrs.evolve(told[liar], better=other.better, as_good=())
    if any(said.faults()):
        return
    others = [data.draw(st.sampled_from((one, attrs.evolve(one, better=one.better[:1])))) for one in told]
    true = [*others[:liar], told[liar], *others[liar + 1 :]]
    false = [*others[:liar], said, *others[liar + 1 :]]
    longest = data.draw(st.integers(2, 4))
    honest = vm.live.swaps(problem, before, true, longest=longest)
    false_found = vm.live.swaps(problem, before, false, longest=longest)
    hand = SwapsByHand(problem, before.settled(problem), true, longest)
    got = hand.is_served(told[liar], hand.told(false_found)[liar])
    assert liar in honest.served or not got


def desks(*names: str, empty: Sequence[str] = (), **fields: object) -> tuple[vm.Problem, vm.Schedule]:
    """Return people each of whom has a desk of their own, called after them, and desks that nobody has; a day each."""
    all_ = [*names, *empty]
    sessions = [
        vm.Session(
            f"desk {name}", start=f"2026-08-{day:02}T09:00", end=f"2026-08-{day:02}T12:00", roles=[vm.Role("host")]
        )
        for day, name in enumerate(all_, start=3)
    ]
    problem = vm.Problem([vm.Volunteer(name) for name in names], sessions, **fields)  # type: ignore[arg-type]
    crew = [vm.Assignment(name, f"desk {name}", "host") for name in names]
    return problem, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


def wish(name: str, *better: str, as_good: Sequence[str] = ()) -> SwapOffer:
    """Return the offer of somebody who gives their own desk for those of others."""
    return SwapOffer(
        name, f"desk {name}", better=[f"desk {one}" for one in better], as_good=[f"desk {one}" for one in as_good]
    )


def test_hiding_what_is_as_good_may_help() -> None:
    """The page says that who names something as good cannot be promised anything, and that is not so."""
    problem, before = desks("an", "li", "bo", "wu")
    others = [wish("an", "li"), wish("bo", "an"), wish("wu", "li")]
    open_, hidden = wish("li", "wu", as_good=["bo"]), wish("li", "wu")
    honest = vm.live.swaps(problem, before, [*others, open_])
    assert [others[row].volunteer for row in honest.served] == ["an", "bo"]
    assert 3 in vm.live.swaps(problem, before, [*others, hidden]).served


def test_a_cycle_is_no_longer_than_is_said() -> None:
    """Five people wait for each other though four was the most."""
    names = ("an", "bo", "li", "mei", "wu")
    problem, before = desks(*names)
    ring = [wish(name, after) for name, after in zip(names, [*names[1:], names[0]], strict=True)]
    assert vm.live.swaps(problem, before, ring, longest=4).swaps == ()
    assert vm.live.swaps(problem, before, ring, longest=5).served == (0, 1, 2, 3, 4)


def test_the_first_in_line_is_served_among_equals() -> None:
    """The order of the offers says nothing, or costs somebody else their swap."""
    problem, before = desks("an", "bo", "li", "wu")
    told = [wish("an", "bo"), wish("bo", "an", "li"), wish("li", "bo")]
    assert vm.live.swaps(problem, before, told).served == (0, 1)
    assert vm.live.swaps(problem, before, told[::-1]).served == (0, 1)
    more = [wish("an", "bo"), wish("bo", "an", "li"), wish("li", "bo", "wu"), wish("wu", "li")]
    assert vm.live.swaps(problem, before, more).served == (0, 1, 2, 3)


def test_a_chain_begins_with_an_empty_seat_and_leaves_one() -> None:
    """A free desk helps nobody, or helps though no chains were asked for."""
    problem, before = desks("an", "bo", empty=["new"])
    told = [wish("an", "bo"), wish("bo", "new")]
    found = vm.live.swaps(problem, before, told)
    assert found.sentence() == (
        "These move up one after the other:\n"
        "- bo takes the empty seat at desk new, Wed 2026-08-05, as host\n"
        "- an takes desk bo, Tue 2026-08-04, as host from bo\n"
        "- desk an, Mon 2026-08-03, as host: left empty by an\n"
        "Offers that are served: 2 of 2; more cannot be, proved."
    )
    assert vm.live.swaps(problem, before, told, chains=False).served == ()


def test_a_duty_that_only_one_gives_is_taken_or_stays() -> None:
    """Who wants to be rid of a duty leaves a seat empty that was filled."""
    problem, before = desks("an", "bo")
    loads = {rule.level: 1_000_000 for rule in problem.rules if type(rule).__name__ in ("Unserved", "FairShare")}
    alone = vm.live.swaps(problem, before, [SwapOffer("an", "desk an")], allowed=loads)
    assert alone.served == ()
    helped = vm.live.swaps(
        problem, before, [SwapOffer("an", "desk an"), SwapOffer("bo", better=["desk an"])], allowed=loads
    )
    assert helped.served == (0, 1)
    assert "- bo takes desk an, Mon 2026-08-03, as host from an" in helped.sentence()


def test_a_level_loses_what_is_allowed_and_no_more() -> None:
    """Swaps cost a goal more than before, or an allowance changes nothing."""
    problem, before = desks("an", "bo")
    problem = attrs.evolve(
        problem, volunteers=[vm.Volunteer("an", wishes=[vm.Wish(session="desk an", score=1)]), vm.Volunteer("bo")]
    )
    told = [wish("an", "bo"), wish("bo", "an")]
    level = next(rule.level for rule in problem.rules if type(rule).__name__ == "Wishes")
    kept = vm.live.swaps(problem, before, told)
    assert kept.served == ()
    assert kept.proved
    lost = vm.live.swaps(problem, before, told, allowed={level: 1_000_000})
    assert lost.served == (0, 1)
    assert lost.sentence().splitlines()[-1].startswith(f"level {level} loses: it cost ")


def test_letters_name_nobody_else() -> None:
    """A letter about a swap tells who it was with, or goes to somebody for whom nothing changes."""
    problem, before = desks("an", "bo", "li")
    found = vm.live.swaps(problem, before, [wish("an", "bo"), wish("bo", "an")])
    letters = {letter.volunteer: letter.sentence() for letter in found.letters()}
    assert letters.keys() == {"an", "bo"}
    assert "Dear bo" not in letters["an"]
    assert vm.check(problem, found.outcome.schedule or before).ok


@pytest.mark.parametrize(
    ("offer", "path"),
    [
        ({"volunteer": "nobody", "gives": "desk an", "better": ["desk bo"]}, "offers[1].volunteer"),
        ({"volunteer": "an", "gives": "desk bo", "better": ["desk an"]}, "offers[1].gives"),
        ({"volunteer": "an", "gives": "desk 9", "better": ["desk bo"]}, "offers[1].gives.session"),
        ({"volunteer": "an", "gives": "desk an", "better": [{"session": "desk bo", "role": "x"}]}, "offers[1].better[0].role"),
        ({"volunteer": "an", "gives": "desk an", "better": ["desk bo"], "as_good": ["desk bo"]}, "offers[1].as_good"),
        ({"volunteer": "an", "gives": "desk an", "as_good": ["desk bo"]}, "offers[1].better"),
        ({"volunteer": "an"}, "offers[1].better"),
        ({"volunteer": "an", "as_good": ["desk an"], "better": ["desk bo"]}, "offers[1].as_good"),
        ({"volunteer": "bo", "gives": {"session": "desk bo", "role": "host"}, "better": ["desk an"]}, "offers[1].gives"),
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_is_told_with_its_place(offer: dict[str, object], path: str) -> None:
    """An offer that says nothing, or names what is not there, is passed over in silence."""
    problem, before = desks("an", "bo")
    with pytest.raises(vm.OfferError) as told:
        vm.live.swaps(problem, before, [wish("bo", "an"), offer])
    assert told.value.faults[0].path == path


@pytest.mark.parametrize(
    "options",
    [{"longest": 1}, {"longest": True}, {"longest": 11}, {"allowed": {1: -1}}, {"allowed": 5}, {"time_limit": -1}],
)
def test_nonsense_is_refused(options: dict[str, object]) -> None:
    """An option that makes no sense is taken, and means something else."""
    problem, before = desks("an", "bo")
    with pytest.raises(vm.OptionError):
        vm.live.swaps(problem, before, [], **options)  # type: ignore[arg-type]


def test_a_schedule_that_breaks_a_rule_is_mended_first() -> None:
    """Swaps are looked for in a schedule that is none."""
    problem, before = desks("an", "bo")
    away = attrs.evolve(problem, volunteers=[attrs.evolve(problem.volunteers[0], available=[]), problem.volunteers[1]])
    with pytest.raises(vm.OptionError, match="mend it first"):
        vm.live.swaps(away, before, [])


def test_without_offers_nothing_changes() -> None:
    """No offers are an error, or change something."""
    problem, before = desks("an", "bo")
    found = vm.live.swaps(problem, before, [])
    assert found.schedule == before.settled(problem)
    assert found.proved
    assert SwapSeat("desk an") == SwapSeat("desk an", None)
