"""The documentation is a whole: it builds without a warning, every page can be found, and its words are the library's."""

import importlib
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

from tools.check_links import pages
from tools.messages import PACKAGE

import volmatch as vm
from volmatch.io.tables.table_words import HEADERS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: Public modules, and the page that describes each.
MODULES = {
    "volmatch": "volmatch",
    "volmatch.explain": "explain",
    "volmatch.io": "io",
    "volmatch.io.calendars": "io",
    "volmatch.patterns": "patterns",
    "volmatch.scale": "scale",
    "volmatch.testing": "testing",
}


def built(target: Path) -> dict[Path, str]:
    """Build the site as `make docs` does; return the text of its pages."""
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-d", f"{target}/.doctrees"]
    done = subprocess.run([*command, str(DOCS), str(target)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {page: page.read_text(encoding="utf-8") for page in target.rglob("*.html")}


def links(page: Path, text: str) -> set[tuple[Path, str]]:
    """Return the files of the site that a page links to, each with the anchor there."""
    found = re.findall(r'href="([^":?#]*)(?:\?[^"#]*)?(?:#([^"]*))?"', text)
    return {((page.parent / name).resolve() if name else page, anchor) for name, anchor in found}


def reached(first: Path, site: dict[Path, str]) -> set[Path]:
    """Return the pages to which links lead from the first, over however many others."""
    seen, waiting = {first}, [first]
    while waiting:
        page = waiting.pop()
        found = {there for there, _ in links(page, site[page]) if there in site}
        waiting += found - seen
        seen |= found
    return seen


def undescribed(site: dict[Path, str], api: Path) -> set[str]:
    """Return the public classes and functions that have no entry on the page of their module."""
    return {
        f"{module}.{name}"
        for module, page in MODULES.items()
        for name in importlib.import_module(module).__all__
        if _needs_words(getattr(importlib.import_module(module), name))
        if f'id="{module}.{name}"' not in site[api / f"{page}.html"]
    }


def _needs_words(value: object) -> bool:
    return inspect.isclass(value) or inspect.isroutine(value)


def test_the_site_is_whole(tmp_path: Path) -> None:
    """A page has a warning, is found by nobody or links to nothing, or a public name is not in the reference.

    One test, because the site takes a while to build.
    """
    site = built(tmp_path)
    languages = {
        page.relative_to(tmp_path): re.findall(r'<html[^>]* lang="([^"]*)"', text) for page, text in site.items()
    }
    assert {
        page: said for page, said in languages.items() if said != ["zh-CN" if page.parts[0] == "zh" else "en"]
    } == {}
    written = {(tmp_path / page.relative_to(DOCS)).with_suffix(".html") for page in pages(ROOT) if DOCS in page.parents}
    assert written - reached(tmp_path / "index.html", site) == set()
    broken = {
        f"{page.relative_to(tmp_path)}: {there.name}#{anchor}"
        for page, text in site.items()
        for there, anchor in links(page, text)
        if not there.exists() or (anchor and f'id="{anchor}"' not in site.get(there, ""))
    }
    assert broken == set()
    assert undescribed(site, tmp_path / "reference" / "api") == set()
    for word, wanted in {"报名": "zh/forms", "生病": "zh/illness", "看护": "zh/programmes/study_halls"}.items():
        assert wanted in found(word, tmp_path)


def found(word: str, target: Path) -> list[str]:
    """Return the pages that the search of the site knows for two letters of Chinese; its script splits what is asked in the same way."""
    script = (target / "_static" / "language_data.js").read_text(encoding="utf-8")
    assert r"word.slice(at, at + 2)" in script
    index = json.loads(
        (target / "searchindex.js").read_text(encoding="utf-8").removeprefix("Search.setIndex(").removesuffix(")")
    )
    known = [index[part].get(word, []) for part in ("terms", "titleterms")]
    return [index["docnames"][page] for pages in known for page in ([pages] if isinstance(pages, int) else pages)]


def test_the_words_are_those_that_are_said() -> None:
    """The list of words teaches a Chinese word that volmatch never says."""
    rows = re.findall(
        r"^\| ([a-z][^|]*) \| ([^|]*) \|", (DOCS / "reference" / "glossary.md").read_text("utf-8"), re.MULTILINE
    )
    assert ("volunteer", "志愿者") in rows
    catalogue = (PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "volmatch.po").read_text(encoding="utf-8")
    said = [line for line in catalogue.splitlines() if not line.startswith("msgid")]
    said += [word for words in HEADERS.values() for word in words["zh"]]
    unsaid = {word for _, chinese in rows[1:] for word in chinese.split("、") if not any(word in line for line in said)}
    assert unsaid == set()


def test_the_files_shown_are_read() -> None:
    """The page about files shows a problem or a schedule that volmatch refuses."""
    page = (DOCS / "reference" / "json.md").read_text(encoding="utf-8")
    problem, outcome = (
        vm.io.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[:2]
    )
    assert isinstance(problem, vm.Problem)
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert report.values == tuple(level.value for level in outcome.levels)
