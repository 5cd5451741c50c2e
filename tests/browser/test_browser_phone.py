"""The page on a phone in a real browser: short, folded, and readable without scrolling sideways."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from examples.study_halls import study_halls

import volmatch as vm
from small_hall import at
from volmatch.report.html.page import page
from volmatch.rules import Cover, FairShare, Target, only

Show = Callable[..., Any]


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\b", pdf))


@cache
def festival() -> str:
    """Return the page of 300 shifts of three days for 150 people."""
    people = [
        vm.Volunteer(f"v{n}", name=f"Helper-{n}", wishes=[vm.Wish(place=f"p{n % 6}", score=2)]) for n in range(150)
    ]
    shifts = [
        vm.Session(
            f"s{n}",
            start=at(21 + n % 3, 8 + n // 3 % 14),
            end=at(21 + n % 3, 10 + n // 3 % 14),
            place=f"p{n % 6}",
            roles=[vm.Role("lead"), vm.Role("helper", target=2)],
        )
        for n in range(300)
    ]
    places = [vm.Place(f"p{n}", name=f"Gate {n}") for n in range(6)]
    rules = [Cover(level=1), Target(level=2), FairShare(level=3)]
    known = vm.Problem(people, shifts, places=places, rules=only(rules), timezone="Asia/Shanghai")
    crew = [
        vm.Assignment(f"v{(2 * n + which) % 150}", f"s{n}", role)
        for n in range(300)
        for which, role in enumerate(("lead", "helper"))
    ]
    return page(known, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in shifts]))


def test_a_festival_fits_a_phone(show: Show) -> None:
    """300 shifts of 150 people are a hundred thousand lines long on a phone, or what is searched for stays folded."""
    window = show(festival(), width=375).page
    height = "document.documentElement.scrollHeight"
    assert window.evaluate("document.documentElement.scrollWidth") <= 375
    assert window.evaluate(height) < 20_000
    assert window.locator("details.day[open]").count() == 1
    assert window.locator("details.totals[open]").count() == 0
    window.fill("#words", "helper-14")
    window.wait_for_timeout(300)
    assert window.locator("details.day[open]:visible").count() == window.locator("details.day:visible").count() > 1
    assert window.locator("tr[data-total]:visible").count() == 11
    window.click("#clear")
    assert window.locator("details.day[open]").count() == 1


def test_a_fold_is_no_loss_on_paper(show: Show) -> None:
    """What is folded on the screen is missing on paper."""
    folded = show(festival()).page
    whole = show(festival()).page
    whole.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert pages_of(folded.pdf()) == pages_of(whole.pdf()) > 10


def test_a_phone_needs_no_scrolling_sideways_to_read_a_duty(show: Show) -> None:
    """On a phone a name, a duty or a wish of the boards of people and rooms lies beyond the edge."""
    window = show(
        page(study_halls("zh"), vm.solve(study_halls("zh"), time_limit=60, seed=0), lang="zh"), width=375
    ).page
    window.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    beyond = """selector => Array.from(document.querySelectorAll(selector)).filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > window.innerWidth || box.left < 0);
    }).length"""
    assert window.locator(".duty").count() > 100
    for selector in (".duty", ".wish", ".block", ".who", ".room-name", ".stacked td", ".stacked tbody th"):
        assert window.evaluate(beyond, selector) == 0, selector
    found = Axe().run(window).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
