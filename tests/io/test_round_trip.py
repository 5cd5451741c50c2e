"""What is written to a file comes back equal, and equal values give equal bytes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from sample_problems import GOLDEN, every_field, with_history
from volmatch.problem.values import FrozenMap
from volmatch.rules import Cover, only, standard
from volmatch.testing import problems, rule_lists


def text_of(name: str) -> str:
    """Return a golden file."""
    return (GOLDEN / name).read_text(encoding="utf-8")


def test_a_problem_is_written_as_it_always_was() -> None:
    """The form of problem files changes, or a field is not written."""
    assert vm.io.dumps(every_field()) == text_of("every_field.problem.json")


@pytest.mark.parametrize("name", ["every_field.problem.json", "as_people_write_it.problem.json"])
def test_golden_problems_read_as_what_they_say(name: str) -> None:
    """A file of an earlier version is read otherwise than it was meant."""
    assert vm.io.read(GOLDEN / name) == every_field()


def test_a_golden_history_is_written_and_read_as_ever() -> None:
    """The form of the history changed, and files that were written before are no longer read."""
    assert vm.io.dumps(with_history()) == text_of("history.problem.json")
    assert vm.io.read(GOLDEN / "history.problem.json") == with_history()


def test_the_golden_problem_uses_every_field() -> None:
    """A new field is in no golden file, so nobody sees when its form changes."""
    records = (vm.Problem, vm.Volunteer, vm.Session, vm.Role, vm.RoomNeed, vm.Skill, vm.Days, vm.Limit, vm.Wish, vm.Place,
               vm.Room, vm.Travel, vm.Way, vm.Weekly, vm.Window, vm.PastDuty, vm.Where, vm.VolunteerFilter, vm.SessionFilter)  # fmt: skip
    wanted = {f"{cls.__name__}.{field.name}" for cls in records for field in attrs.fields(cls)}
    assert wanted - set(used(with_history())) == set()


def used(value: Any) -> Iterator[str]:
    """Yield the name of every field that is not left at its default, in a value and all that it holds."""
    if attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            held = getattr(value, field.name)
            if held != field.default:
                yield f"{type(value).__name__}.{field.name}"
            yield from used(held)
    for item in value if isinstance(value, tuple) else value.values() if isinstance(value, FrozenMap) else ():
        yield from used(item)


def assert_comes_back(problem: vm.Problem) -> None:
    """Make sure that a problem comes back equal, with the same hash, bytes and fingerprint."""
    text = vm.io.dumps(problem)
    again = vm.io.loads(text)
    assert isinstance(again, vm.Problem)
    assert again == problem
    assert hash(again) == hash(problem)
    assert vm.io.dumps(again) == text
    assert vm.io.fingerprint(again) == vm.io.fingerprint(problem)
    assert vm.io.loads(text.encode()) == problem


@given(problems("small"))
def test_problems_with_standard_rules_come_back_equal(problem: vm.Problem) -> None:
    """A problem changes on its way through a file."""
    assert_comes_back(problem)


@given(problems("tiny", rule_lists))
def test_problems_with_odd_rules_come_back_equal(problem: vm.Problem) -> None:
    """A rule changes on its way through a file, or its filter does."""
    assert_comes_back(problem)


def test_the_smallest_problem_comes_back_equal() -> None:
    """An empty problem is written without what makes it readable."""
    problem = vm.Problem([], [])
    assert_comes_back(problem)
    data = json.loads(vm.io.dumps(problem))
    assert list(data) == ["format", "timezone", "volunteers", "sessions", "standard", "rules"]
    assert len(data["rules"]) == len(standard(problem))


def test_an_empty_filter_comes_back_as_one() -> None:
    """A filter without conditions becomes no filter, and the problem another."""
    for where in (vm.Where(), vm.Where(volunteers=vm.VolunteerFilter()), vm.Where(sessions=vm.SessionFilter())):
        assert_comes_back(vm.Problem([], [], rules=only([Cover(where=where)])))


@given(problems("small"), st.randoms(use_true_random=False))
def test_equal_problems_have_one_fingerprint(problem: vm.Problem, random: Any) -> None:
    """The order of fields, or how a moment is written, shows in the fingerprint."""
    shuffled = _shuffled(json.loads(vm.io.dumps(problem)), random)
    again = vm.io.loads(json.dumps(shuffled))
    assert isinstance(again, vm.Problem)
    assert again == problem
    assert vm.io.fingerprint(again) == vm.io.fingerprint(problem)


def _shuffled(data: Any, random: Any) -> Any:
    if isinstance(data, dict):
        entries = [(key, _shuffled(item, random)) for key, item in data.items()]
        random.shuffle(entries)
        return dict(entries)
    return [_shuffled(item, random) for item in data] if isinstance(data, list) else data


def test_different_problems_have_different_fingerprints() -> None:
    """A schedule passes for one of another problem."""
    problem = every_field()
    others = [
        attrs.evolve(problem, volunteers=problem.volunteers[:1], rules=only(problem.rules[:6])),
        attrs.evolve(problem, timezone="Asia/Taipei"),
        attrs.evolve(problem, volunteers=problem.volunteers[::-1]),
        attrs.evolve(problem, rules=only(problem.rules[:-1])),
    ]
    assert len({vm.io.fingerprint(one) for one in [problem, *others]}) == 5


def test_the_fingerprint_is_the_same_everywhere() -> None:
    """The order of a set, a hash seed or the platform shows in the fingerprint."""
    golden = json.loads(text_of("every_field.schedule.json"))["problem"]
    assert vm.io.fingerprint(every_field()) == golden
    told = "import sys, volmatch as vm; print(vm.io.fingerprint(vm.io.read(sys.argv[1])))"
    path = str(GOLDEN / "as_people_write_it.problem.json")
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", told, path],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert run.stdout.strip() == golden
