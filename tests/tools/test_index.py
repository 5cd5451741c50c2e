"""The tool that writes the lists of rules."""

import shutil
from pathlib import Path

import pytest

from tools import index

ROOT = Path(__file__).resolve().parents[2]

FULL_MOON = '''"""Nobody serves under a full moon."""

from volmatch.rule import Rule


class FullMoon(Rule):
    level: int = 3


class Stretch: ...


def _private() -> None: ...
'''


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the part of the project the tool works on."""
    shutil.copytree(ROOT / index.RULES, tmp_path / index.RULES, ignore=shutil.ignore_patterns("__pycache__"))
    assert index.main([], tmp_path) == 0
    return tmp_path


def test_a_second_run_changes_nothing(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lists depend on something else than the rules, so they change without reason."""
    capsys.readouterr()
    before = (house / index.INDEX).read_bytes(), (house / index.TABLE).read_bytes()
    assert index.main(["--check"], house) == 0
    assert index.main([], house) == 0
    assert ((house / index.INDEX).read_bytes(), (house / index.TABLE).read_bytes()) == before
    assert capsys.readouterr().out == ""


def test_a_new_file_is_a_new_rule(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule has to be entered somewhere by hand."""
    (house / index.RULES / "full_moon.py").write_text(FULL_MOON, encoding="utf-8")
    assert index.main(["--check"], house) == 1
    assert "out of date" in capsys.readouterr().out
    assert "FullMoon" not in (house / index.INDEX).read_text(encoding="utf-8")
    assert index.main([], house) == 0
    code = (house / index.INDEX).read_text(encoding="utf-8")
    assert "from volmatch.rules.full_moon import FullMoon, Stretch\n" in code
    assert '    "full_moon": FullMoon,\n' in code
    assert '    "Stretch",\n' in code
    assert "_private" not in code
    row = "| [full_moon](full_moon.md) | `FullMoon` | 3, a goal | Nobody serves under a full moon. |\n"
    assert row in (house / index.TABLE).read_text(encoding="utf-8")


def test_a_file_without_a_rule_is_no_row(house: Path) -> None:
    """What only composes rules passes for a rule."""
    assert "standard" not in (house / index.TABLE).read_text(encoding="utf-8")
    assert '"standard":' not in (house / index.INDEX).read_text(encoding="utf-8")
    assert "import joined, musts, only, standard\n" in (house / index.INDEX).read_text(encoding="utf-8")


def test_a_list_edited_by_hand_is_seen(house: Path) -> None:
    """A hand-made change to a generated file stays."""
    with (house / index.TABLE).open("a", encoding="utf-8") as table:
        table.write("| by hand |\n")
    assert index.main(["--check"], house) == 1
    assert index.main([], house) == 0
    assert "by hand" not in (house / index.TABLE).read_text(encoding="utf-8")
