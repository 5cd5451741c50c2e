"""What a filter takes is read twice, in words and from codes; a slip in one of the two readings is seen."""

from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import at
from volmatch.columns import tables
from volmatch.columns.compile import compile_problem
from volmatch.columns.filters import sessions_taken, volunteers_taken
from volmatch.rules import Available
from volmatch.testing import problems
from volmatch.testing.rule_lists import wheres

PEOPLE = [
    vm.Volunteer("li", traits=["adult"], teams=["club"], available=[]),
    vm.Volunteer("wang", traits=["young"], teams=["school"], available=[]),
]
PLACES = [vm.Place("south"), vm.Place("hall", parent="south"), vm.Place("stage", parent="hall"), vm.Place("north")]
ROOMS = [vm.Room("big", "stage"), vm.Room("small", "north")]


def session(id_: str, day: int, **fields: Any) -> vm.Session:
    """Return a session on a morning of its own."""
    return vm.Session(id_, start=at("09:00", day), end=at("10:00", day), roles=[vm.Role("helper")], **fields)


SESSIONS = [
    session("choir", 20, kind="music", series="term", tags=["loud"], priority=2, place="stage"),
    session("chess", 21, kind="games", series="club", tags=["calm"], priority=1, place="north"),
    session("film", 22, priority=3, room=vm.RoomNeed()),
]

#: One filter for each field, that takes somebody or something and not everything.
ASKED = (
    vm.VolunteerFilter(id="li"),
    vm.VolunteerFilter(trait="adult"),
    vm.VolunteerFilter(team="club"),
    vm.SessionFilter(id="choir"),
    vm.SessionFilter(kind="music"),
    vm.SessionFilter(series="term"),
    vm.SessionFilter(tag="loud"),
    vm.SessionFilter(place="south"),
    vm.SessionFilter(priority=[2]),
)
Asked = vm.VolunteerFilter | vm.SessionFilter


def problem_of(asked: Asked) -> vm.Problem:
    """Return a problem in which nobody may serve where the filter takes them, and everybody elsewhere."""
    where = vm.Where(volunteers=asked) if isinstance(asked, vm.VolunteerFilter) else vm.Where(sessions=asked)
    return vm.Problem(PEOPLE, SESSIONS, places=PLACES, rooms=ROOMS, rules=[Available(where=where)])


def without(asked: Any, field: str) -> Any:
    """Return a filter that forgets one of its fields."""
    return None if asked is None else attrs.evolve(asked, **{field: None})


def in_words(monkeypatch: pytest.MonkeyPatch, kind: type[Asked], field: str) -> None:
    """Let the words forget a field."""
    real: Callable[..., bool] = kind.takes
    monkeypatch.setattr(kind, "takes", lambda self, *about: real(without(self, field), *about))


def in_columns(monkeypatch: pytest.MonkeyPatch, kind: type[Asked], field: str) -> None:
    """Let the columns forget a field."""
    if kind is vm.VolunteerFilter:
        monkeypatch.setattr(
            tables, "volunteers_taken", lambda codes, asked: volunteers_taken(codes, without(asked, field))
        )
    else:
        monkeypatch.setattr(
            tables, "sessions_taken", lambda codes, rank, asked: sessions_taken(codes, rank, without(asked, field))
        )


def field_of(asked: Asked) -> str:
    """Return the field that a filter asks about."""
    return next(name for name, value in attrs.asdict(asked).items() if value is not None)


def told(asked: Asked) -> str:
    """Return a filter's name for a test."""
    return f"{type(asked).__name__}.{field_of(asked)}"


def test_each_field_has_a_filter() -> None:
    """A filter has got a new field, and nobody looks whether both readings know it."""
    fields = {(kind, one.name) for kind in (vm.VolunteerFilter, vm.SessionFilter) for one in attrs.fields(kind)}
    assert {(type(asked), field_of(asked)) for asked in ASKED} == fields


@pytest.mark.parametrize("asked", ASKED, ids=told)
def test_both_readings_agree_on_each_field(asked: Asked) -> None:
    """A field of a filter means one thing in words and another in columns."""
    laws.same_set(problem_of(asked))


@pytest.mark.parametrize("plant", [in_words, in_columns])
@pytest.mark.parametrize("asked", ASKED, ids=told)
def test_a_slip_in_one_reading_is_seen(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, plant: Callable[[pytest.MonkeyPatch, type[Asked], str], None]
) -> None:
    """The two readings share what the slip is in, so that the law of the same set sees nothing."""
    problem = problem_of(asked)
    plant(monkeypatch, type(asked), field_of(asked))
    with pytest.raises(AssertionError):
        laws.same_set(problem)


def in_every_place(self: vm.SessionFilter, places: Iterable[str], problem: vm.Problem) -> bool:
    """Say that a session that may get rooms of several places is taken only if all of them are inside."""
    inside = (set(self.place or ()) & set(problem.enclosing_places(one)) for one in places)
    return all(inside)


def test_a_slip_about_rooms_of_several_places_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a session may be held is read once for both worlds."""
    problem = problem_of(vm.SessionFilter(place="south"))
    monkeypatch.setattr(vm.SessionFilter, "_takes_place", in_every_place)
    with pytest.raises(AssertionError):
        laws.same_set(problem)


@given(problems().flatmap(lambda drawn: st.tuples(st.just(drawn), wheres(drawn))))
def test_both_readings_agree(drawn: tuple[vm.Problem, vm.Where]) -> None:
    """Some filter on some problem takes other people or sessions in columns than in words."""
    problem, where = drawn
    settled = attrs.evolve(problem, rules=[Available(where=where)])
    where = next(rule.where for rule in settled.rules if isinstance(rule, Available))
    t = compile_problem(settled, [])
    assert t.takes_volunteers(where).tolist() == [where.takes_volunteer(one) for one in settled.volunteers]
    assert t.takes_sessions(where).tolist() == [where.takes_session(one, settled) for one in settled.sessions]
