"""Whatever is handed in at whatever public door: an answer comes out, or an error of ours in words."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import volmatch as vm
from doors import Call, good_calls, public_functions
from faults.counting import count
from faults.programmes import quick
from odd_objects import ANYTHING, ODD
from volmatch.doors import door
from volmatch.rules import only

WATCHED = public_functions()


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    """Return a good call of each public function."""
    return good_calls(tmp_path_factory.mktemp("doors"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder where odd paths may be written."""
    monkeypatch.chdir(tmp_path)


def test_each_public_function_and_argument_is_called(calls: dict[str, Call]) -> None:
    """A public function was added and nobody tries what it does with odd arguments."""
    wanted = {name: set(inspect.signature(function).parameters) for name, function in WATCHED.items()}
    assert {name: set(call) for name, call in calls.items()} == wanted


@pytest.mark.filterwarnings("ignore::volmatch.io.TablesWarning")
@pytest.mark.parametrize("name", sorted(WATCHED))
def test_odd_objects_in_each_argument(calls: dict[str, Call], name: str) -> None:
    """An odd object in an argument ends in somebody else's traceback."""
    function, good = WATCHED[name], calls[name]
    judge(function, good)
    for argument in good:
        for make in ODD:
            judge(function, {**good, argument: make()})
    count(inputs=len(good) * len(ODD))


def judge(function: Callable[..., Any], call: Call) -> None:
    """Make sure that a call ends well, or in words in both languages."""
    try:
        found = function(**call)
    except vm.VolmatchError as error:
        told = [error.sentence(lang) for lang in ("en", "zh")]
    else:
        if inspect.iscoroutine(found):
            found.close()
        return
    assert all(2 <= len(one) < 10_000 for one in told)


@pytest.mark.filterwarnings("ignore::volmatch.io.TablesWarning")
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), ANYTHING)
def test_any_object_in_any_argument(calls: dict[str, Call], data: st.DataObject, make: Callable[[], Any]) -> None:
    """Some object in some argument ends in somebody else's traceback."""
    name = data.draw(st.sampled_from(sorted(one for one in WATCHED if calls[one] and one not in SLOW)))
    argument = data.draw(st.sampled_from(sorted(calls[name])))
    judge(WATCHED[name], {**calls[name], argument: make()})
    count(inputs=1)


#: What draws a picture or solves many times takes too long for hundreds of tries.
SLOW = {
    name
    for name in WATCHED
    if ".report." in name or name in {"volmatch.save", "volmatch.explain.advise", "volmatch.scale.solve"}
}


@door
def plain(
    heads: int, names: list[str], *, prices: dict[str, float] | None = None, pair: tuple[str, int] = ("", 0)
) -> tuple[Any, ...]:
    """Return what it got."""
    return heads, names, prices, pair


def test_what_a_function_gets() -> None:
    """A door changes a value that was good, or a list can be gone through only once."""
    assert plain(3, (name for name in ("li", "wu")), prices={"li": 2}) == (3, ("li", "wu"), {"li": 2}, ("", 0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ({"heads": "3", "names": []}, "heads: wanted a whole number, not '3'"),
        ({"heads": True, "names": []}, "heads: wanted a whole number, not true"),
        ({"heads": 10**16, "names": []}, "heads: wanted a whole number up to 1000000000000000, not 10000000000000000"),
        ({"heads": 3, "names": "li"}, "names: wanted a list, not 'li'"),
        ({"heads": 3, "names": ["li", 5]}, "names[1]: wanted a text, not 5"),
        ({"heads": 3, "names": [], "prices": [1]}, "prices: wanted a mapping or None, not [1]"),
        ({"heads": 3, "names": [], "prices": {"li": None}}, "prices['li']: wanted a number, not null"),
        ({"heads": 3, "names": [], "pair": ["li"]}, "pair: wanted a list of 2, not ['li']"),
    ],
)
def test_what_a_refusal_says(call: Call, told: str) -> None:
    """A refusal does not say which argument, what was wanted and what was given."""
    with pytest.raises(vm.OptionError) as caught:
        plain(**call)
    assert str(caught.value) == told
    assert caught.value.sentence("zh") != told


def own(reads: Any, says: Any = None) -> vm.Problem:
    """Return a problem with a rule of the user's own that reads and says what it is told to."""

    @attrs.frozen(kw_only=True)
    class Own(vm.Rule):
        def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
            return iter(())

        def mask(self, tables: Any) -> Any:
            return says

    Own.reads = reads  # type: ignore[attr-defined]
    problem = quick()
    return attrs.evolve(problem, rules=only([*problem.rules, Own()]))


ODD_READS = [5, "role_level", "x", True, object(), {"role_level": 1}, ["role_level", 5], ["nothing"], ["volunteer_home"],
             ["role_nothing"], [None], [["role_level"]], np.array(["role_level"])]  # fmt: skip


@pytest.mark.parametrize("reads", ODD_READS)
def test_odd_columns_that_a_rule_reads(reads: Any) -> None:
    """A rule of the user's own says that it reads what no rule can, and the solve ends in a foreign traceback."""
    with pytest.raises(vm.OptionError, match=r"^rule own: reads: wanted names of columns"):
        vm.solve(own(reads), time_limit=5)


@pytest.mark.parametrize("reads", [None, (), ["role_level"], ("role_level", "session_kind")])
def test_good_columns_that_a_rule_reads(reads: Any) -> None:
    """A rule that says rightly what it reads is refused."""
    assert vm.solve(own(reads), time_limit=5).status == "optimal"


@pytest.mark.parametrize("reads", [None, ["role_level"]])
@pytest.mark.parametrize(
    "says", [5, "no", [True], object(), np.array([True]), np.zeros((2, 2), dtype=bool), np.arange(3)]
)
def test_odd_masks(reads: Any, says: Any) -> None:
    """A mask of the wrong shape or kind ends in a foreign traceback, or lets in whom it should not."""
    with pytest.raises(vm.OptionError, match=r"^rule own: mask: wanted true or false for each of \d+ candidates"):
        vm.solve(own(reads, says), time_limit=5)
