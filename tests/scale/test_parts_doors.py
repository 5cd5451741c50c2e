"""Odd parts: a split, a folder or a cluster that is none is refused in words, and whatever is asked of an outcome."""

import contextlib
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from odd_objects import ODD
from scale.sure_problems import hall
from scale_doors import halls


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished run."""
    folder = tmp_path_factory.mktemp("run") / "run"
    vm.scale.solve(halls(), output=folder, workers=0, time_limit=1)
    return folder


@pytest.mark.parametrize("method", ["problem", "part", "part_of", "person"])
def test_odd_questions_about_an_outcome(run: Path, method: str) -> None:
    """Somebody asks an outcome about an odd object and gets somebody else's traceback."""
    found = vm.scale.read(run)
    for make in ODD:
        with contextlib.suppress(vm.VolmatchError):
            getattr(found, method)(make())
    with pytest.raises(vm.OptionError, match=r"wanted a text, not 5"):
        getattr(found, method)(5)


def test_odd_clusters_are_refused_before_anybody_is_called(tmp_path: Path) -> None:
    """What is no client and no address ends in an error of Dask's."""
    for make in ODD:
        given = make()
        if issubclass(type(given), str) or given is None:
            continue  # an address, at which nobody may answer
        with pytest.raises(vm.OptionError, match=r"^client: wanted"):
            vm.scale.solve(halls(), output=tmp_path, client=given, time_limit=1)


INDEXES: tuple[Any, ...] = (
    {"levels": 5}, {"levels": []}, {"levels": [{}]}, {"levels": [5]}, {"levels": [{"level": None, "value": 1, "bound": 1}]},
    {"status": "best"}, {"stopped_by": 5}, {"parts": [5]}, {"parts": 5}, {"parts": ["../.."]}, {"rounds": "x"}, {"seconds": None},
    {"rounds": 1e999}, {"status": ["optimal"]},
)  # fmt: skip


@pytest.mark.parametrize("told", INDEXES, ids=map(str, INDEXES))
def test_a_damaged_index_is_told(run: Path, tmp_path: Path, told: dict[str, Any]) -> None:
    """A file that somebody damaged ends in a foreign error, or reads other folders than the run's."""
    index = json.loads((run / "index.json").read_text(encoding="utf-8"))
    (tmp_path / "index.json").write_text(json.dumps({**index, **told}), encoding="utf-8")
    if told == {"levels": []}:
        assert vm.scale.read(tmp_path).levels == ()
        return
    with pytest.raises(vm.FileError, match=r"index\.json is no file of a run in parts"):
        vm.scale.read(tmp_path)


def odd_splits() -> list[Any]:
    """Return splits of a problem that are none."""
    whole = halls()
    first, second = whole.regions
    field_of: dict[str, list[Any]] = {
        "name": ["../away", "", 5, second.name],
        "people": [(), second.people, (5,), 5, (*first.people, "nobody")],
        "inner": [(), (*first.inner, *second.inner), (5,), 5, ("nowhere",)],
        "border": [("nowhere",), 5],
        "keeps": [("nowhere",), 5, first.inner],
    }
    changed = [attrs.evolve(first, **{name: one}) for name, odd in field_of.items() for one in odd]
    regions: list[Any] = [(), 5, None, whole, (5,), (first,), (first, first), *((one, second) for one in changed)]
    odd = [vm.scale.Split(hall(), one) for one in regions]
    return [*odd, vm.scale.Split(5, whole.regions), vm.scale.Split(vm.Problem([], []), whole.regions)]  # type: ignore[arg-type]


@pytest.mark.parametrize("plan", odd_splits(), ids=str)
def test_odd_splits_are_refused(tmp_path: Path, plan: Any) -> None:
    """Regions that leave somebody out, or take somebody twice, are solved as if they were the whole; or a foreign error comes out."""
    with pytest.raises(vm.OptionError, match=r"^(regions|problem): wanted"):
        vm.scale.solve(plan, output=tmp_path / "run", workers=0, time_limit=1)
    assert not (tmp_path / "run").exists()
