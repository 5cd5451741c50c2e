"""Letters: what they tell their reader is right, they read well in both languages, and they tell nothing about anybody else."""

import datetime as dt
import itertools
import re
from pathlib import Path

import attrs
import pytest
from examples.study_halls import study_halls
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from by_hand import schedule, session, span
from volmatch.explain.letter import Letter, letter
from volmatch.rules import Ban, Banned, Cover, IfNeeded, Limits, Mentor, Together, Wishes, only
from volmatch.testing import problems, rule_lists, schedules
from volmatch.text import LANGUAGES

GOLDEN = Path(__file__).parent.parent / "golden"
CHINA = dt.timezone(dt.timedelta(hours=8))


def told(problem: vm.Problem, made: vm.Schedule, volunteer: str) -> Letter:
    """Return the letter to somebody about a schedule."""
    return letter(problem, vm.Outcome(schedule=made, status="feasible", stopped_by="time"), volunteer)


def week(lang: str) -> tuple[vm.Problem, vm.Schedule]:
    """Return the first days of the study halls and a schedule made by hand: two lessons, and who helps with homework."""
    whole = study_halls(lang)
    days = tuple(one for one in whole.sessions if one.candidate_starts[0].day <= 25)
    problem = attrs.evolve(whole, sessions=days)
    roles = {one.id: one.roles[0].name for one in days}
    crew = [
        ("chen-yutong", "yueling 07-24 homework"),
        ("wang-haoran", "ranli 07-24 homework"),
        ("chen-yutong", "yueling 07-24 drawing"),
        ("liu-xinyi", "yueling 07-25 drawing"),
        ("ma-tianyu", "yueling 07-25 homework"),
        ("chen-yutong", "ranli 07-25 morning games"),
    ]
    placements = [
        vm.Placement(one.id, one.candidate_starts[-1], problem.fitting_rooms(one)[0].id)
        for one in days
        if one.id != "ranli 07-25 singing"
    ]
    assignments = [vm.Assignment(who, what, roles[what]) for who, what in crew]
    return problem, vm.Schedule(assignments, placements, ["ranli 07-25 singing"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_letter_reads_as_it_did(lang: str) -> None:
    """A word of the letter changed, and nobody looked at it."""
    problem, made = week(lang)
    chen, *others = problem.volunteers
    singing = next(one.kind for one in problem.sessions if one.id == "ranli 07-25 singing")
    more = [vm.Wish(place="ranli", score=-1), vm.Wish(kind=singing, score=1)]
    chen = attrs.evolve(chen, wishes=[*chen.wishes, *more])
    text = told(attrs.evolve(problem, volunteers=[chen, *others]), made, "chen-yutong").sentence(lang)
    assert text.splitlines() == (GOLDEN / f"letter.{lang}.txt").read_text(encoding="utf-8").splitlines()


ART = attrs.evolve(session("art", "10:00", "11:00", kind="art"), name="Art")
TOUR = attrs.evolve(session("tour", "10:30", "12:00"), name="Tour")
TALK = attrs.evolve(session("talk", "14:00", "15:00"), name="Talk")
FOR_ART = vm.Wish(session="art", score=1)
LI = vm.Volunteer("li", name="Li", wishes=[FOR_ART])
PLACES = [vm.Place("here"), vm.Place("there")]


def why(
    volunteer: vm.Volunteer = LI,
    *serves: tuple[str, str],
    art: vm.Session = ART,
    dropped: tuple[str, ...] = (),
    rules: list[vm.Rule] | None = None,
) -> tuple[str, str]:
    """Return why li does not serve in the art session, and in which words."""
    problem = vm.Problem(
        [volunteer, vm.Volunteer("bo", name="Bo")],
        [art, TOUR, TALK],
        rules=None if rules is None else only(rules),
        places=PLACES,
        travel=vm.Travel(default_minutes=30),
    )
    (wish,) = told(problem, schedule(problem, *serves, dropped=dropped), "li").wishes
    (missed,) = wish.missed
    return missed.why, str(missed)


def line(reason: str) -> str:
    """Return the line that tells a reason."""
    return f"  - Art (Mon 2026-07-20): {reason}"


def test_each_reason_is_told() -> None:
    """Somebody is told a wrong reason why they did not get what they wished for."""
    busy, taken = ("li", "tour"), ("bo", "art")
    assert why(LI, dropped=("art",)) == ("not_held", line("not held this time"))
    assert why(attrs.evolve(LI, available=[span("13:00", "16:00")])) == (
        "not_free",
        line("you are not free at that time"),
    )
    skilled = attrs.evolve(ART, roles=[vm.Role("lead", skill="drawing", level=2)])
    assert why(art=skilled) == ("not_qualified", line("the role asks for something else: lacks drawing"))
    far = attrs.evolve(LI, home="there", max_travel_minutes=10)
    assert why(far, art=attrs.evolve(ART, place="here")) == ("too_far", line("the way there is longer than you accept"))
    assert why(LI, busy) == ("clash", line("it clashes with Tour (Mon 2026-07-20), where you serve"))
    tired = attrs.evolve(LI, limits=[vm.Limit("day", max_sessions=1)])
    assert why(tired, ("li", "talk")) == ("limit", line("it would be more than the limit you set"))
    assert why(LI, taken) == ("taken", line("all places there are taken"))
    assert why(LI) == ("plan", line("it did not fit into the plan as a whole"))
    ban = Banned(bans=[Ban(volunteer="li", kind="art")])
    assert why(LI, taken, rules=[ban, Cover()]) == ("not_open", line("not open to you this time"))


def test_a_reason_of_their_own_goes_first() -> None:
    """Somebody who is not free reads that a session was not open to them, or that others had taken it."""
    ban = Banned(bans=[Ban(volunteer="li", kind="art")])
    assert why(attrs.evolve(LI, available=[]), ("bo", "art"), rules=[ban])[0] == "not_free"
    two_roles = attrs.evolve(ART, roles=[vm.Role("helper"), vm.Role("lead", skill="drawing")])
    assert why(LI, ("bo", "art"), art=two_roles)[0] == "taken"


def test_what_somebody_else_cannot_do_is_no_reason() -> None:
    """Where another person is in two places at once, the reader is told that they are."""
    assert why(LI, ("bo", "art"), ("bo", "tour"))[0] == "taken"


def test_a_limit_that_need_not_hold_is_no_reason() -> None:
    """Somebody reads that their limit is in the way where the problem lets it be passed."""
    tired = attrs.evolve(LI, limits=[vm.Limit("day", max_sessions=1)])
    assert why(tired, ("li", "talk"), rules=[Limits(level=1)])[0] == "plan"


def wish_lines(*wishes: vm.Wish, serves: tuple[str, ...] = (), lang: str = "en") -> list[str]:
    """Return what the letter says of wishes in six courses, of which some are served."""
    days = [
        attrs.evolve(session(f"c{day}", "10:00", "11:00", day, kind="art", place="here"), series="term")
        for day in range(20, 26)
    ]
    people = [attrs.evolve(LI, wishes=wishes), vm.Volunteer("bo")]
    problem = vm.Problem(people, days, places=PLACES, words=vm.Words(kinds=["dance"]))
    made = schedule(problem, *(("li" if one in serves else "bo", one) for one in (day.id for day in days)))
    return [text.sentence(lang) for wish in told(problem, made, "li").wishes for text in wish.texts()]


def test_wishes_are_counted() -> None:
    """A wish is told as met where it is not, or the other way round."""
    every = tuple(f"c{day}" for day in range(20, 26))
    art, term, place = vm.Wish(kind="art", score=2), vm.Wish(series="term", score=-1), vm.Wish(place="here", score=-1)
    assert wish_lines(art, serves=every) == ["- You wished for art: all 6 are yours."]
    assert wish_lines(vm.Wish(session="c20", score=1), serves=every) == ["- You wished for c20: it is yours."]
    assert wish_lines(term) == ["- You would rather not serve in term: you are spared."]
    assert wish_lines(place, serves=("c21",)) == [
        "- You would rather not serve in here: you are needed in 1 of 6: c21 (Tue 2026-07-21)."
    ]
    assert wish_lines(vm.Wish(kind="art", score=0), vm.Wish(kind="dance", score=3)) == []
    assert wish_lines(art, serves=("c20",)) == [
        "- You wished for art: you serve in 1 of 6.",
        "  - c21 (Tue 2026-07-21), c22 (Wed 2026-07-22), c23 (Thu 2026-07-23) and 2 more: all places there are taken",
    ]


def test_hours_offers_and_shares() -> None:
    """Hours are added up wrong, an offer taken up goes without thanks, or the average is another one."""
    offers = [span("10:00", "11:00", if_needed=True), span("14:00", "15:00")]
    people = [
        vm.Volunteer("li", name="Li", available=offers, served_hours=2.5),
        *(vm.Volunteer(name) for name in ("bo", "wang")),
        vm.Volunteer("never", available=[]),
    ]
    problem = vm.Problem(people, [ART, TOUR, TALK])
    made = schedule(problem, ("li", "art"), ("li", "talk"), ("bo", "tour"))
    found = told(problem, made, "li")
    assert (found.minutes, found.if_needed, found.people, found.average_minutes) == (120, ("art",), 3, 70)
    assert found.sentence().splitlines() == [
        "Dear Li,",
        "",
        "This time you have 2 duties, 2 hours in all:",
        "- Mon 2026-07-20, 10:00-11:00: Art, as helper",
        "- Mon 2026-07-20, 14:00-15:00: Talk, as helper",
        "",
        "1 duty is at a time you offered only if needed: Art (Mon 2026-07-20).",
        "You serve 2 hours; those who may serve do 1.17 hours on average.",
        "Before this plan you had given 2.5 hours.",
        "",
        "Thank you for giving your time.",
    ]
    assert str(told(problem, made, "never")).splitlines()[2] == "This time there is no duty for you."


def test_of_two_people_no_average_is_told() -> None:
    """From the average and their own hours, one of two learns what the other one does."""
    problem = vm.Problem([LI, vm.Volunteer("bo"), vm.Volunteer("never", available=[])], [ART, TALK])
    found = told(problem, schedule(problem, ("bo", "talk")), "li")
    assert (found.people, found.average_minutes) == (2, None)
    assert "average" not in found.sentence()


def test_unknown_people_and_missing_schedules_are_refused() -> None:
    """The user gets a foreign traceback for a slip."""
    problem = vm.Problem([LI], [ART])
    with pytest.raises(vm.OptionError, match="lee"):
        told(problem, schedule(problem), "lee")
    with pytest.raises(vm.OptionError):
        letter(problem, vm.Outcome(schedule=None, status="infeasible", stopped_by="proof"), "li")


def secrets_of(number: int, person: vm.Volunteer, *, with_home: bool) -> vm.Volunteer:
    """Return somebody whose every word is found nowhere else."""
    count = itertools.count()

    def word() -> str:
        return f"zq{number}x{next(count)}qz"

    return attrs.evolve(
        person,
        id=f"{word()}",
        name=word(),
        home=word() if with_home else None,
        skills={**person.skills, word(): vm.Skill(2, dt.date(2031 + number, 1, 1))},
        traits=[*person.traits, word()],
        teams=[*person.teams, word()],
        limits=[*person.limits, vm.Limit("week", max_sessions=9, kind=word())],
        wishes=[*person.wishes, vm.Wish(kind=word(), score=2), vm.Wish(series=word(), score=-1)],
    )


def words_of(person: vm.Volunteer) -> set[str]:
    """Return the words that only this person's data hold."""
    return set(re.findall(r"zq\d+x\d+qz", repr(person)))


def with_secrets(problem: vm.Problem) -> vm.Problem:
    """Return a problem in which everybody has words of their own, with a home that nobody else has."""
    people = [
        secrets_of(number, person, with_home=bool(problem.places)) for number, person in enumerate(problem.volunteers)
    ]
    homes = [vm.Place(one.home) for one in people if one.home is not None]
    kinds = {*problem.words.kinds, *(limit.kind for one in people for limit in one.limits if limit.kind)}
    kinds |= {wish.kind for one in people for wish in one.wishes if wish.kind}
    series = {*problem.words.series, *(wish.series for one in people for wish in one.wishes if wish.series)}
    words = attrs.evolve(problem.words, kinds=sorted(kinds), series=sorted(series))
    return attrs.evolve(problem, volunteers=people, places=[*problem.places, *homes], words=words)


@st.composite
def private(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a problem with secrets and rules that name people, and any schedule of it."""
    drawn = draw(problems("small"))
    problem = with_secrets(drawn)
    ids = [one.id for one in problem.volunteers]
    rules = draw(rule_lists(problem, most=3))
    if len(ids) > 1:
        one, other = draw(st.permutations(ids))[:2]
        sessions = [one.id for one in problem.sessions]
        bans = [Ban(volunteer=one, other=other), Ban(volunteer=other, session=draw(st.sampled_from(sessions)))]
        rules += [Banned(bans=bans), Together(sets=[[one, other]])]
        rules += [Mentor(trainee="adult", mentor="checked"), IfNeeded(), Wishes(level=2, scale="scores")]
    problem = attrs.evolve(problem, rules=only(rules))
    return problem, draw(schedules(problem))


@settings(max_examples=60)
@given(private())
def test_a_letter_tells_nothing_about_others(case: tuple[vm.Problem, vm.Schedule]) -> None:
    """A letter to one person holds a word that only another person's data hold."""
    problem, made = case
    for reader in problem.volunteers:
        others = set[str]().union(*(words_of(one) for one in problem.volunteers if one is not reader))
        found = told(problem, made, reader.id)
        for text in (repr(found), *(found.sentence(lang) for lang in LANGUAGES)):
            assert not others & set(re.findall(r"zq\d+x\d+qz", text))
        assert reader.name in found.sentence()


@settings(max_examples=40)
@given(private(), st.data())
def test_a_letter_does_not_depend_on_the_reasons_of_others(
    case: tuple[vm.Problem, vm.Schedule], data: st.DataObject
) -> None:
    """What somebody reads changes with another person's time, skills, limits, wishes or bans, so it gives them away."""
    problem, made = case
    reader = data.draw(st.sampled_from(problem.volunteers))
    people = [one if one is reader else vm.Volunteer(one.id) for one in problem.volunteers]
    rules = [
        attrs.evolve(rule, bans=[ban for ban in rule.bans if ban.volunteer == reader.id and ban.other is None])
        if isinstance(rule, Banned)
        else rule
        for rule in problem.rules
    ]
    other = attrs.evolve(problem, volunteers=people, rules=only(rules))
    one, two = (attrs.evolve(told(each, made, reader.id), average_minutes=None, people=0) for each in (problem, other))
    assert one == two
