"""Every page about a rule is built alike, its examples run, and its line of JSON is read."""

import inspect
import json
import re
import runpy
from pathlib import Path
from typing import Any

import attrs
import pytest

import volmatch as vm
from volmatch.rule import name_of
from volmatch.rules import BY_NAME, only

PAGES = Path(__file__).resolve().parents[1] / "docs" / "reference" / "rules"
RULES = sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "index")
HEADINGS = ["What it says", "Exactly", "Example", "How it is encoded", "What it costs", "Source"]


def page(rule: str) -> str:
    """Return the text of a rule's page; that each rule has one is tested with the other lists of rules."""
    return (PAGES / f"{rule}.md").read_text(encoding="utf-8")


def section(rule: str, heading: str) -> str:
    """Return what stands below a heading."""
    return page(rule).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run(rule: str, folder: Path) -> list[dict[str, Any]]:
    """Run each block of Python of a page by itself; return the names that each leaves."""
    found = []
    for number, block in enumerate(blocks(page(rule), "python")):
        script = folder / f"{rule}-{number}.py"
        script.write_text(block, encoding="utf-8")
        found.append(runpy.run_path(str(script)))
    return found


@pytest.mark.parametrize("rule", RULES)
def test_pages_are_built_alike(rule: str) -> None:
    """A page has another title, no summary of one sentence, or its headings in another order."""
    lines = page(rule).splitlines()
    assert lines[0] == f"# {rule}"
    summary = " ".join(lines[2 : lines.index("## What it says")]).strip()
    assert re.fullmatch(r"[^.]+\.", summary), summary
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert all(section(rule, heading).strip() for heading in HEADINGS)


@pytest.mark.parametrize("rule", RULES)
def test_the_summary_is_the_rule_s_own(rule: str) -> None:
    """A page sums a rule up in other words than its code and the table of rules."""
    told = inspect.getdoc(inspect.getmodule(BY_NAME[rule])) or ""
    assert page(rule).splitlines()[2] == told.partition("\n")[0]


@pytest.mark.parametrize("rule", RULES)
def test_examples_run(rule: str, tmp_path: Path) -> None:
    """An example fails, asserts too little to show a rule kept, broken and on the boundary, or needs what users do not have."""
    assert run(rule, tmp_path)
    example = "".join(blocks(section(rule, "Example"), "python"))
    assert example.count("assert ") >= 3
    imported = re.findall(r"^\s*(?:import|from) (\S+)", example, re.MULTILINE)
    assert set(imported) <= {"volmatch", "volmatch.rules", "datetime"}
    assert all(word in example for word in ("# kept", "# broken", "# on the boundary"))


@pytest.mark.parametrize("rule", RULES)
def test_the_line_of_json_is_read(rule: str, tmp_path: Path) -> None:
    """What a page shows for a problem file is refused, or is another rule."""
    (line,) = blocks(section(rule, "What it says"), "json")
    problems = [names["problem"] for names in run(rule, tmp_path)]
    named = sorted(set(re.findall(r'"([^"]+)"', line)))  # the examples have other words than the line
    words = vm.Words(
        **dict.fromkeys(("traits", "teams", "skills", "kinds", "series", "tags", "roles", "things"), named)
    )
    read = attrs.evolve(problems[0], rules=only([json.loads(line)]), words=words).rules[-1]
    assert name_of(type(read)) == rule
    assert isinstance(problems[0], vm.Problem)
