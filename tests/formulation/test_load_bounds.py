"""Nobody can serve more than the bound that is read off the rows, and where rows are plain it is what can be served."""

from itertools import product

import attrs
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Block, Formulation
from volmatch.formulation.vocabulary.load_bounds import ceilings
from volmatch.rules import FairShare, only
from volmatch.testing import problems, rule_lists

#: Problems with more candidates than this have too many points to try them all.
MOST_CANDIDATES = 10


def most_served(f: Formulation, load: Ints) -> Ints:
    """Return the most that each volunteer serves at any 0-1 point that keeps all rows that hold in any case."""
    free = (f.bounds[2] == 0).nonzero()[0]
    found = np.zeros(f.tables.volunteer_home.size, dtype=np.int64)
    for point in product((0, 1), repeat=free.size):
        values = np.zeros(f.size, dtype=np.int64)
        values[free] = point
        if all(_holds(block, values) for block in f.blocks if block.level == 0):
            served = np.zeros_like(found)
            np.add.at(served, f.tables.candidate_volunteer, (load * values[: load.size]))
            found = np.maximum(found, served)
    return found


def _holds(block: Block, values: Ints) -> bool:
    rows = np.repeat(np.arange(block.count), np.diff(block.indptr))
    activity = np.bincount(rows, block.coefficient * values[block.column], block.count)
    return bool(((block.lower <= activity) & (activity <= block.upper)).all())


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Formulation, Ints, Ints]:
    """Draw a formulation with odd rows on top of its own, candidates that count, and loads."""
    problem = draw(problems(rules=lambda one: rule_lists(one, most=2)))
    f = build(problem)
    size, count = f.tables.candidate_volunteer.size, f.decisions
    more = []
    for _ in range(draw(st.integers(0, 2)) if count else 0):
        row = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(0, count - 1), st.integers(-2, 3)), max_size=6))
        entries = whole(np.array(row, dtype=np.int64).reshape(-1, 3).T)
        upper = draw(st.integers(0, 5))
        more.append(_block(entries, upper))
    load = whole(draw(st.lists(st.integers(1, 7), min_size=size, max_size=size)))
    counts = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=bool)
    return attrs.evolve(f, blocks=[*f.blocks, *more]), counts.nonzero()[0], load


def _block(entries: Ints, upper: int) -> Block:
    order = np.argsort(entries[0], kind="stable")
    indptr = np.searchsorted(entries[0][order], np.arange(3)).astype(np.int64)
    return Block(0, indptr, entries[1][order], entries[2][order], whole([-99, -99]), whole([upper, upper]))


@settings(max_examples=150)
@given(bounded())
def test_nobody_serves_more_than_the_bound(drawn: tuple[Formulation, Ints, Ints]) -> None:
    """The bound lies below what somebody can serve, and a schedule is priced as if that person had served less."""
    f, candidates, load = drawn
    if int((f.bounds[2] == 0).sum()) > MOST_CANDIDATES:
        return
    counted = np.zeros_like(load)
    counted[candidates] = load[candidates]
    assert (ceilings(f, candidates, load) >= most_served(f, counted)).all()


def capped(**limit: float) -> vm.Problem:
    """Return a problem with six sessions on two days of a week, two an hour each, for one person with a limit."""
    hours = [(day, hour) for day in (3, 4) for hour in (10, 12, 14)]
    return vm.Problem.from_data(
        {
            "volunteers": [{"id": "li", "limits": [{"per": "week", **limit}, {"per": "day", "max_sessions": 2}]}],
            "sessions": [
                {
                    "id": f"{day}-{hour}",
                    "start": f"2026-08-0{day}T{hour}:00",
                    "end": f"2026-08-0{day}T{hour + 1}:00",
                    "roles": [{"name": "helper"}],
                }
                for day, hour in hours
            ],
            "rules": only([FairShare(level=1, unit_minutes=30)]),
        }
    )


def steps(problem: vm.Problem) -> int:
    """Return how many steps of load are variables; each is as wide as a session."""
    f = build(problem)
    return f.size - f.decisions


def test_limits_say_how_many_steps_there_are() -> None:
    """There is a variable for each session that somebody could serve in, although a limit allows a few."""
    assert steps(capped(max_sessions=3)) == 3
    assert steps(capped(max_hours=2.5)) == 2
    assert steps(capped(max_sessions=6)) == 4  # two a day


def test_steps_are_made_when_all_rules_have_spoken() -> None:
    """A goal that stands before the limits in the list gets more variables than one behind them."""
    problem = capped(max_sessions=3)
    assert steps(problem) == build(problem, list(reversed(problem.rules))).size - build(problem).decisions
