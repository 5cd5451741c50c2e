"""See that every link inside the project's pages leads somewhere: to a file that exists and a heading it has.

Addresses on the web are left alone: this looks at nothing outside the project.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def anchors(text: str) -> set[str]:
    """Return the anchors that a page's headings get."""
    return {_slug(heading) for heading in _HEADING.findall(_FENCE.sub("", text))}


def _slug(heading: str) -> str:
    kept = (letter for letter in heading.lower() if letter in "-_ " or unicodedata.category(letter)[0] in "LN")
    return "".join(kept).strip().replace(" ", "-")


def links(text: str) -> Iterator[str]:
    """Yield the targets of a page's links, those in code left out."""
    for target in _LINK.findall(_CODE.sub("", _FENCE.sub("", text))):
        if not _ELSEWHERE.match(target):
            yield target


def pages(root: Path) -> list[Path]:
    """Return the pages of the project: those at its top and those of its docs."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def broken(root: Path) -> Iterator[str]:
    """Yield a line for each link that leads nowhere."""
    for page in pages(root):
        for target in links(page.read_text(encoding="utf-8")):
            name, _, anchor = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            where = page.relative_to(root).as_posix()
            if not there.exists():
                yield f"{where}: {target}: no such file"
            elif not there.is_relative_to(root):
                yield f"{where}: {target}: outside the project"
            elif anchor and anchor not in anchors(there.read_text(encoding="utf-8")):
                yield f"{where}: {target}: no such heading"


def main(root: Path | None = None) -> int:
    """Print the broken links; returns the exit code."""
    root = (root or Path(__file__).parents[1]).resolve()
    found = list(broken(root))
    print(*found or [f"{len(pages(root))} pages, all links lead somewhere"], sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
