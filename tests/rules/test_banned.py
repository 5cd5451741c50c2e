"""Examples by hand for `Banned`, and its laws: people kept from people, sessions and places, and what is told of it."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from rules_at_random import Case, at_random, cases
from volmatch.rules import Ban, Banned, only
from volmatch.testing.stage import KINDS, SERIES

PLACES = [vm.Place("city"), vm.Place("north", parent="city"), vm.Place("south", parent="city")]
Told = list[tuple[tuple[str, ...], tuple[str, ...], int, str]]


def day(*bans: Ban, where: vm.Where | None = None, level: int = 0) -> vm.Problem:
    """Return a problem with three people, an art lesson for two in the north of the city, and a talk in the south."""
    art = attrs.evolve(session("art", "10:00", "11:00", kind="lesson", place="north"), roles=[vm.Role("helper", max=3)])
    talk = attrs.evolve(session("talk", "14:00", "15:00", place="south"), series="talks", name="Talk")
    people = [vm.Volunteer(id_, name=id_.title()) for id_ in ("li", "wang", "zhao")]
    rules = [Banned(bans=bans, where=where or vm.Where(), level=level)]
    return vm.Problem(people, [art, talk], places=PLACES, rules=only(rules), words=TO_COME)


def breaches(problem: vm.Problem, *who_what: tuple[str, str]) -> Told:
    """Return what the rule says when these people do these sessions."""
    return told(problem, schedule(problem, *who_what), "banned")


APART = Ban(volunteer="li", other="wang")
ART = "the crew of art breaks the rule banned"
TALK = "the crew of Talk breaks the rule banned"


def test_kept() -> None:
    """Two people kept apart may not serve in different sessions, or a ban on one person binds another."""
    assert breaches(day(APART), ("li", "art"), ("zhao", "art"), ("wang", "talk")) == []
    assert breaches(day(Ban(volunteer="li", session="talk")), ("li", "art"), ("wang", "talk")) == []


def test_broken() -> None:
    """Two people kept apart meet, or somebody serves where they must not, and nothing or too much is said."""
    assert breaches(day(APART), ("wang", "art"), ("li", "art")) == [(("li", "wang"), ("art",), 1, ART)]
    assert breaches(day(Ban(volunteer="li", session="talk")), ("li", "talk")) == [(("li",), ("talk",), 1, TALK)]


def test_on_the_boundary() -> None:
    """The session after that of somebody one is kept from counts as the same, or a pair named both ways counts twice."""
    assert breaches(day(APART), ("li", "art"), ("wang", "talk"), ("zhao", "talk")) == []
    both_ways = day(APART, Ban(volunteer="wang", other="li"), level=1)
    assert vm.score(both_ways, schedule(both_ways, ("li", "art"), ("wang", "art"))) == (1,)


@pytest.mark.parametrize(
    ("ban", "sessions"),
    [
        (Ban(volunteer="li", session="art"), ["art"]),
        (Ban(volunteer="li", kind="lesson"), ["art"]),
        (Ban(volunteer="li", series="talks"), ["talk"]),
        (Ban(volunteer="li", place="south"), ["talk"]),
        (Ban(volunteer="li", place="city"), ["art", "talk"]),
        (Ban(volunteer="li", kind="walk"), []),
        (Ban(volunteer="wang", place="city"), []),
    ],
)
def test_what_a_ban_is_against(ban: Ban, sessions: list[str]) -> None:
    """A ban rules out other sessions than its field says; a place takes the places inside it."""
    found = breaches(day(ban), ("li", "art"), ("li", "talk"))
    assert [one[1] for one in found] == [(id_,) for id_ in sessions]


def test_a_place_counts_where_the_session_is_held() -> None:
    """A ban from a place is forgotten because the session could have been elsewhere, or holds when it is elsewhere."""
    walk = attrs.evolve(session("walk", "10:00", "11:00"), room=vm.RoomNeed())
    rooms = [vm.Room("a", "north"), vm.Room("b", "south")]
    rule = Banned(bans=[Ban(volunteer="li", place="north")])
    problem = vm.Problem(
        [vm.Volunteer("li")], [walk], places=PLACES, rooms=rooms, rules=only([rule, vm.rules.Cover()]), words=TO_COME
    )
    for room, count in (("a", 1), ("b", 0)):
        made = vm.Schedule([vm.Assignment("li", "walk", "helper")], [vm.Placement("walk", at("10:00"), room)])
        assert len(told(problem, made, "banned")) == count
    solved = vm.solve(problem).schedule
    assert solved is not None
    assert solved.placement_of["walk"].room == "b"


def test_two_bans_on_one_duty_count_once() -> None:
    """A duty costs more because it is ruled out twice over."""
    twice = day(Ban(volunteer="li", session="art"), Ban(volunteer="li", place="city"), level=1)
    assert vm.score(twice, schedule(twice, ("li", "art"))) == (1,)


def test_the_sentence_gives_no_reason() -> None:
    """Whoever reads the sentence learns who is kept from whom or what."""
    reasons = [
        APART,
        *(Ban(volunteer="li", **{field: word}) for field, word in (("kind", "lesson"), ("place", "north"))),
    ]
    for lang in ("en", "zh"):
        sentences = set()
        for ban in reasons:
            problem = day(ban)
            made = schedule(problem, ("li", "art"), ("wang", "art"))
            sentences |= {one.sentence(lang) for one in vm.check(problem, made).breaches}
        assert len(sentences) == 1
        assert not any(word in sentence for sentence in sentences for word in ("Li", "Wang", "lesson", "north"))


def test_where_says_whom_it_is_about() -> None:
    """A filter is not heeded; two people are kept apart only where it takes both."""
    alone = vm.Where(volunteers=vm.VolunteerFilter(id="li"))
    assert breaches(day(APART, where=alone), ("li", "art"), ("wang", "art")) == []
    assert len(breaches(day(Ban(volunteer="li", session="art"), where=alone), ("li", "art"))) == 1
    talks = vm.Where(sessions=vm.SessionFilter(series="talks"))
    assert breaches(day(APART, Ban(volunteer="li", session="art"), where=talks), ("li", "art"), ("wang", "art")) == []


@pytest.mark.parametrize("people", [None, "li", ("li", "wang")])
def test_words_and_columns_agree_on_the_examples(people: str | tuple[str, ...] | None) -> None:
    """The solver allows or prices something else than the check in the very examples above."""
    where = vm.Where(volunteers=vm.VolunteerFilter(id=people) if people else None)
    bans = APART, Ban(volunteer="zhao", place="city"), Ban(volunteer="wang", series="talks")
    laws.same_set(day(*bans, where=where))
    for crew in (("li", "wang"), ("wang", "zhao"), ("li", "wang", "zhao")):
        problem = day(*bans, where=where, level=1)
        laws.same_cost(problem, schedule(problem, *((who, "art") for who in crew), ("wang", "talk")))


def test_bans_name_what_there_is() -> None:
    """A ban with a slip in an id is taken and bans nothing, or one against two things or oneself is taken."""
    slips = [
        Ban(volunteer="lee", session="gala"),
        Ban(volunteer="li", other="wong"),
        Ban(volunteer="li", place="west"),
    ]
    with pytest.raises(vm.ProblemError) as caught:
        day(*slips)
    assert [fault.path for fault in caught.value.faults] == [
        "rules[0].bans[0].volunteer",
        "rules[0].bans[0].session",
        "rules[0].bans[1].other",
        "rules[0].bans[2].place",
    ]
    wrong = [Ban(volunteer="li"), Ban(volunteer="li", kind="a", place="north"), Ban(volunteer="li", other="li")]
    with pytest.raises(vm.ProblemError) as caught:
        day(*wrong)
    assert [fault.path for fault in caught.value.faults] == [
        "rules[0].bans[0].volunteer",
        "rules[0].bans[1].volunteer",
        "rules[0].bans[2].other",
    ]


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule: people are kept from each other at least as often as from anything else."""
    people = [volunteer.id for volunteer in problem.volunteers]
    pairs = [Ban(volunteer=a, other=b) for a in people for b in people if a != b]
    words = [("session", one.id) for one in problem.sessions] + [("place", one.id) for one in problem.places]
    words += [("kind", kind) for kind in KINDS] + [("series", series) for series in SERIES]
    others = st.sampled_from([Ban(volunteer=who, **{field: word}) for who in people for field, word in words])
    one = st.sampled_from(pairs) | others if pairs else others
    return at_random(Banned, problem, bans=st.lists(one, min_size=1, max_size=3))


@settings(max_examples=max(25, settings().max_examples // 2))
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """Words and columns of the rule differ, or one of the other laws does not hold."""
    laws.hold(*case)
