"""How the documentation is built: `make docs` turns the pages of this folder into a site, and any warning stops it."""

# ruff: noqa: INP001 - a folder of pages is no package

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

import volmatch

project = "volmatch"
author = "the volmatch contributors"
release = volmatch.__version__
version = release
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["conf.py"]

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False

# Links may name a heading of another page, as they do where the files themselves are read.
myst_heading_anchors = 3

napoleon_google_docstring = False
napoleon_use_rtype = False

# A name in single backticks is a link where something of this name is documented, and plain code elsewhere.
default_role = "py:obj"
add_module_names = False
python_use_unqualified_type_names = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "exclude-members": "faults"}

_HOME = re.compile(r"\b(?:volmatch|collections\.abc)(?:\.\w+)*\.(?=[A-Z])")
_ANYTHING = re.compile(r": (?:~typing\.)?Any(?=[ ,)])")
_SHAPED = re.compile(r"(?:~typing\.)?Annotated\[(\w+), [^\]]*\]")
_kept: dict[str, list[str]] = {}


def _keep(_app: Sphinx, what: str, name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Keep a property's sentence: napoleon would take what stands before a colon for its type."""
    if what == "property":
        _kept[name] = list(lines)


def _mend(_app: Sphinx, _what: str, name: str, _obj: object, _options: object, lines: list[str]) -> None:
    """Put a property's sentence back, and call types by the names under which they are public."""
    lines[:] = _kept.pop(name, [_HOME.sub("", line) if line.startswith(":type") else line for line in lines])


def _plain(_app: Sphinx, what: str, *about: str | None) -> tuple[str | None, str | None]:
    """Leave out of a class how it reads its values: the list of its fields says what they become."""
    *_, signature, back = about
    if signature and what == "class":
        signature = _SHAPED.sub(r"\1", _ANYTHING.sub("", signature)).replace("NOTHING", "...")
    return signature, back


class SearchInBoth(SearchEnglish):
    """English words as they are, and each two letters of Chinese that stand side by side: Chinese has no spaces to split at."""

    js_splitter_code = """
var splitQuery = (query) => query.split(/[^\\p{Letter}\\p{Number}_]+/gu).flatMap((part) =>
  (part.match(/[\\u4e00-\\u9fff]+|[^\\u4e00-\\u9fff]+/gu) || []).flatMap((word) => {
    if (!/[\\u4e00-\\u9fff]/u.test(word) || word.length < 3) return [word];
    return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  }));
"""
    _chinese = re.compile("[\u4e00-\u9fff]+")

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is that of the class above
        """Return the words of a text."""
        pairs = [run[at : at + 2] for run in self._chinese.findall(input) for at in range(max(1, len(run) - 1))]
        return [*super().split(self._chinese.sub(" ", input)), *pairs]

    def word_filter(self, word: str) -> bool:
        """Whether a word is worth finding."""
        return bool(self._chinese.fullmatch(word)) or bool(super().word_filter(word))


def _gather_rules(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put the pages of the rules below their list, which is generated for readers of the plain files."""
    if page == "reference/rules/index":
        source[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n*\n```\n"


def _in_chinese(_app: Sphinx, page: str, _template: str, context: dict[str, object], _doctree: object) -> None:
    """Tell browsers and those who read aloud that the pages of a folder are Chinese."""
    if page.startswith("zh/"):
        context["language"] = "zh-CN"


def setup(app: Sphinx) -> None:
    """Gather the rules; tell which pages are Chinese; mend what the docstrings become, before and after napoleon (priority 500) has read them."""
    app.add_search_language(SearchInBoth)
    app.connect("source-read", _gather_rules)
    app.connect("html-page-context", _in_chinese)
    app.connect("autodoc-process-docstring", _keep, priority=400)
    app.connect("autodoc-process-docstring", _mend, priority=600)
    app.connect("autodoc-process-signature", _plain)
