"""A real browser for the pages, and a watch over what it complains about."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: Run in each page before anything else: what the policy refused, and dialogs that a script opened.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser of this machine, or skip the test where it has none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"there is no browser here: install one of {', '.join(NAMES)}")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@attrs.define
class Watched:
    """A page of the browser with everything it complained about."""

    page: Page
    complaints: list[str] = attrs.field(factory=list)

    def all_complaints(self) -> list[str]:
        """Return errors, warnings, dialogs, requests, and what the policy refused."""
        return [*self.complaints, *self.page.evaluate("window.refused")]


Show = Callable[..., Watched]


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """Return a function that opens HTML from a file in a window of a width, light or dark."""
    contexts = []

    def opened(html: str, *, width: int = 1280, scheme: str = "light") -> Watched:
        file = tmp_path / "week.html"
        file.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        watched = Watched(page)
        page.on("console", lambda told: watched.complaints.append(f"{told.type}: {told.text}"))
        page.on("pageerror", lambda error: watched.complaints.append(f"error: {error}"))

        def refuse(box: Dialog) -> None:
            watched.complaints.append(f"dialog: {box.message}")
            box.dismiss()

        page.on("dialog", refuse)
        page.on("request", lambda asked: None if asked.url == file.as_uri() else watched.complaints.append(asked.url))
        page.goto(file.as_uri())
        return watched

    yield opened
    for context in contexts:
        context.close()
