"""Every family of the benchmarks is found and makes problems."""

from pathlib import Path

import pytest
from benchmarks.families import families
from benchmarks.peers import peers

import volmatch as vm
from house.sources import ROOT

MADE = [name for name, family in families().items() if family.source is None]
PUBLISHED = [name for name, family in families().items() if family.source is not None]


def _files(folder: str) -> set[str]:
    return {path.stem for path in (ROOT / "benchmarks" / folder).glob("*.py")} - {"__init__"}


def test_each_file_is_a_family() -> None:
    """A file more is not a family more, or a list is kept twice."""
    assert families().keys() == _files("families")
    assert {"neighbourhood", "town", "city", "province", "course_heavy", "visit_heavy"} <= families().keys()


def test_each_file_is_a_peer_and_volmatch_comes_first() -> None:
    """A solver was forgotten, or the tables begin with somebody else."""
    assert peers().keys() == _files("peers")
    assert next(iter(peers())) == "volmatch"


@pytest.mark.parametrize("name", MADE)
def test_tiny_problems_are_whole(name: str) -> None:
    """A family makes no problem when it is small, or another one each time, or the same for every seed."""
    family = families()[name]
    problem = family.problem(seed=1, sizes=family.tiny)
    assert problem.volunteers
    assert problem.sessions
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    assert family.problem(seed=1, sizes=family.tiny) == problem
    assert family.problem(seed=2, sizes=family.tiny) != problem


@pytest.mark.parametrize("name", MADE)
def test_sizes_of_tests_and_of_the_short_benchmark_are_sizes(name: str) -> None:
    """A slip in a size goes unnoticed until somebody runs the benchmark."""
    family = families()[name]
    assert family.tiny.keys() <= family.sizes.keys()
    assert (family.quick or {}).keys() <= family.sizes.keys()


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_put_to_others_can_be_written_down(name: str) -> None:
    """A problem whose rules no file can name ends hours of measuring with a traceback."""
    data = ROOT.parent / "shared" / "data"
    family = families()[name]
    if not family.is_here(data):
        pytest.skip("the published data are not here")
    if family.beside:
        assert vm.io.dumps(family.problem(seed=1, data=data))


def test_the_four_sizes_are_those_promised() -> None:
    """The figures are of other sizes than the page says."""
    promised = {"neighbourhood": (20, 40), "town": (200, 400), "city": (2_000, 5_000), "province": (20_000, 50_000)}
    for name, (volunteers, sessions) in promised.items():
        for family in (families()[name], families()[f"{name}_tied"]):
            assert (family.sizes["volunteers"], family.sizes["sessions"]) == (volunteers, sessions)


def test_tied_families_are_tied() -> None:
    """The weeks of a tied family fall apart, so it measures the same as the other."""
    for name in ("town_tied", "town_roles"):
        family = families()[name]
        problem = family.problem(seed=1, sizes=family.tiny)
        assert all("horizon" in [limit.per for limit in volunteer.limits] for volunteer in problem.volunteers)


def test_course_heavy_and_visit_heavy_are_what_they_are_called() -> None:
    """Courses have no series or rooms, or visits no choice of start."""
    courses = families()["course_heavy"].problem(seed=1)
    assert len({session.series for session in courses.sessions}) == 40
    assert len(courses.sessions) == 320
    assert all(session.room is not None for session in courses.sessions)
    visits = families()["visit_heavy"].problem(seed=1)
    assert all(len(session.candidate_starts) > 1 for session in visits.sessions)


@pytest.mark.parametrize("name", PUBLISHED)
def test_absent_data_are_said_to_be_absent(name: str, tmp_path: Path) -> None:
    """A family whose data are not here is measured as if it were empty, or ends the whole run."""
    family = families()[name]
    assert not family.is_here(None)
    assert not family.is_here(tmp_path)
    with pytest.raises(FileNotFoundError, match="--data"):
        family.problem(seed=1, data=tmp_path)


@pytest.mark.data
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_data_are_read(name: str, shared_data: Path) -> None:
    """A family of published data cannot be made where the data are."""
    assert families()[name].problem(seed=1, data=shared_data).sessions
