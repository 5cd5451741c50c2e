"""A page says what changed since the schedule was published, each change with its cause, in both languages."""

import html
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import outcome, problem
from volmatch.cli import main
from volmatch.live import Withdrawn, changed_list
from volmatch.report.html.page import page
from volmatch.text import LANGUAGES

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one, with a problem and its published schedule."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    vm.io.write("hall.json", problem())
    vm.io.write("old.json", outcome(), problem=problem())
    return tmp_path


def told(page: str) -> str:
    """Return what a page says, as it is read."""
    return html.unescape(Path(page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_repair_says_on_its_page_what_changed(lang: str, files: Path, capsys: Captured) -> None:
    """The new page looks like the old one, and nobody knows what to look for."""
    ill = ["--absent", "chen", "2023-07-24", "2023-07-26"]
    assert main(["repair", "hall.json", "old.json", *ill, "-o", "new.html", "-o", "new.json", "--lang", lang]) == 0
    assert capsys.readouterr().err == ""
    found = vm.repair(problem(), outcome(), [vm.live.Absence("chen", "2023-07-24", "2023-07-26")])
    wanted = [line.sentence(lang) for cause in found.causes for line in cause.lines]
    shown = told("new.html")
    assert {"en": "what changed", "zh": "变了什么"}[lang] in shown
    assert wanted
    assert not [line for line in wanted if line not in shown]
    assert found.causes[0].said.sentence(lang) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_two_schedules_are_compared_on_the_page(lang: str, files: Path, capsys: Captured) -> None:
    """Somebody planned anew and cannot hand round what is different."""
    found = vm.repair(problem(), outcome(), [Withdrawn("chen", "lesson")])
    vm.io.write("new.json", found.outcome, problem=problem())
    given = ["report", "hall.json", "new.json", "-o", "new.html", "--since", "old.json", "--lang", lang]
    assert main(given) == 0
    compared = vm.explain.compare(problem(), outcome(), found.outcome)
    shown = told("new.html")
    assert compared.changes
    for one in compared.changes:
        assert one.move.text.sentence(lang) in shown
        assert one.reason.text.sentence(lang) in shown
    assert main([*given[:4], "new.md", "--since", "old.json"]) == 2
    assert "--since" in capsys.readouterr().err


def test_no_name_is_told_under_pseudonyms(files: Path) -> None:
    """The list of changes gives away who is who."""
    found = vm.repair(problem(), outcome(), [Withdrawn("chen", "lesson")])
    names = {one.label for one in problem().volunteers} | {one.id for one in problem().volunteers}
    annex = changed_list(vm.explain.compare(problem(), outcome(), found.outcome))
    shown = page(problem(), found.outcome, pseudonyms=True, annexes=[annex])
    assert not [name for name in names if name in shown]
