"""With ``--json`` a script can read an error too: its kind, its code, and each fault with path and given value."""

import json
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import written
from volmatch.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_faults_of_a_file_as_data(capsys: Captured, tmp_path: Path, lang: str) -> None:
    """A script has to read sentences to know what is wrong with a file, or a code changes with the language."""
    text = '{"format": "volmatch/1", "sessions": [], "volunteers": [{"id": ""}]}'
    (tmp_path / "p.json").write_text(text, encoding="utf-8")
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.loads(text)
    path = str(tmp_path / "p.json")
    assert main(["solve", path, "--json", "--lang", lang]) == 2
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert data["error"] == "ProblemError"
    assert data["code"] == "wanted-a-text-that-is-not"
    assert data["about"] == [path]
    assert data["sentence"] == caught.value.sentence(lang)
    (fault,) = data["faults"]
    assert fault == {
        "code": "wanted-a-text-that-is-not",
        "path": "volunteers[0].id",
        "given": "''",
        "wanted": caught.value.faults[0].wanted.sentence(lang),
        "sentence": caught.value.faults[0].sentence(lang),
    }
    assert caught.value.faults[0].wanted.sentence(lang) in told.err


def test_other_errors_as_data(capsys: Captured, tmp_path: Path) -> None:
    """A file that is not there, or an option that makes no sense, says nothing to a script."""
    for words, kind in (
        (["check", str(tmp_path / "none.json"), str(tmp_path / "none.json")], "FileError"),
        (["solve", written(tmp_path)[0], "--seed", "-1"], "OptionError"),
        (["solve", written(tmp_path)[0], "--memory-limit", "10"], "LimitError"),
    ):
        assert main([*words, "--json"]) == 2
        data = json.loads(capsys.readouterr().out)
        assert (data["error"], data["faults"]) == (kind, [])
        assert data["code"]


def test_people_are_told_in_words(capsys: Captured, tmp_path: Path) -> None:
    """Whoever did not ask for JSON gets some."""
    assert main(["solve", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().out == ""
