"""Random rules of every kind: each rule's test file says how its own rule is drawn, and here they are mixed."""

import importlib
from pathlib import Path

from hypothesis import strategies as st

import volmatch as vm
from volmatch.rules import BY_NAME

FOLDER = Path(__file__).with_name("rules")


def drawn(name: str, problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw a rule by its name, for a problem: the function ``drawn`` of its test file."""
    strategy: st.SearchStrategy[vm.Rule] = importlib.import_module(f"rules.test_{name}").drawn(problem)
    return strategy


@st.composite
def mixes(draw: st.DrawFn, problem: vm.Problem, *, count: int = 4) -> list[vm.Rule]:
    """Draw some rules of any kind at any level, for a problem."""
    names = draw(st.lists(st.sampled_from(sorted(BY_NAME)), min_size=count, max_size=count, unique=True))
    return [draw(drawn(name, problem)) for name in names]
