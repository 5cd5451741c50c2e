"""The parts of the reference that are made from code say what the code says."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given

import volmatch as vm
from file_judges import PROBLEMS, faults_of, validate_problem
from tools import reference
from volmatch import testing
from volmatch.cli.commands import NAME, build

ROOT = Path(__file__).resolve().parents[2]


def blocks(page: str) -> list[Any]:
    """Return the JSON shown on a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def small() -> dict[str, Any]:
    """Return the problem of the page about files."""
    problem: dict[str, Any] = blocks("docs/reference/json.md")[0]
    return problem


def test_all_are_up_to_date() -> None:
    """A command or a field was added, and the reference does not know it."""
    assert reference.main(["--check"]) == 0, "run make index"


def test_what_is_out_of_date_is_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check passes whatever the files hold, or writing them changes nothing."""
    assert reference.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.count("is out of date") == 3 + len(reference.SCHEMAS)
    assert not (tmp_path / reference.COMMAND).exists()
    assert reference.main([], tmp_path) == 0
    assert capsys.readouterr().out.count("written") == 3 + len(reference.SCHEMAS)
    assert reference.main(["--check"], tmp_path) == 0


def test_every_command_and_option_is_on_the_page() -> None:
    """A command or an option can only be found by trying."""
    page = reference.command_page()
    group = build("en")
    assert len(group.commands) >= 9
    for name, command in group.commands.items():
        (part,) = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert f"{NAME} {name} " in part
        options = {one for parameter in command.params for one in parameter.opts if one.startswith("-")}
        assert {one for one in options if one not in part} == set()


def test_the_schema_is_one() -> None:
    """Editors refuse the schema itself."""
    jsonschema.Draft202012Validator.check_schema(PROBLEMS.schema)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/reference/json.md"])
def test_shown_problems_fit_the_schema(page: str) -> None:
    """An editor underlines a problem that a page shows."""
    PROBLEMS.validate(blocks(page)[0])


def test_every_rule_shown_fits_the_schema() -> None:
    """An editor underlines a rule as its own page writes it."""
    pages = sorted((ROOT / "docs" / "reference" / "rules").glob("*.md"))
    shown = [rule for page in pages for rule in blocks(page.relative_to(ROOT).as_posix()) if "rule" in rule]
    assert len({rule["rule"] for rule in shown}) >= len(pages) - 1
    PROBLEMS.validate({**small(), "rules": shown})


@pytest.mark.parametrize("name", ["every_field", "as_people_write_it", "history", "festival", "nurses_month"])
def test_golden_problems_fit_the_schema(name: str) -> None:
    """An editor underlines a field that volmatch reads, or a way in which people write one."""
    validate_problem((ROOT / "tests" / "golden" / f"{name}.problem.json").read_text(encoding="utf-8"))


@given(problem=testing.problems())
def test_whatever_volmatch_writes_fits_the_schema(problem: vm.Problem) -> None:
    """An editor underlines a file that volmatch wrote."""
    validate_problem(vm.io.dumps(problem))


@pytest.mark.parametrize(
    ("path", "slip"),
    [
        (("format",), "volmatch/9"),
        (("volunteers", 0, "nmae"), "Li"),
        (("volunteers", 0, "id"), ""),
        (("volunteers", 0, "limits", 0, "per"), "fortnight"),
        (("sessions", 0, "start"), "tomorrow"),
        (("sessions", 0, "roles", 0, "min"), -1),
        (("travel", "minutes", 0), ["east", "town"]),
        (("rules", 0, "rule"), "no_such_rule"),
        (("rules", 0, "hours"), "eleven"),
        (("rules", 0, "hour"), 11),
    ],
)
def test_a_slip_is_seen_by_both(path: tuple[str | int, ...], slip: object) -> None:
    """An editor is content with a file that volmatch refuses."""
    data: Any = small()
    *above, last = path
    part = data
    for step in above:
        part = part[step]
    part[last] = slip
    assert not PROBLEMS.is_valid(data)
    assert faults_of(data)


def test_each_field_is_described() -> None:
    """The schema forgets what the docstrings say of the fields."""
    records = PROBLEMS.schema["$defs"]
    assert records["Session"]["properties"]["attendance"]["description"] == "Guests expected; a room must hold them."
    assert records["min_rest"]["properties"]["level"]["description"].startswith("0 must hold")
