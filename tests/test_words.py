"""Every word that a rule, a limit or a wish uses is known, or it is refused with its place and the nearest known one."""

import importlib
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from rules_at_random import Drawn
from slips import faults_of, steps
from volmatch.io.plain import problem_data
from volmatch.problem.words import nearest, uses_of
from volmatch.rules import BY_NAME
from volmatch.testing import problems

FEW = settings(max_examples=4)
DRAWN: dict[str, Drawn] = {name: importlib.import_module(f"rules.test_{name}").drawn for name in sorted(BY_NAME)}


def misspelt(data: Any, path: str, word: Any) -> tuple[Any, Any]:
    """Return problem data in which the word at a path, an item or a key, is written with a slip, and the slip."""
    twin = json.loads(json.dumps(data))
    here, *_, last = (twin, *steps(path))
    for step in steps(path)[:-1]:
        here = here[step] if isinstance(step, int) or isinstance(here.get(step), dict | list) else here
    slip = word + 7 if isinstance(word, int) else f"{word}x"
    if isinstance(here, dict) and last == word and not isinstance(here.get(word), str):
        here[slip] = here.pop(word)
    elif isinstance(here, dict) and isinstance(here.get(last), str):
        here[last] = slip
    elif isinstance(here, list):
        here[here.index(word)] = slip
    else:
        raise AssertionError(path)
    return twin, slip


def known_words(problem: vm.Problem) -> dict[str, set[Any]]:
    """Return what people and sessions bear, what roles ask for and what is declared."""
    roles = [role for session in problem.sessions for role in session.roles]
    found: dict[str, set[Any]] = {
        "traits": {trait for one in problem.volunteers for trait in one.traits}
        | {trait for role in roles for trait in role.traits},
        "teams": {team for one in problem.volunteers for team in one.teams},
        "skills": {skill for one in problem.volunteers for skill in one.skills} | {role.skill for role in roles},
        "kinds": {session.kind for session in problem.sessions},
        "series": {session.series for session in problem.sessions},
        "tags": {tag for session in problem.sessions for tag in session.tags},
        "roles": {role.name for role in roles},
        "things": {thing for session in problem.sessions for thing in session.equipment},
        "priorities": {session.priority for session in problem.sessions},
    }
    return {name: (words | set(getattr(problem.words, name))) - {None} for name, words in found.items()}


def each_slip(problem: vm.Problem) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield (path, what the word is of, problem data with a slip there, the slip) for each word of rules and people."""
    records: list[tuple[str, Any]] = [(f"rules[{index}]", rule) for index, rule in enumerate(problem.rules)]
    records += [(f"volunteers[{index}]", person) for index, person in enumerate(problem.volunteers)]
    data = {name: value for name, value in problem_data(problem).items() if name != "format"}
    for path, record in records:
        for where, of, word in uses_of(record, path):
            yield where, of, *misspelt(data, where, word)


@pytest.mark.parametrize("name", DRAWN)
@FEW
@given(data=st.data())
def test_each_misspelt_word_is_refused(name: str, data: st.DataObject) -> None:
    """A slip of the pen in a rule, a limit or a wish leaves it without anything to say, and nobody is told."""
    problem = data.draw(problems())
    problem = attrs.evolve(problem, rules=vm.rules.only([data.draw(DRAWN[name](problem))]))
    for path, of, twin, slip in each_slip(problem):
        faults = faults_of(twin)
        assert path.removesuffix(str(slip)[:-1]) in "".join(fault.path for fault in faults)
        near = nearest(slip, known_words(problem)[of])
        assert any(f"the nearest is {near};" in fault.sentence() for fault in faults), (path, faults)
        declared = {**twin.get("words", {}), of: [*twin.get("words", {}).get(of, []), slip]}
        vm.Problem.from_data({**twin, "words": declared})
