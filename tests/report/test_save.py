"""One call puts a solve away: problem, schedule and page lie side by side, or nothing is written at all."""

import subprocess
import sys
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import impossible, outcome, problem, schedule
from volmatch.report.html.page import page

FILES = ("hall.problem.json", "hall.schedule.json", "hall.report.html")
EXTRA = ("altair", "jinja2", "markupsafe", "vl_convert")


def names(folder: Path) -> list[str]:
    """Return the names of all files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the page needs, and every module that has loaded it already."""
    for name in [name for name in sys.modules if name.startswith("volmatch.report.html.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in EXTRA:
        monkeypatch.setitem(sys.modules, name, None)


def test_three_files_are_written_in_their_order(tmp_path: Path) -> None:
    """A file is missing, lies elsewhere than was said, or holds something else than was solved."""
    folder = tmp_path / "out" / "week 1"
    written = vm.save(problem(), outcome(), folder, "hall")
    assert written == tuple(folder / name for name in FILES)
    assert names(tmp_path) == sorted(f"out/week 1/{name}" for name in FILES)
    assert vm.io.read(written[0]) == problem()
    assert vm.io.read(written[1]) == outcome()
    assert written[2].read_text(encoding="utf-8") == page(problem(), outcome())


def test_without_folder_and_name_it_writes_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shortest call writes to another place than the folder one is in."""
    monkeypatch.chdir(tmp_path)
    assert vm.save(problem(), outcome())[0] == Path("volmatch.problem.json")
    assert names(tmp_path) == ["volmatch.problem.json", "volmatch.report.html", "volmatch.schedule.json"]


def test_the_page_opens_in_the_language_asked_for(tmp_path: Path) -> None:
    """A coordinator who asked for Chinese gets the English page, or other files than one who asked for English."""
    english, chinese = (vm.save(problem(), outcome(), tmp_path / lang, lang=lang) for lang in ("en", "zh"))
    assert chinese[2].read_text(encoding="utf-8") == page(problem(), outcome(), lang="zh")
    assert english[2].read_bytes() != chinese[2].read_bytes()
    assert [path.read_bytes() for path in english[:2]] == [path.read_bytes() for path in chinese[:2]]


def test_what_stood_there_is_replaced(tmp_path: Path) -> None:
    """The second solve of a week leaves the schedule or the page of the first."""
    vm.save(problem(), outcome(), tmp_path, "hall")
    later = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof", clash=(vm.Text("nobody has time"),))
    written = vm.save(impossible(), later, tmp_path, "hall")
    assert names(tmp_path) == sorted(FILES)
    assert vm.io.read(written[0]) == impossible()
    read = vm.io.read(written[1])
    assert isinstance(read, vm.Outcome)
    assert (read.status, read.clash) == ("infeasible", later.clash)
    assert "nobody has time" in written[2].read_text(encoding="utf-8")


def test_the_schedule_says_whose_it_is(tmp_path: Path) -> None:
    """An outcome or a bare schedule that knows no problem is put beside one and can be swapped without notice."""
    for found in (schedule(), vm.Outcome(schedule=schedule(), status="feasible", stopped_by="time")):
        read = vm.io.read(vm.save(problem(), found, tmp_path)[1])
        assert isinstance(read, vm.Outcome)
        assert read.schedule == schedule()
        assert read.problem_fingerprint == vm.io.fingerprint(problem())


def test_without_the_extra_two_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installed the core only cannot save, or is told of a page that is not there."""
    without_the_extra(monkeypatch)
    assert vm.save(problem(), outcome(), tmp_path, "hall") == (tmp_path / FILES[0], tmp_path / FILES[1])
    assert names(tmp_path) == sorted(FILES[:2])


def test_the_core_is_enough_to_load_it(tmp_path: Path) -> None:
    """Something on the way to the first two files needs the extra after all."""
    probe = f"""
import sys
sys.modules.update(dict.fromkeys({EXTRA}))
import volmatch as vm
problem = vm.Problem([], [])
print([path.name for path in vm.save(problem, vm.Schedule(), sys.argv[1])])
"""
    told = subprocess.run([sys.executable, "-c", probe, str(tmp_path)], capture_output=True, text=True, check=True)
    assert told.stdout == "['volmatch.problem.json', 'volmatch.schedule.json']\n"


def test_a_bug_of_ours_is_not_taken_for_a_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of ours is missing, and the page is left out in silence."""
    monkeypatch.setitem(sys.modules, "volmatch.report.html.page", None)
    with pytest.raises(ModuleNotFoundError, match="volmatch"):
        vm.save(problem(), outcome(), tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize("slip", ["", ".", "../hall", "/hall", "week/hall", "week\\hall", "hall/", "C:hall"], ids=repr)
def test_a_name_is_no_folder(slip: str, tmp_path: Path) -> None:
    """A name out of a form writes to another folder than the one that was given."""
    with pytest.raises(vm.OptionError, match="wanted a name for files, without a folder"):
        vm.save(problem(), outcome(), tmp_path / "out" / "deep", slip)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("core_only", [False, True], ids=["with the extra", "core only"])
def test_a_slip_writes_nothing(*, core_only: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument that makes no sense is seen after the first file is written, or only where the extra is installed."""
    if core_only:
        without_the_extra(monkeypatch)
    other = vm.Problem([], [])
    not_kept = vm.Schedule([vm.Assignment("smith", "lesson", "helper")], schedule().placements, ["walk"])
    folder = tmp_path / "out"
    with pytest.raises(vm.ScheduleError, match="another problem"):
        vm.save(other, outcome(), folder)
    with pytest.raises(vm.ScheduleError):
        vm.save(problem(), not_kept, folder)
    with pytest.raises(vm.OptionError, match="lang: wanted one of"):
        vm.save(problem(), outcome(), folder, lang="fr")
    with pytest.raises(vm.OptionError, match="problem: wanted a Problem"):
        vm.save(outcome(), outcome(), folder)  # type: ignore[arg-type]
    with pytest.raises(vm.OptionError, match="outcome: wanted an Outcome or a Schedule"):
        vm.save(problem(), problem(), folder)  # type: ignore[arg-type]
    with pytest.raises(vm.OptionError, match="folder: wanted a text or a path"):
        vm.save(problem(), outcome(), 7)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["hall", "\0"], ids=repr)
def test_a_file_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    """A folder that cannot be made, or a name no system takes, ends in a foreign error."""
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    folder = tmp_path / "out" if name == "hall" else tmp_path
    with pytest.raises(vm.FileError, match=r"cannot write .*problem\.json"):
        vm.save(problem(), outcome(), folder, name)
    assert names(tmp_path) == ["out"]
