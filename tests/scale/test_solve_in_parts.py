"""A problem solved in parts: every rule is kept, bounds hold, one part is all, and a run that was broken off goes on."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import volmatch as vm
from scale.sure_problems import hall, sure_problems

FEW = settings(
    max_examples=max(1, settings.default.max_examples // 20),  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FEW
@given(sure_problems(), st.integers(2, 3))
def test_every_rule_is_kept_and_the_bounds_hold(folders: Iterator[Path], problem: vm.Problem, parts: int) -> None:
    """A rule is broken across a border, a cost is told wrong, or a bound is beaten by the best schedule there is."""
    found = vm.scale.solve(problem, output=next(folders), workers=0, parts=parts, time_limit=None)
    report = vm.check(problem, found.schedule())
    assert report.ok
    assert report.values == tuple(level.value for level in found.levels)
    best = [level.value for level in vm.solve(problem, time_limit=None).levels]
    assert best <= [level.value for level in found.levels]
    for position, level in enumerate(found.levels):
        is_kept = all(one <= other.value for one, other in zip(best[:position], found.levels, strict=False))
        assert level.bound is not None
        assert level.bound <= level.value
        assert not is_kept or level.bound <= best[position]


@FEW
@given(sure_problems())
def test_one_part_is_the_whole(folders: Iterator[Path], problem: vm.Problem) -> None:
    """One part finds or proves something else than the ordinary solve."""
    found = vm.scale.solve(problem, output=next(folders), workers=0, parts=1, time_limit=None, deterministic=True)
    whole = vm.solve(problem, time_limit=None, deterministic=True)
    assert [(one.value, one.bound) for one in found.levels] == [(one.value, one.bound) for one in whole.levels]
    assert found.status == whole.status
    assert whole.schedule is not None
    assert found.schedule().assignments == whole.schedule.assignments


def test_a_run_broken_off_at_any_round_ends_as_a_quiet_one(folders: Iterator[Path]) -> None:
    """Work is lost by a break, somebody is planned twice, or the second half finds something else."""
    quiet = vm.scale.solve(hall(), output=next(folders), workers=0, parts=2, time_limit=None, deterministic=True)
    for after in (1, 3, 4, 6, 9):
        enough, output, heard = Event(), next(folders), list[vm.Progress]()

        def hear(
            news: vm.Progress, enough: Event = enough, after: int = after, heard: list[vm.Progress] = heard
        ) -> None:
            heard.append(news)
            if sum(one.value is not None for one in heard) >= after:
                enough.set()

        short = vm.scale.solve(
            hall(),
            output=output,
            workers=0,
            parts=2,
            time_limit=None,
            deterministic=True,
            cancel=enough,
            on_progress=hear,
        )
        assert short.stopped_by == "cancel"
        assert vm.check(hall(), short.schedule()).ok
        again = vm.scale.solve(hall(), output=output, workers=0, parts=2, time_limit=None, deterministic=True)
        assert again.levels == quiet.levels
        assert written(output) == written(quiet.folder)


def written(folder: Path) -> dict[str, bytes]:
    """Return the schedules in a folder, by the names of their parts."""
    return {path.parent.name: path.read_bytes() for path in folder.glob("*/schedule.json")}


def test_what_is_read_is_what_was_found(folders: Iterator[Path]) -> None:
    """A part, or one person, cannot be read without the rest, or somebody unknown is found."""
    found = vm.scale.solve(hall(), output=next(folders), workers=0, parts=2)
    read = vm.scale.read(found.folder)
    assert read == found
    duties = {one.id: read.person(one.id) for one in hall().volunteers}
    assert sum(map(len, duties.values())) == len(found.schedule().assignments) > 0
    assert all(duty.volunteer.id == person for person, own in duties.items() for duty in own)
    assert read.part_of("li") == read.part_of("wu") != read.part_of("zhou")
    with pytest.raises(vm.OptionError, match="no volunteer nobody"):
        read.person("nobody")
    with pytest.raises(vm.OptionError, match="no part part-9"):
        read.part("part-9")
    assert "solved in 2 parts" in str(found)
    assert "2 个部分" in found.sentence("zh")


def test_a_folder_of_another_run_is_refused(folders: Iterator[Path], tmp_path: Path) -> None:
    """Two runs mix in one folder, or a folder that holds none, or a broken one, is taken for a run."""
    output = next(folders)
    vm.scale.solve(hall(), output=output, workers=0, parts=1)
    with pytest.raises(vm.OptionError, match="holds another run"):
        vm.scale.solve(hall(), output=output, workers=0, parts=2)
    with pytest.raises(vm.OptionError, match="no finished run"):
        vm.scale.read(tmp_path / "nothing")
    (output / "index.json").write_text(json.dumps([]), encoding="utf-8")
    with pytest.raises(vm.FileError, match="no file of a run in parts"):
        vm.scale.read(output)


@pytest.mark.parametrize(("option", "given"), [("workers", -1), ("parts", 0), ("time_limit", -1.0), ("seed", "a")])
def test_options_that_make_no_sense_are_refused(folders: Iterator[Path], option: str, given: object) -> None:
    """Nonsense starts a cluster."""
    with pytest.raises(vm.OptionError, match=option):
        vm.scale.solve(hall(), output=next(folders), **{option: given})  # type: ignore[arg-type]


def test_a_checkpoint_is_not_believed_further_than_it_must_be(folders: Iterator[Path]) -> None:
    """What the duties cost is taken from a file that was changed or damaged, or such a file ends in a traceback."""
    output = next(folders)
    found = vm.scale.solve(hall(), output=output, workers=0, parts=2, time_limit=None, deterministic=True)
    path = output / "checkpoint.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for field in ("costs", "heads"):
        path.write_text(json.dumps({**told, field: [[], []]}), encoding="utf-8")
        again = vm.scale.solve(hall(), output=output, workers=0, parts=2, time_limit=None, deterministic=True)
        assert [one.value for one in again.levels] == [one.value for one in found.levels]
    for broken in ({}, {**told, "versions": 3}, {**told, "bounds": [[1, 10**6, []]]}, {**told, "steps": None}):
        path.write_text(json.dumps(broken), encoding="utf-8")
        with pytest.raises(vm.FileError, match=r"checkpoint\.json"):
            vm.scale.solve(hall(), output=output, workers=0, parts=2, time_limit=None, deterministic=True)


def test_another_cut_of_the_same_problem_is_another_run(folders: Iterator[Path]) -> None:
    """Regions that were cut otherwise are solved with the people of the old ones."""
    output, plan = next(folders), vm.scale.split(hall(), parts=2)
    vm.scale.solve(plan, output=output, workers=0)
    swapped = [attrs.evolve(one, name=other.name) for one, other in zip(plan.regions, plan.regions[::-1], strict=True)]
    with pytest.raises(vm.OptionError, match="holds another run"):
        vm.scale.solve(vm.scale.Split(hall(), tuple(swapped[::-1])), output=output, workers=0)
