"""The tool that follows the links of the project's pages."""

from pathlib import Path

import pytest

from tools import check_links

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a small project whose links are whole."""
    (tmp_path / "docs" / "reference").mkdir(parents=True)
    (tmp_path / "README.md").write_text("# Top\n\n[rules](docs/reference/rules.md#what-it-says) [top](#top)\n")
    (tmp_path / "docs" / "reference" / "rules.md").write_text("# Rules\n\n## What it says\n\n[up](../../README.md)\n")
    return tmp_path


def test_whole_links_pass(site: Path) -> None:
    """A good link is called broken."""
    assert list(check_links.broken(site)) == []
    assert check_links.main(site) == 0


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("[a](nowhere.md)", "no such file"),
        ("[a](docs/reference/rules.md#how)", "no such heading"),
        ("[a](#bottom)", "no such heading"),
        ('[a](nowhere.md "with a title")', "no such file"),
        ("![a](picture.svg)", "no such file"),
        ("[a](..)", "outside the project"),
    ],
)
def test_broken_links_are_told(site: Path, link: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader follows a link into nothing."""
    with (site / "README.md").open("a", encoding="utf-8") as page:
        page.write(link + "\n")
    assert check_links.main(site) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    ["[a](https://example.org/x)", "[a](mailto:someone@example.org)", "`[a](nowhere.md)`", "```\n[a](nowhere.md)\n```"],
)
def test_what_is_no_link_inside_is_left_alone(site: Path, text: str) -> None:
    """The tool asks the web, or takes an example in code for a link."""
    with (site / "README.md").open("a", encoding="utf-8") as page:
        page.write(text + "\n")
    assert list(check_links.broken(site)) == []


def test_headings_become_the_anchors_readers_see() -> None:
    """A link to a heading is called broken though it works."""
    text = "# Two worlds\n## `check`, then encode!\n```\n# no heading\n```\n### 规则 one\n"
    assert check_links.anchors(text) == {"two-worlds", "check-then-encode", "规则-one"}


def test_the_projects_own_links_lead_somewhere() -> None:
    """A page of this project has a broken link."""
    assert list(check_links.broken(ROOT)) == []
