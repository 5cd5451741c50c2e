"""Why a seat is empty: everybody stands under one reason, the first that really keeps them out, and who is near is near."""

import attrs
import pytest
from examples.study_halls import study_halls
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import schedule, session
from own_rule import Variety
from volmatch.errors import OptionError
from volmatch.explain.empty import WhyEmpty, why_empty
from volmatch.explain.preflight.trial import BoundTrial
from volmatch.rule import name_of
from volmatch.rules import Ban, Banned, Cover, Wishes, musts, only
from volmatch.testing import problems, rule_lists, schedules

PEOPLE = [
    vm.Volunteer("li", name="Li"),
    vm.Volunteer("wang", name="Wang", available=[]),
    vm.Volunteer("bo", name="Bo", limits=[vm.Limit("day", max_sessions=1)]),
]
TEA, WALK, TALK = session("tea", "10:00", "11:00"), session("walk", "10:30", "12:00"), session("talk", "14:00", "15:00")


def asked(problem: vm.Problem, made: vm.Schedule, session_id: str, role: str = "helper") -> WhyEmpty:
    """Return why seats of a role are empty."""
    return why_empty(problem, vm.Outcome(schedule=made, status="feasible", stopped_by="time"), session_id, role)


def counts(told: WhyEmpty) -> list[tuple[str, tuple[str, ...]]]:
    """Return the reasons with their people."""
    return [(one.rule or one.kind, one.people) for one in told.reasons]


def first_placement(problem: vm.Problem, session_id: str) -> vm.Placement:
    """Return a session of fixed time in the first room that fits it."""
    one = problem.session(session_id)
    assert one is not None
    assert one.start is not None
    return vm.Placement(one.id, one.start, problem.fitting_rooms(one)[0].id)


def test_the_study_halls() -> None:
    """The counts are not those one finds with a finger on the list of volunteers."""
    problem = attrs.evolve(study_halls("en"), rules=None)  # two mornings by hand have too few adults for all its rules
    here, there = "yueling 07-24 homework", "ranli 07-24 homework"
    placements = [first_placement(problem, one) for one in (here, there)]
    crew = [vm.Assignment("chen-yutong", here, "tutor"), vm.Assignment("wang-haoran", there, "tutor")]
    dropped = [one.id for one in problem.sessions if one.id not in (here, there)]
    told = asked(problem, vm.Schedule(crew, placements, dropped), here, "tutor")
    assert told.empty == 2
    assert counts(told) == [
        ("free", ("zhao-yichen", "sun-jiayi", "ma-tianyu", "he-junjie")),
        ("available", ("li-siqi", "zhou-zixuan")),
        ("qualified", ("liu-xinyi", "guo-mengyao")),
        ("there", ("chen-yutong",)),
        ("no_overlap", ("wang-haoran",)),
    ]
    assert [one.volunteer for one in told.nearest] == ["he-junjie", "ma-tianyu", "sun-jiayi"]
    assert told.sentence() == (
        "2 seats as tutor in Yueling homework (Mon 2023-07-24 10:00) are empty: nothing is in the way of 4 people, 2 people "
        "are not free then, 2 people lack tutoring, 1 person serves there already and 1 person serves elsewhere around that "
        "time\n"
        "nothing is in the way of He Junjie\nnothing is in the way of Ma Tianyu\nnothing is in the way of Sun Jiayi"
    )
    assert told.sentence("zh")


def test_rules_about_several_duties() -> None:
    """Somebody who serves elsewhere, or enough, is said to be free; or not all that is in their way is told."""
    problem = vm.Problem(PEOPLE, [TEA, WALK, TALK])
    told = asked(problem, schedule(problem, ("li", "walk"), ("bo", "talk")), "tea")
    assert counts(told) == [("no_overlap", ("li",)), ("available", ("wang",)), ("limits", ("bo",))]
    assert [(one.volunteer, one.things) for one in told.nearest] == [("bo", 1), ("li", 1), ("wang", 1)]
    both = asked(problem, schedule(problem, ("bo", "walk")), "tea")
    assert [(one.volunteer, [found.rule for found in one.violations]) for one in both.nearest] == [
        ("li", []),
        ("wang", ["available"]),
        ("bo", ["no_overlap", "limits"]),
    ]


def test_rules_about_several_people() -> None:
    """Only the person's own duties are looked at, and who serves beside them is not."""
    tea = attrs.evolve(TEA, roles=[vm.Role("helper", target=2)])
    problem = vm.Problem(PEOPLE, [tea], rules=only([Banned(bans=[Ban(volunteer="li", other="bo")]), Cover(level=1)]))
    told = asked(problem, schedule(problem, ("bo", "tea")), "tea")
    assert counts(told) == [("banned", ("li",)), ("available", ("wang",)), ("there", ("bo",))]


def test_a_single_obstacle_is_nearer_than_two_clashes() -> None:
    """Whoever has time counts as near, however much else is in their way."""
    busy = [vm.Volunteer(id_, limits=[vm.Limit("day", max_sessions=1)]) for id_ in ("an", "bo", "cy")]
    walk = attrs.evolve(WALK, roles=[vm.Role("helper", target=3)])
    problem = vm.Problem([*busy, PEOPLE[1]], [TEA, walk])
    told = asked(problem, schedule(problem, *((one.id, "walk") for one in busy)), "tea")
    assert [(one.volunteer, one.things) for one in told.nearest] == [("wang", 1), ("an", 2), ("bo", 2)]


def test_the_same_words_count_once() -> None:
    """A limit that stands twice in the data makes somebody look farther away than the words tell."""
    twice = vm.Volunteer("an", limits=[vm.Limit("day", max_sessions=1)] * 2)
    problem = vm.Problem([twice, PEOPLE[1]], [TEA, TALK])
    told = asked(problem, schedule(problem, ("an", "talk")), "tea")
    assert [(one.volunteer, one.things) for one in told.nearest] == [("an", 1), ("wang", 1)]


def test_what_it_would_cost() -> None:
    """The levels decide otherwise than they do for the schedule as a whole."""
    people = [vm.Volunteer("li", wishes=[vm.Wish(session="tea", score=-3)])]
    problem = vm.Problem(people, [TEA], words=vm.Words(kinds=["none"]))
    for rules, said in (
        ([Wishes(level=1, scale="scores"), Cover(level=2)], ("costs", ("li",))),
        ([Cover(level=1), Wishes(level=2, scale="scores")], ("free", ("li",))),
        ([Cover(level=1, where=vm.Where(sessions=vm.SessionFilter(kind=["none"])))], ("no gain", ("li",))),
    ):
        ruled = attrs.evolve(problem, rules=only(rules))
        told = asked(ruled, schedule(ruled), "tea")
        assert counts(told) == [said]
        assert [(one.level, one.loss) for one in told.nearest[0].levels] == ([(1, 3)] if said[0] == "costs" else [])
        assert told.reasons[0].level == (1 if said[0] == "costs" else None)


def test_a_session_that_is_not_held() -> None:
    """People are offered a seat that is not there."""
    problem = vm.Problem(PEOPLE, [attrs.evolve(TEA, optional=True)])
    told = asked(problem, schedule(problem, dropped=["tea"]), "tea")
    assert counts(told) == [("not held", ("li", "bo")), ("available", ("wang",))]
    assert [(one.volunteer, one.things) for one in told.nearest] == [("bo", 1), ("li", 1), ("wang", 2)]


def test_a_rule_of_ones_own() -> None:
    """Only volmatch's own rules can be a reason, or a strange one has no words."""
    sessions = [attrs.evolve(one, kind="talk") for one in (TEA, TALK)]
    problem = vm.Problem(PEOPLE[:1], sessions, rules=only([Variety(), Cover(level=1)]))
    told = asked(problem, schedule(problem, ("li", "talk")), "tea")
    assert counts(told) == [("variety", ("li",))]
    assert told.reasons[0].text.sentence() == "1 person is kept out by the rule variety"


def test_slips() -> None:
    """A question about nothing is answered, or ends in a foreign error."""
    problem = vm.Problem(PEOPLE, [TEA])
    made = schedule(problem, ("li", "tea"))
    for session_id, role in (("tea", "helper"), ("tea", "lead"), ("cake", "helper")):
        with pytest.raises(OptionError):
            asked(problem, made, session_id, role)


@st.composite
def cases(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a problem and a schedule that keeps what must hold, as many of some random duties as go together."""
    problem = draw(problems(rules=lambda problem: rule_lists(problem, most=3)) | problems("small"))
    made = draw(schedules(problem))
    kept = attrs.evolve(made, assignments=())
    for duty in made.assignments:
        more = attrs.evolve(kept, assignments=(*kept.assignments, duty))
        kept = more if vm.check(problem, more).ok else kept
    return problem, kept


@given(cases())
@settings(max_examples=40)
def test_everybody_stands_under_their_first_reason(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """Somebody is counted twice or not at all, or under a reason without which they would still be kept out by it."""
    problem, made = case
    for one, role in empty_seats(problem, made):
        told = asked(problem, made, one.id, role.name)
        assert told.empty == role.target - made.heads(one.id, role.name)
        listed = [person for reason in told.reasons for person in reason.people]
        assert sorted(listed) == sorted(volunteer.id for volunteer in problem.volunteers)
        assert told.sentence("en")
        assert told.sentence("zh")
        for reason in told.reasons:
            for person in reason.people:
                if reason.kind == "rule":
                    assert reason.rule is not None
                    assert not check_with(problem, made, person, one, role).ok or one.id not in made.placement_of
                    passed = asked(without(problem, reason.rule), made, one.id, role.name)
                    assert all(other.rule != reason.rule for other in passed.reasons if person in other.people)
                else:
                    assert reason.kind == kind_of(problem, made, person, one, role)


def empty_seats(problem: vm.Problem, made: vm.Schedule) -> list[tuple[vm.Session, vm.Role]]:
    """Return the roles with fewer people than their target, if the schedule keeps what must hold."""
    if not vm.check(problem, made).ok:
        return []
    pairs = [(one, role) for one in problem.sessions for role in one.roles]
    return [(one, role) for one, role in pairs if made.heads(one.id, role.name) < role.target][:3]


def check_with(problem: vm.Problem, made: vm.Schedule, person: str, one: vm.Session, role: vm.Role) -> vm.CheckReport:
    """Judge a schedule with somebody added."""
    extra = vm.Assignment(person, one.id, role.name)
    return vm.check(problem, attrs.evolve(made, assignments=(*made.assignments, extra)))


def without(problem: vm.Problem, rule: str) -> vm.Problem:
    """Return a problem in which rules of a name must not hold, but are wanted last."""
    rules = [attrs.evolve(one, level=9) if name_of(type(one)) == rule else one for one in problem.rules]
    return attrs.evolve(problem, rules=only(rules))


def kind_of(problem: vm.Problem, made: vm.Schedule, person: str, one: vm.Session, role: vm.Role) -> str:
    """Return what the check says of somebody whom no rule of level 0 keeps out."""
    if one.id not in made.placement_of:
        return "not held"
    if any(duty.volunteer == person for duty in made.crews.get(one.id, ())):
        return "there"
    after = check_with(problem, made, person, one, role)
    before = vm.check(problem, made)
    assert after.ok
    return "free" if after.values < before.values else "costs" if after.values > before.values else "no gain"


@given(cases())
@settings(max_examples=30)
def test_the_nearest_are_nearest(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """Somebody with less in the way is passed over, or something in the way is not told."""
    problem, made = case
    for one, role in empty_seats(problem, made):
        told = asked(problem, made, one.id, role.name)
        trial = BoundTrial(problem, made, vm.check(problem, made).levels, one, role)
        known = []
        for volunteer in problem.volunteers:
            out = trial.out_of_order(volunteer)
            messages = {found.message for found in (*trial.seen_alone(volunteer), *out)}
            messages |= set() if out else {found.message for found in trial.broken(volunteer)}
            dearer = () if messages else trial.dearer(volunteer)[0]
            if not trial.has_role(volunteer.id):
                known.append((len(messages) + len(dearer), volunteer.id))
        assert [(near.things, near.volunteer) for near in told.nearest] == sorted(known)[:3]


@given(problems("small").flatmap(lambda problem: st.tuples(st.just(problem), schedules(problem))))
@settings(max_examples=30)
def test_what_the_data_demand_looks_at_one_person_at_a_time(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """A rule that every problem has says something else of a person's own duties than of all, so a trial may not cut them out."""
    problem, made = case
    for rule in musts():
        whole = list(rule.check(problem, made))
        parts = [
            found
            for volunteer in problem.volunteers
            for own in [[duty for duty in made.assignments if duty.volunteer == volunteer.id]]
            for found in rule.check(problem, vm.Schedule(own, [made.placement_of[duty.session] for duty in own]))
        ]
        assert sorted(whole, key=repr) == sorted(parts, key=repr)
