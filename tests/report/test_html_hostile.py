"""Whatever people write into names and ids, the page, the sheets, the cards and the pictures show it and do nothing else."""

import re

import attrs
import pytest

import volmatch as vm
from report_pages import PAYLOADS, hostile, parsed
from small_hall import problem, schedule
from volmatch.report.html.card import card
from volmatch.report.html.charts import svg
from volmatch.report.html.markdown import markdown
from volmatch.report.html.page import page
from volmatch.report.html.sheets import sheets

#: The elements of the page and of the drawings in it.
OURS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "div", "p", "h1", "h2", "h3", "h4", "button", "nav", "ul",
    "li", "main", "section", "span", "search", "label", "input", "select", "option", "article", "table", "thead", "tbody", "tr",
    "th", "td", "bdi", "dl", "dt", "dd", "dialog", "script", "svg", "g", "path", "line", "text", "rect", "defs", "clippath",
    "caption", "details", "summary",
}  # fmt: skip
TURNING = "\u202e\u2066\u2028\x1b\x00\x07\x9f"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_markup(payload: str) -> None:
    """A name opens an element, ends the script that holds the data, or becomes a handler."""
    hall, plan = hostile(payload)
    clean = parsed(page(*hostile("plain")))
    for made in (page(hall, plan), page(hall, plan, lang="zh", pseudonyms=True), sheets(hall, plan)):
        seen = parsed(made)
        assert seen.unclosed == []
        assert set(seen.elements) <= OURS
        assert seen.elements.count("script") in {0, 2}
        assert [name for _, name, _ in seen.attributes if name.startswith("on")] == []
    assert parsed(page(hall, plan)).elements == clean.elements
    assert f"{payload} 8" in parsed(page(hall, plan)).text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_leaves_the_data(payload: str) -> None:
    """The block of data ends early, or a browser reads something else in it than was written."""
    made = page(*hostile(payload))
    block = re.search(r'id="data">(.*?)</script>', made, re.DOTALL)
    assert block
    assert not set("<>&\u2028\u2029") & set(block[1])
    assert parsed(made).inside["data"] == block[1]


@pytest.mark.parametrize("board", ["coverage", "rooms", "load"])
def test_no_payload_becomes_part_of_a_picture(board: str) -> None:
    """A name opens an element inside a drawing, which a browser would run as its own."""
    made = svg(*hostile("".join(PAYLOADS)[:190]), board=board)  # type: ignore[arg-type]
    seen = parsed(made)
    assert seen.unclosed == []
    assert set(seen.elements) <= {"svg", "g", "path", "line", "text", "rect", "defs", "clippath", "tspan"}
    assert not any(name.startswith("on") or "javascript" in value for _, name, value in seen.attributes)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_part_of_a_card(payload: str) -> None:
    """A notebook runs what a name says."""
    hall, plan = hostile(payload)
    clash = vm.Text("{rules}", {"rules": payload})
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof", clash=(clash,))
    for found in (hall, plan, none):
        seen = parsed(card(found))
        assert set(seen.elements) <= {"div", "strong", "table", "thead", "tbody", "tr", "th", "td"}
        assert seen.unclosed == []
        assert {name for _, name, _ in seen.attributes} <= {"style", "scope"}
    assert payload in parsed(card(plan)).text


def test_no_payload_becomes_markdown() -> None:
    """A name ends its cell, opens a link or an element, or becomes a list."""
    hall, plan = hostile("- [a](b) | <b> `c` *d*")
    for line in markdown(hall, plan).splitlines():
        assert not re.search(r"(?<!\\)[\[\]<>`]", line)
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in {4, 5, 7}


def test_letters_that_turn_or_hide_text_are_marked() -> None:
    """A name from a hand-made schedule turns the text after it around, or hides in it."""
    strange = vm.Assignment(f"evil{TURNING}gnp", f"lesson{TURNING}", f"role{TURNING}")
    plan = attrs.evolve(schedule(), assignments=[*schedule().assignments, strange])
    for made in (page(problem(), plan), sheets(problem(), plan), card(plan), markdown(problem(), plan)):
        assert not set(TURNING) & set(made)
    assert "evil\N{REPLACEMENT CHARACTER}" in page(problem(), plan)


@pytest.mark.parametrize("letter", TURNING)
def test_a_problem_refuses_such_letters(letter: str) -> None:
    """A problem lets through letters that no page can show harmlessly."""
    with pytest.raises(vm.ProblemError):
        vm.Problem([vm.Volunteer("li", name=f"a{letter}b")], [])


def test_half_a_letter_does_not_stop_the_page() -> None:
    """A surrogate from broken input makes a page that cannot be written down."""
    plan = attrs.evolve(schedule(), assignments=[vm.Assignment("\ud800", "lesson", "helper")])
    assert page(problem(), plan).encode()
