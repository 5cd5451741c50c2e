"""The command says how large a problem is before it is solved, and refuses what is too large."""

import json
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from cli_calls import Captured, call, speaks_chinese
from small_hall import problem, written
from volmatch.text import LANGUAGES


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLMATCH_LANG", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dry_run_says_the_size_and_solves_nothing(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """Whoever asks how large a problem is waits for a solve, or does not get the numbers in their language."""
    monkeypatch.setattr("volmatch.cli.solving.volmatch.solve", None)
    file, size = written(tmp_path)[0], vm.size_of(problem())
    code, out, err = call(capsys, "solve", file, "--dry-run", "--lang", lang, "--memory-limit", "4096")
    assert (code, err) == (0, "")
    assert out.startswith(size.sentence(lang))
    assert "4,096" in out
    assert speaks_chinese(out) == (lang == "zh")


def test_a_dry_run_for_scripts(capsys: Captured, tmp_path: Path) -> None:
    """A script cannot read how large a problem is and whether it would be solved."""
    file, size = written(tmp_path)[0], vm.size_of(problem())
    code, out, _ = call(capsys, "solve", file, "--dry-run", "--json", "--memory-limit", "none")
    told = json.loads(out)
    assert (code, told["fits"], told["memory_limit"]) == (0, True, None)
    assert {name: told[name] for name in attrs.asdict(size)} == attrs.asdict(size)


def test_what_is_too_large_is_refused(capsys: Captured, tmp_path: Path) -> None:
    """The command solves what is said to be too large, or a dry run ends well where a solve would not."""
    file = written(tmp_path)[0]
    for more in ([], ["--dry-run"], ["--dry-run", "--json"]):
        code, out, err = call(capsys, "solve", file, "--memory-limit", "10", *more)
        assert code == 2
        assert ("too large: " in err) == ("--json" not in more)
        assert bool(out) == bool(more)
        assert not out.startswith("{") or json.loads(out)["fits"] is False
    code, _, err = call(capsys, "solve", file, "--memory-limit", "much")
    assert code == 2
    assert "wanted a number, or none" in err
