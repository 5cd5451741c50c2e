"""Advice by hand: what a coordinator reads, what is tried together, what time leaves out, and which slips are refused."""

from typing import Any

import attrs
import pytest

import volmatch as vm
from by_hand import at, session, span
from volmatch.explain.advice import Advice, Catalogue, Opening, OtherStarts, Training, advise, profiles_from
from volmatch.explain.advice.group_testing import Trial
from volmatch.explain.advice.possible_changes import Recruit
from volmatch.rules import Cover, ServeOnce, Wishes, only


def clinic(*rules: vm.Rule) -> vm.Problem:
    """Return two days of driving and cooking with too few people: Wei drives on Monday, Ana cooks on Monday only."""
    return vm.Problem(
        [
            vm.Volunteer("wei", name="Wei", skills={"drive": 1}, available=[span("08:00", "12:00")]),
            vm.Volunteer("ana", name="Ana", skills={"cook": 1}, available=[span("08:00", "18:00")]),
        ],
        [
            attrs.evolve(session("bus", "09:00", "10:00"), roles=[vm.Role("driver", skill="drive", min=2)]),
            attrs.evolve(session("lunch", "11:00", "12:00"), roles=[vm.Role("cook", skill="cook")]),
            attrs.evolve(session("trip", "09:00", "10:00", 21), roles=[vm.Role("driver", skill="drive", min=2)]),
        ],
        rules=only(rules) if rules else None,
    )


def advised(problem: vm.Problem, catalogue: Catalogue | None = None, **options: Any) -> Advice:
    """Solve and ask for advice, with all the time it takes."""
    return advise(problem, vm.solve(problem, time_limit=None), catalogue, time_limit=None, **options)


def test_a_coordinator_reads_whom_to_ask() -> None:
    """The hand-made example is told wrongly: three seats are empty, each suggestion says how many it fills."""
    catalogue = Catalogue(
        trainings=[Training("ana", "drive"), Training("wei", "cook")],
        openings=[Opening("wei", vm.Window("2026-07-21T08:00", "2026-07-21T12:00"))],
        starts=[OtherStarts("trip", ["2026-07-20T10:00"]), OtherStarts("lunch", ["2026-07-20T14:00"])],
    )
    advice = advised(clinic(), catalogue)
    assert [one.sentence() for one in advice.trainings.best] == [
        (
            "Ana with drive at level 1 would fill 1 more seat "
            "(level 1 (cover): 3 becomes 2, proved and level 2 (complete): 2 becomes 1, proved)"
        )
    ]
    assert [one.sentence() for one in advice.openings.best] == [
        (
            "Wei, if free from Tue 2026-07-21 08:00 to Tue 2026-07-21 12:00, would fill 1 more seat "
            "(level 1 (cover): 3 becomes 2, proved)"
        )
    ]
    assert [one.sentence() for one in advice.starts.best] == [
        "trip, if it may also start at Mon 2026-07-20 10:00, would help (level 1 (cover): 3 becomes 2, proved)"
    ]
    assert (advice.trainings.useless, advice.openings.useless, advice.starts.useless) == (1, 0, 1)


def test_without_a_catalogue_it_is_about_recruits() -> None:
    """Nobody is proposed for the empty seats by default, or somebody for the seats that are filled."""
    advice = advised(clinic())
    assert [one.sentence() for one in advice.recruits.best] == [
        (
            "One more volunteer with drive on Monday mornings (09:00 to 12:00) would fill 1 more seat "
            "(level 1 (cover): 3 becomes 2, proved and level 2 (complete): 2 becomes 1, proved)"
        ),
        (
            "One more volunteer with drive on Tuesday mornings (09:00 to 10:00) would fill 1 more seat "
            "(level 1 (cover): 3 becomes 2, proved)"
        ),
    ]
    assert advice.recruits.useless == 1
    assert str(advice).startswith(str(advice.recruits))


def test_only_the_best_are_listed() -> None:
    """More suggestions are listed than were asked for, or those left out are not counted."""
    told = advised(clinic(), most=1).recruits
    assert (len(told.best), told.others) == (1, 1)
    assert told.sentence().endswith("1 more would help too")


def test_changes_are_tried_together_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many newcomers who gain nothing each is tried by itself: far too slow for hundreds."""
    problem = attrs.evolve(clinic(), rules=only([Cover(level=1)]))
    useless = [vm.Volunteer(f"cook-{number}", skills={"cook": number + 1}) for number in range(16)]
    drivers = [vm.Volunteer("driver", skills={"drive": 1}), vm.Volunteer("twin", name="Twin", skills={"drive": 1})]
    tried: list[int] = []
    look_at = Trial._look_at

    def heard(self: Trial, row: int) -> None:
        tried.append(row)
        look_at(self, row)

    monkeypatch.setattr(Trial, "_look_at", heard)
    told = advised(problem, Catalogue(profiles=[*useless, *drivers])).recruits
    assert [one.gain for one in told.best] == [(2,), (2,)]
    assert len(tried) <= 2, "all cooks sit on the same seats, and so do both drivers"
    assert (told.useless, told.unexamined) == (16, 0)


@pytest.mark.parametrize("rule", [ServeOnce(level=1), Wishes(level=1, scale="scores")])
def test_newcomers_who_cost_something_are_tried_one_by_one(rule: vm.Rule) -> None:
    """Who helps is missed among others who only cost: all of them together gain nothing."""
    wish = [vm.Wish(session="lunch", score=2)]
    cooks = [
        vm.Volunteer(f"cook-{number}", skills={"cook": 1}, wishes=wish, served_hours=number) for number in range(4)
    ]
    driver = vm.Volunteer("driver", skills={"drive": 1})
    told = advised(clinic(Cover(level=1), rule), Catalogue(profiles=[*cooks[:2], driver, *cooks[2:]])).recruits
    assert [(one.change, one.gain) for one in told.best] == [(Recruit(told.best[0].change.profile), (2,))]  # type: ignore[union-attr]
    assert told.best[0].about.sentence() == "One more volunteer like driver"
    assert told.useless == 4


def test_a_gain_at_the_second_level_counts() -> None:
    """Only the first level is looked at, or the gain of the second is taken for one of the first."""
    helped = attrs.evolve(session("walk", "15:00", "16:00"), roles=[vm.Role("helper", min=1, target=3)])
    problem = vm.Problem([vm.Volunteer("wei")], [helped], words=vm.Words(kinds=["art"]))
    late = [vm.Volunteer(f"late-{number}", available=[span("16:00", "20:00")]) for number in range(3)]
    useful = [vm.Volunteer("two"), vm.Volunteer("one", wishes=[vm.Wish(kind="art", score=1)])]
    told = advised(problem, Catalogue(profiles=[*late, *useful])).recruits
    assert [one.gain for one in told.best] == [(0, 1), (0, 1)]
    assert (
        told.best[0].sentence()
        == "One more volunteer like two would fill 1 more seat (level 2 (target): 2 becomes 1, proved)"
    )
    assert advised(problem, Catalogue(profiles=useful), levels=1).recruits.useless == 2


def test_a_greater_gain_comes_first() -> None:
    """Suggestions stand in the order of the catalogue instead of that of their gains."""
    problem = clinic()
    one_day = vm.Volunteer("monday", skills={"drive": 1}, available=[span("08:00", "12:00")])
    told = advised(problem, Catalogue(profiles=[one_day, vm.Volunteer("both", skills={"drive": 1})])).recruits
    assert [(one.about.sentence(), one.gain[0]) for one in told.best] == [
        ("One more volunteer like both", 2),
        ("One more volunteer like monday", 1),
    ]


def test_a_yes_is_cut_out_of_absences() -> None:
    """Somebody who would be free after all stays away, or is there for longer than they said."""
    away = [
        vm.Window(at("08:00"), at("12:00")),
        vm.Window(at("12:00"), at("13:00")),
        vm.Window(at("20:00"), at("21:00")),
    ]
    problem = clinic()
    ana = attrs.evolve(problem.volunteers[1], away=away)
    problem = attrs.evolve(problem, volunteers=[problem.volunteers[0], ana])
    changed = Opening("ana", vm.Window("2026-07-20T10:00", "2026-07-20T13:00")).applied(problem).volunteer("ana")
    assert changed is not None
    assert list(changed.away) == [span("08:00", "10:00"), span("20:00", "21:00")]
    assert list(changed.available or ()) == [span("08:00", "18:00"), span("10:00", "13:00")]
    assert advised(problem, Catalogue(openings=[Opening("ana", span("11:00", "12:00"))])).openings.best[0].gain == (
        1,
        1,
    )


def test_other_starts_come_on_top() -> None:
    """A session that may begin at another time may no longer begin when it did, or lasts longer."""
    trip = OtherStarts("trip", ["2026-07-20T10:00", at("09:00", 21)]).applied(clinic()).session("trip")
    assert trip is not None
    assert (trip.candidate_starts, trip.length_minutes) == ((at("09:00", 21), at("10:00")), 60)


def test_training_never_unlearns() -> None:
    """A training takes away what somebody could do before, or a certificate still runs out after it."""
    problem = attrs.evolve(clinic(), volunteers=[vm.Volunteer("kim", skills={"drive": vm.Skill(3, "2026-07-01")})])
    kim = Training("kim", "drive", 2).applied(problem).volunteer("kim")
    assert kim is not None
    assert dict(kim.skills) == {"drive": vm.Skill(3)}


def test_what_is_not_examined_in_time_is_counted() -> None:
    """Suggestions vanish when there is no time, instead of being counted."""
    problem = clinic()
    catalogue = Catalogue(
        profiles=profiles_from(problem),
        trainings=[Training("ana", "drive"), Training("wei", "cook")],
        openings=[Opening("wei", span("08:00", "12:00", 21))],
    )
    advice = advise(problem, vm.solve(problem, time_limit=None), catalogue, time_limit=0)
    assert (advice.recruits.unexamined, advice.trainings.unexamined, advice.openings.unexamined) == (3, 2, 1)
    assert advice.fragile.unexamined == 2
    assert advice.slack.unexamined == 3
    assert advice.fewest_recruits is None
    assert not advice.is_complete


def test_an_outcome_that_proves_nothing_is_proved_first() -> None:
    """A bound is believed that another problem's outcome claims, or gains count from a schedule that is not the best."""
    problem = attrs.evolve(clinic(), rules=only([Cover(level=1)]))
    empty = vm.Schedule((), [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    lie = vm.LevelReport(level=1, value=5, bound=5)
    made = vm.Outcome(
        schedule=empty, status="optimal", stopped_by="proof", levels=(lie,), problem_fingerprint="another"
    )
    advice = advise(problem, made, Catalogue(trainings=[Training("ana", "drive")]), time_limit=None)
    assert advice.levels[0].value == 3
    assert advice.trainings.best[0].gain == (1,)
    assert advice.trainings.best[0].is_proved


def test_a_fixed_session_that_may_move_is_not_said_to_fill_seats() -> None:
    """The cost of a session that is left out is told as seats."""
    told = advised(clinic(), Catalogue(starts=[OtherStarts("trip", [at("10:00")])])).starts
    assert not told.best[0].counts_seats


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        (Catalogue(trainings=[Training("nobody", "drive")]), "the problem has no volunteer 'nobody'"),
        (Catalogue(trainings=[Training("ana", "drive", 0)]), "wanted a whole number from 1"),
        (Catalogue(trainings=[Training("ana", "drive", level=True)]), "wanted a whole number from 1"),
        (Catalogue(trainings=[Training("ana", "")]), "wanted a word"),
        (Catalogue(trainings=[Training(["ana"], "drive")]), "wanted an id"),  # type: ignore[arg-type]
        (Catalogue(openings=[Opening("ana", "today")]), "needs a Window"),  # type: ignore[arg-type]
        (Catalogue(openings=[Opening("nobody", span("08:00", "09:00"))]), "the problem has no volunteer 'nobody'"),
        (Catalogue(starts=[OtherStarts("nothing", [at("09:00")])]), "the problem has no session 'nothing'"),
        (Catalogue(starts=[OtherStarts("trip", [])]), "name at least one"),
        (Catalogue(starts=[OtherStarts("trip", ["noon"])]), "wanted a date and time"),
        (Catalogue(profiles=[vm.Volunteer("ana")]), "give the profile another id"),
        (Catalogue(profiles=[vm.Volunteer("x"), vm.Volunteer("x")]), "ids are unique"),
        (Catalogue(profiles=[vm.Volunteer("x", home="moon")]), "no place has this id"),
        (Catalogue(profiles=["x"]), "must be a Volunteer"),
        (Catalogue(openings=[Training("ana", "drive")]), "wanted Opening"),
    ],
)
def test_a_slip_in_the_catalogue_is_refused(catalogue: Catalogue, said: str) -> None:
    """A slip in the catalogue ends in a foreign traceback, or is not told."""
    problem = clinic()
    with pytest.raises(vm.OptionError, match=said):
        advise(problem, vm.solve(problem), catalogue)


@pytest.mark.parametrize(
    "options",
    [{"levels": 0}, {"levels": True}, {"most": 0}, {"time_limit": -1}, {"seed": -1}, {"catalogue": "all"}],
)
def test_an_option_that_makes_no_sense_is_refused(options: dict[str, object]) -> None:
    """An option that makes no sense is taken."""
    problem = clinic()
    with pytest.raises(vm.OptionError):
        advise(problem, vm.solve(problem), **options)  # type: ignore[arg-type]


def test_an_outcome_without_a_fitting_schedule_is_refused() -> None:
    """Advice is given about no schedule at all, or about one that breaks what must hold."""
    problem = clinic()
    with pytest.raises(vm.OptionError, match="no schedule"):
        advise(problem, vm.Outcome(schedule=None, status="infeasible", stopped_by="proof"))
    with pytest.raises(vm.OptionError, match="what must hold"):
        advise(problem, vm.Outcome(schedule=vm.Schedule(), status="optimal", stopped_by="proof"))
    with pytest.raises(vm.OptionError, match="wanted a list"):
        Catalogue(trainings="drive")
    with pytest.raises(vm.OptionError, match="wanted an Outcome"):
        advise(problem, vm.Schedule())  # type: ignore[arg-type]
