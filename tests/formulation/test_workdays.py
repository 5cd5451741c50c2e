"""Rules that ask who works on which day share the answer."""

import volmatch as vm
from by_hand import session
from volmatch.columns.compile import compile_problem
from volmatch.formulation.builder import Builder
from volmatch.formulation.encoder import Encoder
from volmatch.formulation.legality import formulate
from volmatch.formulation.vocabulary.workdays import Workdays, workdays

TWICE = [
    session(f"{half}-{day}", clock, "23:00", day=day)
    for day in (18, 19, 20)
    for half, clock in (("a", "08:00"), ("b", "15:00"))
]
PEOPLE = [vm.Volunteer("li"), vm.Volunteer("wang"), vm.Volunteer("zhao", available=[])]
LI = vm.Where(volunteers=vm.VolunteerFilter(id="li"))
ONE = vm.Where(sessions=vm.SessionFilter(id=[one.id for one in TWICE if one.id.startswith("a")]))


def begun() -> Builder:
    """Return a formulation to which no rule has added anything yet."""
    return formulate(compile_problem(vm.Problem(PEOPLE, TWICE, rules=vm.rules.only([]))))


def asked(*wheres: tuple[vm.Where, int]) -> list[Workdays]:
    """Return the workdays that filters get at a level each, one after another."""
    f = begun()
    return [workdays(Encoder(f, level, 1), where) for where, level in wheres]


def test_what_was_asked_before_is_not_made_again() -> None:
    """Each rule has variables of its own for the same thing, which an engine has to find out."""
    alone, everybody, higher = asked((LI, 0), (vm.Where(), 0), (vm.Where(), 2))
    assert everybody.column[0].tolist() == alone.column[0].tolist()
    assert higher.column.tolist() == everybody.column.tolist()
    assert len(set(everybody.column[:2].ravel().tolist())) == 6


def test_a_must_does_not_lean_on_what_only_a_goal_has() -> None:
    """A row that must hold uses a variable that the first levels do not know."""
    goal, must = asked((LI, 2), (LI, 0))
    assert not set(goal.column.ravel().tolist()) & set(must.column.ravel().tolist())


def test_days_without_a_candidate_have_no_variable_and_those_with_one_are_that_candidate() -> None:
    """Somebody who cannot work counts as one who might; or a Boolean is made that only repeats another."""
    (days,) = asked((ONE, 0))
    assert days.column[2].tolist() == [-1, -1, -1]
    f = begun()
    assert days.column[:2].max() < f.tables.candidate_volunteer.size


def test_only_the_weekdays_asked_for_are_there() -> None:
    """A rule about weekends makes variables for the whole week."""
    f = begun()
    before = f.size
    days = workdays(Encoder(f, 0, 1), LI, weekdays=(5,))
    assert (days.column >= 0).tolist() == [[True, False, False]]
    assert f.size == before + 1
