"""The pages of the five programmes show what their examples print, and a picture of what they found, in both languages."""

import re
from pathlib import Path

import pytest
from tools.programme_pictures import DRAWERS, picture

from example_runs import EXAMPLES, run
from volmatch.text import LANGUAGES

DOCS = EXAMPLES.parent / "docs"
FOLDERS = {"en": DOCS / "programmes", "zh": DOCS / "zh" / "programmes"}
LARGEST = 100_000


def page(name: str, lang: str) -> str:
    """Return the page of a programme."""
    return (FOLDERS[lang] / f"{name}.md").read_text(encoding="utf-8")


def examples_of(text: str) -> list[str]:
    """Return which examples a page tells to run."""
    return re.findall(r"\(\.\./(?:\.\./)+examples/(\w+)\.py\)", text)


def words(drawing: str) -> list[str]:
    """Return the words of a picture without its figures; where they stand depends on the fonts of the machine that drew it."""
    return sorted(set(re.findall(r"<text[^>]*>([^<]*[^\d:.<][^<]*)</text>", drawing)))


def cells(line: str) -> list[str]:
    """Return the words at the beginning of a line, which name what it is about, without those that lines are drawn with."""
    return [cell.strip() for cell in line.strip("│").split("│") if cell.strip()][:1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DRAWERS)
def test_a_page_shows_what_its_examples_print(name: str, lang: str) -> None:
    """A page shows a table that no example prints any more: of two schedules that are equally good any may be printed."""
    text = page(name, lang)
    printed = [line.rstrip() for example in examples_of(text) for line in run(example, lang)[0].stdout.splitlines()]
    begun = {word for line in printed for word in cells(line)}
    blocks = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    assert blocks
    for block in blocks:
        above, ruled, below = block.partition("├")
        assert [line for line in above.splitlines() if ruled and not line.startswith("╭") and line not in printed] == []
        rows = [line for line in (below if ruled else block).splitlines() if line.startswith("│")]
        assert [word for line in rows if not line.startswith("│  ") for word in cells(line) if word not in begun] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DRAWERS)
def test_a_picture_shows_what_its_example_found(name: str, lang: str) -> None:
    """A picture is of another schedule than the example finds today, or too large for a page."""
    path = DOCS / "programmes" / f"{name}.{lang}.svg"
    assert path.stat().st_size < LARGEST
    assert path.name in page(name, lang)
    folder: Path = run(name, lang)[1] / "out"
    assert words(path.read_text(encoding="utf-8")) == words(picture(name, folder, lang))


def test_both_languages_tell_the_same() -> None:
    """A programme has a page in one language only, or its pages tell of other examples."""
    assert {path.name for path in FOLDERS["en"].glob("*.md")} == {path.name for path in FOLDERS["zh"].glob("*.md")}
    assert {path.stem for path in FOLDERS["en"].glob("*.md")} == {*DRAWERS, "index"}
    for name in DRAWERS:
        english, chinese = page(name, "en"), page(name, "zh")
        assert examples_of(english) == examples_of(chinese)
        assert english.count("\n## ") == chinese.count("\n## ")
        assert english.count("```text") == chinese.count("```text")
