"""The command: exit codes, both languages, help, and complaints that name the file and what to do."""

import json
from collections.abc import Sequence
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

import volmatch as vm
from cli_calls import Captured, call, speaks_chinese
from small_hall import impossible, outcome, problem, schedule, written
from volmatch.cli.commands import build
from volmatch.cli.language import language_of
from volmatch.text import LANGUAGES

COMMANDS = ("solve", "check", "show", "rules", "explain", "report", "calendars", "template", "diff")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("VOLMATCH_LANG", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)])
def test_help_is_in_the_language_asked_for(arguments: Sequence[str], lang: str) -> None:
    """A page of help is missing, fails, or mixes two languages."""
    result = CliRunner().invoke(build(lang), [*arguments, "--help"])
    assert result.exit_code == 0
    assert speaks_chinese(result.output) == (lang == "zh")
    assert ("Options" in result.output) == (lang == "en")
    assert "--lang [en|zh]" in result.output


def test_help_and_version_end_well(capsys: Captured) -> None:
    """Asking for help or the version counts as a failure in a script."""
    assert call(capsys, "--help", "--lang", "zh")[0] == 0
    assert call(capsys, "--version") == (0, f"volmatch {vm.__version__}\n", "")


def test_no_command_is_a_slip_that_shows_the_help(capsys: Captured) -> None:
    """Somebody who types the bare name learns nothing, or a script goes on as if all were well."""
    code, out, err = call(capsys)
    assert (code, out) == (2, "")
    assert "Usage: volmatch" in err


@pytest.mark.parametrize(
    ("arguments", "english"),
    [
        (
            ["slove"],
            "there is no command slove; wanted one of ask, calendars, check, compare, convert, diff, doctor, drill, explain, open, repair, replay, report, rules, show, signups, solve, swaps and template",
        ),
        (["solve"], "'PROBLEM' is missing"),
        (["check", "a"], "'SCHEDULE' is missing"),
        (["check", "a", "b", "c"], "too many words: c"),
        (["solve", "a", "--sed", "1"], "there is no option --sed; did you mean --seed?"),
        (
            ["show", "a", "b", "--letters", "x"],
            "there is no option --letters here; these commands have it: solve, explain, repair and swaps",
        ),
        (["solve", "a", "--xyzzy"], "there is no option --xyzzy"),
        (["solve", "a", "--seed"], "the option --seed is not used like this; see --help"),
        (["solve", "a", "--seed", "x"], "'--seed': wanted a whole number"),
        (["solve", "a", "--time-limit", "soon"], "'--time-limit': wanted a number"),
        (["show", "a", "b", "--by", "day"], "'--by': wanted one of session and volunteer"),
        (["show", "--lang", "fr"], "'--lang': wanted one of en and zh"),
        (["solve", "a.json"], "cannot read a.json: it does not exist"),
    ],
)
def test_a_slip_is_told_in_both_languages(capsys: Captured, arguments: list[str], english: str) -> None:
    """A slip ends in a traceback, in exit code 0 or 1, or in a sentence of the other language."""
    assert call(capsys, *arguments) == (2, "", f"error: {english}\n")
    if "fr" not in arguments:
        code, out, err = call(capsys, arguments[0], "--lang", "zh", *arguments[1:])
        assert (code, out, speaks_chinese(err)) == (2, "", True)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN", "VOLMATCH_LANG": "en"}, "en"),
        ({"LANG": "de_DE", "VOLMATCH_LANG": ""}, "en"),
        ({"VOLMATCH_LANG": "ZH"}, "zh"),
    ],
)
def test_the_language_comes_from_the_environment(environment: dict[str, str], lang: str) -> None:
    """Somebody whose computer is set to Chinese is spoken to in English, or the other way round."""
    assert language_of(["solve", "a"], environment) == lang
    assert language_of(["solve", "--lang", "zh"], environment) == "zh"
    assert language_of(["--lang=zh", "solve", "--lang=en"], environment) == "en"


def test_check_of_a_good_schedule(capsys: Captured, tmp_path: Path) -> None:
    """A schedule that keeps what must hold is refused, or its costs are not told."""
    code, out, err = call(capsys, "check", *written(tmp_path))
    assert (code, err) == (0, "")
    assert out.startswith("everything that must hold does\n")
    assert "│     1 │ cover  │     1 │" in out
    assert "bound" not in out


def test_check_of_a_broken_schedule(capsys: Captured, tmp_path: Path) -> None:
    """A script that asks whether a schedule may be published hears yes."""
    paths = written(tmp_path)
    data = json.loads(Path(paths[1]).read_text(encoding="utf-8"))
    data["assignments"].append({"volunteer": "smith", "session": "watch", "role": "guard"})
    Path(paths[1]).write_text(json.dumps(data), encoding="utf-8")
    code, out, err = call(capsys, "check", *paths)
    assert (code, err) == (1, "")
    assert "1 breach of what must hold" in out
    assert "  available: smith is not available for Night watch at Tue 2023-07-25 22:00" in out
    code, out, _ = call(capsys, "show", *paths, "--lang", "zh")
    assert code == 1
    assert "smith在 2023-07-25 周二 22:00" in out


def test_a_schedule_of_an_earlier_version_is_used_with_a_warning(capsys: Captured, tmp_path: Path) -> None:
    """After a small edit of the problem its schedule is refused, or is still called proved."""
    paths = written(tmp_path)
    edited = attrs.evolve(problem(), volunteers=[*problem().volunteers, vm.Volunteer("new")])
    vm.io.write(paths[0], edited)
    code, out, err = call(capsys, "check", *paths)
    assert (code, err.count("\n")) == (0, 1)
    assert err.startswith(f"warning: {paths[1]} was made for another problem")
    code, out, err = call(capsys, "show", *paths)
    assert (code, err.startswith("warning: ")) == (0, True)
    assert "nothing is proved here" in out
    assert "yes" not in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "wanted JSON"),
        ('{"format": "volmatch/1", "volunteers": [{"id": 3}], "sessions": []}', "volunteers[0].id: wanted a text"),
        ('{"format": "volmatch/9"}', "format"),
        ("[]", "wanted a record"),
    ],
)
def test_bad_files_are_named_with_every_fault(capsys: Captured, tmp_path: Path, text: str, told: str) -> None:
    """Of two files given, nobody knows which one is wrong, where, or why."""
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = call(capsys, "solve", str(path))
    assert (code, out) == (2, "")
    first, *rest = err.splitlines()
    assert first == f"error: {path}"
    assert rest[0].startswith("  ")
    assert told in err


def test_files_of_the_wrong_kind(capsys: Captured, tmp_path: Path) -> None:
    """The two files stand in the wrong order, and the complaint does not say so."""
    paths = written(tmp_path)
    assert "wanted a problem file, but this is a schedule" in call(capsys, "check", paths[1], paths[0])[2]
    assert "wanted a schedule file, but this is a problem" in call(capsys, "show", paths[0], paths[0])[2]


def test_show_by_session_and_by_volunteer(capsys: Captured, tmp_path: Path) -> None:
    """The board of a file is not the board of the schedule in it."""
    paths = written(tmp_path)
    code, out, _ = call(capsys, "show", *paths)
    assert code == 0
    assert "Yueling / 教室" in out
    assert "duties by person" not in out
    assert "duties by person" in call(capsys, "show", *paths, "--by", "volunteer")[1]


def test_solve_writes_what_check_and_show_read(capsys: Captured, tmp_path: Path) -> None:
    """The main job fails: a problem file in, a proved schedule file out."""
    paths = written(tmp_path)
    target = str(tmp_path / "new.schedule.json")
    code, out, err = call(
        capsys, "solve", paths[0], "-o", target, "--seed", "3", "--workers", "1", "--time-limit", "20"
    )
    assert (code, err) == (0, "")
    assert out.startswith("optimal: ")
    assert f"written to {target}" in out
    found = vm.io.read(target)
    assert isinstance(found, vm.Outcome)
    assert found.schedule is not None
    assert [(level.value, level.proved) for level in found.levels] == [(0, True), (1, True)]
    assert vm.check(problem(), found.schedule).values == (0, 1)
    assert call(capsys, "check", paths[0], target)[::2] == (0, "")
    board = call(capsys, "show", paths[0], target)[1]
    assert [line.split()[-2] for line in board.splitlines() if " 0 % " in line] == ["yes", "yes"]


def test_solve_without_output_writes_nothing(capsys: Captured, tmp_path: Path) -> None:
    """A look at what is possible leaves files behind."""
    paths = written(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert call(capsys, "solve", paths[0], "--lang", "zh")[0] == 0
    assert sorted(tmp_path.iterdir()) == before


def test_the_options_reach_the_solver(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option is read and then forgotten."""
    paths = written(tmp_path)
    got: dict[str, object] = {}

    def solve(asked: vm.Problem, **options: object) -> vm.Outcome:
        got.update(options, problem=asked)
        return outcome()

    monkeypatch.setattr(vm, "solve", solve)
    options = ["--deterministic", "--time-limit", "2.5", "--seed", "7", "--workers", "2", "--start", paths[1]]
    options += ["--checkpoint", str(tmp_path / "so_far.json"), "--resume", "--isolation", "process"]
    assert call(capsys, "solve", paths[0], *options)[0] == 0
    assert got.pop("on_progress") is not None
    assert got.pop("cancel") is not None
    assert str(got.pop("checkpoint")) == str(tmp_path / "so_far.json")
    assert got == {
        "problem": problem(),
        "time_limit": 2.5,
        "seed": 7,
        "workers": 2,
        "start": schedule(),
        "deterministic": True,
        "memory_limit": "machine",
        "isolation": "process",
        "resume": True,
    }
    assert call(capsys, "solve", paths[0])[0] == 0
    assert got.pop("on_progress") is not None
    assert got.pop("cancel") is not None
    assert got == {
        "problem": problem(),
        "time_limit": 60,
        "seed": 0,
        "workers": None,
        "start": None,
        "deterministic": False,
        "memory_limit": "machine",
        "isolation": "auto",
        "checkpoint": None,
        "resume": False,
    }


def test_an_impossible_problem(capsys: Captured, tmp_path: Path) -> None:
    """Where nothing is possible, the command says nothing of why, or ends as if it had a schedule."""
    path, target = str(tmp_path / "problem.json"), str(tmp_path / "none.schedule.json")
    vm.io.write(path, impossible())
    code, out, err = call(capsys, "solve", path, "-o", target)
    assert (code, err) == (1, "")
    assert out.startswith("infeasible: what must hold contradicts itself\n  these rules cannot all hold together: ")
    assert "available" in out
    assert "pinned" in out
    for command in ("check", "show"):
        code, out, _ = call(capsys, command, path, target)
        assert (code, out.startswith("infeasible")) == (1, True)
    code, out, err = call(capsys, "solve", path, "--start", target)
    assert (code, out) == (2, "")
    assert "there is none to begin from" in err


@pytest.mark.parametrize(
    ("name", "reason"), [("no/x.json", "its folder does not exist"), ("no/x.xlsx", "its folder does not exist")]
)
def test_an_output_that_cannot_be_written_is_refused_before_the_solve(
    capsys: Captured, tmp_path: Path, name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night of solving is lost because of a slip in the name of a folder."""
    paths = written(tmp_path)
    monkeypatch.setattr(vm, "solve", None)
    target = str(tmp_path / name)
    assert call(capsys, "solve", paths[0], "-o", target) == (2, "", f"error: cannot write {target}: {reason}\n")


def test_an_option_that_makes_no_sense(capsys: Captured, tmp_path: Path) -> None:
    """A negative time ends in a traceback."""
    code, out, err = call(capsys, "solve", written(tmp_path)[0], "--time-limit", "-1")
    assert (code, out) == (2, "")
    assert err.startswith("error: time_limit: wanted seconds")
