"""Problem data with one or two changes anywhere: a problem that comes back equal from a file, or faults with paths."""

import copy
import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from odd_objects import JSON
from slips import Json, every_field_data

Place = tuple[Json, Json]


def places(data: Json) -> Iterator[Place]:
    """Yield every place of the data: the list or record, and the index or key in it."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        yield data, step
        yield from places(value)


@st.composite
def mutated(draw: st.DrawFn) -> Json:
    """Draw the data of a problem with some changes."""
    data = every_field_data()
    for _ in range(draw(st.integers(1, 3))):
        everywhere = list(places(data))
        if not everywhere:
            break
        holder, step = draw(st.sampled_from(everywhere))
        _change(draw, holder, step, everywhere)
    return data


def _change(draw: st.DrawFn, holder: Json, step: Json, everywhere: list[Place]) -> None:
    kind = draw(st.sampled_from(("drop", "replace", "double", "transplant", "add")))
    if kind == "drop":
        del holder[step]
    elif kind == "replace":
        holder[step] = draw(JSON)
    elif kind == "transplant":
        other, there = draw(st.sampled_from(everywhere))
        holder[step] = copy.deepcopy(other[there])
    elif isinstance(holder, list):
        holder.insert(0, copy.deepcopy(holder[step]) if kind == "double" else draw(JSON))
    else:
        holder[draw(st.text(max_size=5)) if kind == "add" else f"{step}s"] = draw(JSON)


@settings(max_examples=400)
@given(mutated())
def test_changed_data_give_a_problem_or_faults(data: Json) -> None:
    """Data that are nearly right bring a traceback, or a problem that does not come back from a file."""
    try:
        problem = vm.Problem.from_data(copy.deepcopy(data))
    except vm.ProblemError as error:
        told = [fault.sentence() for fault in error.faults]
    else:
        assert vm.io.loads(vm.io.dumps(problem)) == problem
        return
    assert 1 <= len(told) <= 100
    assert not [sentence for sentence in told if "reading this raised" in sentence]


@settings(max_examples=100)
@given(mutated())
def test_changed_files_say_the_same_as_changed_data(data: Json) -> None:
    """A file is judged otherwise than the data in it."""
    text = json.dumps({"format": "volmatch/1", **data})

    def outcome(read: object) -> object:
        try:
            return read()  # type: ignore[operator]
        except vm.ProblemError as error:
            return [(fault.path, fault.wanted) for fault in error.faults]

    assert outcome(lambda: vm.io.loads(text)) == outcome(lambda: vm.Problem.from_data(json.loads(json.dumps(data))))
