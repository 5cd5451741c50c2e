"""Examples by hand for `NoClash`, and its laws: sessions for the same guests apart, overlapping, and touching."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from both_worlds import Told, judged
from by_hand import TO_COME, at, schedule, session
from supplies_at_random import AUDIENCES, Case, cases
from volmatch.rules.no_clash import NoClash
from volmatch.testing.rule_lists import wheres


@st.composite
def drawn(draw: st.DrawFn, problem: vm.Problem) -> vm.Rule:
    """Draw the rule: half the time with audiences of its own, of which one may be one of the sessions' too."""
    ids = [session.id for session in problem.sessions]
    borne = {audience for session in problem.sessions for audience in session.audiences}
    lists = (ids, ids[:1], ids[-1:])
    own = {name: draw(st.sampled_from(lists if name in borne else lists[:1])) for name in (AUDIENCES[0], "everybody")}
    own = {name: given for name, given in own.items() if len(given) > 1 or name in borne}
    return NoClash(
        audiences=draw(st.sampled_from(({}, own))),
        level=draw(st.sampled_from((0, 1, 2))),
        weight=draw(st.integers(1, 5)),
        where=draw(wheres(problem)),
    )


def fair(rule: NoClash) -> vm.Problem:
    """Return a morning of four sessions: songs, a film that overlaps them, tea right after them, and a walk all along."""
    guests = {"songs": ["children", "elders"], "film": ["elders", "children"], "tea": ["children"], "walk": []}
    times = {
        "songs": ("10:00", "11:00"),
        "film": ("10:30", "12:00"),
        "tea": ("11:00", "11:30"),
        "walk": ("09:00", "12:00"),
    }
    sessions = [attrs.evolve(session(id_, *times[id_]), audiences=names) for id_, names in guests.items()]
    return vm.Problem([], sessions, rules=vm.rules.only([rule]), words=TO_COME)


def said(rule: NoClash, *held: str) -> Told:
    """Return what the rule says when only some of the sessions were ever planned."""
    problem = fair(NoClash())
    problem = attrs.evolve(
        problem, sessions=[one for one in problem.sessions if one.id in held], rules=vm.rules.only([rule])
    )
    return judged(problem, schedule(problem), "no_clash")


def test_kept() -> None:
    """Sessions for different guests, or at different times, are said to clash."""
    assert said(NoClash(), "songs", "walk") == []
    assert said(NoClash(), "tea", "walk") == []


def test_broken() -> None:
    """Sessions for the same guests overlap and nothing is said, or once for each audience they share."""
    words = "songs and film overlap, and both are for children and elders"
    assert said(NoClash(), "songs", "film") == [((), ("songs", "film"), 1, words)]
    assert said(NoClash(), "film", "tea")[0][3] == "film and tea overlap, and both are for children"


def test_on_the_boundary() -> None:
    """Sessions that touch are said to overlap, or a minute in common is overlooked."""
    assert said(NoClash(), "songs", "tea") == []
    longer = attrs.evolve(session("songs", "10:00", "11:01"), audiences=["children"])
    tea = attrs.evolve(session("tea", "11:00", "11:30"), audiences=["children"])
    problem = vm.Problem([], [longer, tea], rules=vm.rules.only([NoClash()]), words=TO_COME)
    assert len(judged(problem, schedule(problem), "no_clash")) == 1


def test_the_rule_names_audiences_too() -> None:
    """An audience named in the rule is overlooked, or stands apart from the sessions' own of the same name."""
    assert said(NoClash(audiences={"the Lis": ["walk", "songs"]}), "songs", "walk")[0][3] == (
        "songs and walk overlap, and both are for the Lis"
    )
    assert len(said(NoClash(audiences={"elders": ["walk"]}), "songs", "walk")) == 1


def test_where_must_take_both() -> None:
    """A filter on sessions is heeded for one of the two only, or one on volunteers is heeded."""
    only_songs = vm.Where(sessions=vm.SessionFilter(id="songs"))
    nobody = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert said(NoClash(where=only_songs), "songs", "film") == []
    assert len(said(NoClash(where=nobody), "songs", "film")) == 1


def test_times_are_chosen_so() -> None:
    """The rule is heeded in words only: the best schedule has both sessions at once."""
    starts = [at("10:00"), at("10:30"), at("11:00")]
    talks = [vm.Session(id_, minutes=60, starts=starts, audiences=["elders"]) for id_ in ("one", "two")]
    outcome = vm.solve(vm.Problem([], talks, rules=vm.rules.only([NoClash(), vm.rules.Cover()]), words=TO_COME))
    assert outcome.schedule is not None
    assert outcome.levels[0].value == 0
    assert {one.start for one in outcome.schedule.placements} == {starts[0], starts[2]}


def test_slips_are_refused() -> None:
    """An audience that goes to a session nobody knows is taken."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\].audiences.elders\[1\]: no session has this id"):
        fair(NoClash(audiences={"elders": ["walk", "wlak"]}))


def test_an_audience_of_one_session_is_refused() -> None:
    """A slip in the name of an audience is taken for one that meets nobody: the clash it should forbid is never seen."""
    with pytest.raises(
        vm.ProblemError, match=r"audiences.eldres: .*no session names this audience; did you mean elders\?"
    ):
        fair(NoClash(audiences={"eldres": ["walk"]}))
    with pytest.raises(vm.ProblemError, match=r"audiences.all: .*name two, or the audience at another session"):
        vm.Problem(
            [], [session("walk", "09:00", "12:00")], rules=vm.rules.only([NoClash(audiences={"all": ["walk", "walk"]})])
        )


@settings(max_examples=25)
@given(cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
