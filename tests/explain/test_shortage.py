"""Why seats stay empty, by hand: alternating paths, limits, ways, bans, and what no sum explains."""

import attrs
import pytest
from benchmarks.families.town import FAMILY as TOWN

import volmatch as vm
from by_hand import at, schedule, session
from shortage_sums import adds_up, told
from volmatch.explain.shortage import shortage
from volmatch.rules import Ban, Banned, Cover, Limits, MinRest, NoOverlap, only

LESSON, TOUR = session("lesson", "10:00", "11:00"), session("tour", "10:30", "12:00")


def test_a_ban_counts_and_is_not_told() -> None:
    """Somebody who is kept out counts as able, or the proof says who it is."""
    ban = Banned(bans=[Ban(volunteer="wang", session="lesson")])
    problem = vm.Problem([vm.Volunteer("wang"), vm.Volunteer("li", available=[])], [LESSON], rules=only([ban, Cover()]))
    found = told(problem, schedule(problem))
    assert (found.missing, found.found[0].people) == (1, ())
    assert "wang" not in found.sentence()


def test_an_alternating_path_is_followed() -> None:
    """Only those who could fill the empty seat itself are looked at, and nothing is explained."""
    art = attrs.evolve(LESSON, roles=[vm.Role("lead", skill="art")])
    people = [vm.Volunteer("li", name="Li", skills={"art": 1}), vm.Volunteer("bo", available=[])]
    problem = vm.Problem(people, [art, TOUR])
    found = told(problem, schedule(problem, ("li", "tour")))
    assert found.sentence().splitlines() == [
        "2 people are wanted: lesson (lead: 1) and tour (helper: 1)",
        "Li can take at most 1: 1 of lesson and tour (they overlap or lie too far apart)",
        "nobody else could take any of these seats",
        "2 - 1 = 1: 1 seat stays empty, whatever anybody does",
        "so the 1 empty seat is explained: no schedule does better",
    ]


def at_once(*people: str) -> vm.Problem:
    """Return sessions A, B and C at the same time, and people named for those in which each can serve."""
    listed = [
        attrs.evolve(session(name, "10:00", "11:00"), roles=[vm.Role("helper", skill=name)]) for name in ("A", "B", "C")
    ]
    return vm.Problem([vm.Volunteer(own, skills=dict.fromkeys(own, 1)) for own in people], listed)


def seats_of(problem: vm.Problem, *serves: tuple[str, str]) -> list[set[str]]:
    """Return the sessions of each proof."""
    found = told(problem, schedule(problem, *serves)).found
    return [{seats.session for seats in proof.seats} for proof in found]


def test_long_paths_are_followed_to_their_end() -> None:
    """Whoever would be missing in turn two steps away is overlooked."""
    assert seats_of(at_once("AB", "BC"), ("AB", "B"), ("BC", "C")) == [{"A", "B", "C"}]


def test_people_who_could_move_are_moved_first() -> None:
    """Seats that a better schedule fills, or whose people have nothing to do with the shortage, stand in the proof."""
    assert seats_of(at_once("ABC", "B"), ("ABC", "B")) == [{"A", "C"}]
    assert seats_of(at_once("A", "BC", "B"), ("BC", "B")) == []


def test_seats_that_do_not_matter_are_left_out() -> None:
    """A proof lists sessions and people without which it says as much."""
    other = session("other", "10:00", "11:00")
    free = vm.Volunteer("bo", skills={"art": 1})
    art = attrs.evolve(LESSON, roles=[vm.Role("lead", skill="music")])
    problem = vm.Problem([vm.Volunteer("li"), free], [art, TOUR, other])
    found = told(problem, schedule(problem, ("li", "tour"), ("bo", "other")))
    assert [[seats.session for seats in proof.seats] for proof in found.found] == [["lesson"]]
    assert found.found[0].people == ()
    assert "nobody could take any of these seats" in found.sentence()


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [
        (vm.Limit("day", max_sessions=1), 1, "at most 1 session on Mon 2026-07-20"),
        (vm.Limit("week", max_sessions=2), 2, "at most 2 sessions in the week from Mon 2026-07-20"),
        (vm.Limit("horizon", max_hours=2.5), 2, "at most 2.5 hours in all"),
        (vm.Limit(vm.Days(3), max_hours=1.5), 1, "at most 1.5 hours in the 3 days from Mon 2026-07-20"),
        (
            vm.Limit("week", max_sessions=0, kind="art"),
            0,
            "at most 0 sessions of the kind art in the week from Mon 2026-07-20",
        ),
    ],
)
def test_each_limit_is_counted_and_named(limit: vm.Limit, most: int, reason: str) -> None:
    """A limit is not heeded, or not told."""
    listed = [session(f"s{hour}", f"{hour}:00", f"{hour + 1}:00", kind="art") for hour in (10, 12, 14)]
    problem = vm.Problem([vm.Volunteer("li", limits=[limit])], listed)
    made = schedule(problem, *(("li", one.id) for one in listed[:most]))
    (proof,) = told(problem, made).found
    assert (proof.need, proof.supply, proof.missing, proof.explains_all) == (3, most, 3 - most, True)
    assert str(proof.people[0].shares[0].reason) == reason


def test_periods_are_added_up() -> None:
    """Two limits hold at once, and only one of them is counted: weeks of two days with one session each."""
    days = [20, 20, 21, 21, 22, 27, 27]
    listed = [session(f"s{number}", f"{10 + number}:00", f"{11 + number}:00", day) for number, day in enumerate(days)]
    limits = [vm.Limit("day", max_sessions=1), vm.Limit("week", max_sessions=2)]
    problem = vm.Problem([vm.Volunteer("li", limits=limits)], listed)
    (*_, proof) = told(problem, schedule(problem, ("li", "s0"), ("li", "s2"), ("li", "s5"))).found
    found = told(problem, schedule(problem, ("li", "s0"), ("li", "s2"), ("li", "s5")))
    assert (found.empty, found.missing) == (4, 4)
    adds_up(problem, proof)


def test_only_what_must_hold_counts() -> None:
    """A rule at another level, absent, or about others proves that seats must stay empty."""
    limit = vm.Limit("day", max_sessions=1)
    people = [vm.Volunteer("li", limits=[limit])]
    later = session("later", "14:00", "15:00")
    only_bo = vm.Where(volunteers=vm.VolunteerFilter(trait="guest"))
    words = vm.Words(traits=["guest"])
    for rules in ([Limits(level=2), Cover()], [Limits(where=only_bo), Cover()]):
        problem = vm.Problem(people, [LESSON, later], rules=only(rules), words=words)
        assert told(problem, schedule(problem, ("li", "lesson"))).missing == 0
    problem = vm.Problem(people[:1], [LESSON, later], rules=only([Cover()]))
    assert told(problem, schedule(problem, ("li", "lesson"))).missing == 1
    for rules in ([NoOverlap(level=1), Cover()], [NoOverlap(where=only_bo), Cover()]):
        problem = vm.Problem([vm.Volunteer("li")], [LESSON, TOUR], rules=only(rules), words=words)
        assert told(problem, schedule(problem, ("li", "lesson"))).missing == 0


def test_a_choice_of_times_is_not_taken_for_a_clash() -> None:
    """Sessions that may be moved apart count as if one person could not do both."""
    open_ = vm.Session("open", minutes=60, starts=[at("10:00"), at("15:00")], roles=[vm.Role("helper")])
    problem = vm.Problem([vm.Volunteer("li")], [LESSON, open_])
    made = schedule(problem, ("li", "lesson"))
    assert told(problem, made).missing == 0
    stuck = attrs.evolve(open_, starts=[at("10:00"), at("10:30")])
    problem = vm.Problem([vm.Volunteer("li")], [LESSON, stuck])
    assert told(problem, schedule(problem, ("li", "lesson"))).missing == 1


def test_the_way_between_places_counts() -> None:
    """Two sessions that follow each other too far apart count as two for one person."""
    here, there = (
        session(name, *hours, place=name) for name, hours in (("a", ("09:00", "10:00")), ("b", ("10:00", "11:00")))
    )
    for minutes, missing in ((0, 0), (30, 1)):
        places, way = [vm.Place("a"), vm.Place("b")], vm.Travel(default_minutes=minutes)
        problem = vm.Problem([vm.Volunteer("li")], [here, there], places=places, travel=way)
        assert told(problem, schedule(problem, ("li", "a"))).missing == missing


def test_what_no_sum_explains_is_said() -> None:
    """Another rule keeps a seat empty, and the reader is told that arithmetic proves it, or nothing."""
    early = session("early", "12:00", "13:00")
    rules = [
        MinRest(hours=11),
        Banned(bans=[Ban(volunteer="bo", session="lesson"), Ban(volunteer="bo", session="early")]),
        Cover(),
    ]
    problem = vm.Problem([vm.Volunteer("li"), vm.Volunteer("bo")], [LESSON, early], rules=only(rules))
    made = schedule(problem, ("li", "lesson"))
    levels = vm.check(problem, made).levels
    unproved = told(problem, made, levels=levels)
    assert (unproved.found, unproved.empty, unproved.level, unproved.is_proved) == ((), 1, 1, False)
    assert "it is not proved" in unproved.sentence()
    proved = told(problem, made, levels=[attrs.evolve(one, bound=one.value) for one in levels], status="optimal")
    assert (proved.level, proved.is_proved, proved.explains_all) == (1, True, False)
    assert "has proved that level 1 cannot cost less" in proved.sentence()
    other = [attrs.evolve(one, value=one.value - 1, bound=one.value - 1) for one in levels]
    assert not told(problem, made, levels=other).is_proved


def test_a_full_schedule_lacks_nothing() -> None:
    """Somebody reads of a shortage where there is none, or a session left out counts as one."""
    problem = vm.Problem([vm.Volunteer("li")], [LESSON, attrs.evolve(TOUR, optional=True)])
    found = told(problem, schedule(problem, ("li", "lesson"), dropped=["tour"]))
    assert (found.found, found.empty, found.explains_all) == ((), 0, True)
    assert found.sentence() == "no seat below the least number of people is empty"


def test_without_a_schedule_there_is_nothing_to_explain() -> None:
    """The user gets a foreign traceback for an infeasible problem."""
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    with pytest.raises(vm.OptionError):
        shortage(vm.Problem([], []), none)


def test_a_scarce_programme_is_explained_for_the_most_part() -> None:
    """In a made-up programme with sites, ways, skills and limits, hardly any empty seat of a good schedule is explained."""
    problem = TOWN.problem(seed=1, sizes={"volunteers": 12, "sessions": 40})
    outcome = vm.solve(problem, time_limit=20, seed=0)
    found = shortage(problem, outcome)
    for proof in found.found:
        adds_up(problem, proof)
    assert 0 < found.missing <= found.empty
    assert found.missing >= 0.8 * found.empty
