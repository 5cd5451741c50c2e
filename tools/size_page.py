"""Write the table of the page about sizes from its figures, between the marks that stand there.

``python -m tools.size_page`` writes; with ``--check`` it only says whether the page is up to date.
"""

import re
import sys
from pathlib import Path

from benchmarks.sizes import HEAD, RESULTS, loaded, rows
from benchmarks.tables import markdown
from tools.generated import ROOT, settle

PAGE = Path("docs/explanation/size.md")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write the page, or say that it is out of date; returns the exit code."""
    table = markdown(HEAD, rows(loaded(RESULTS.read_text(encoding="utf-8"))))
    before = (root / PAGE).read_text(encoding="utf-8")
    page = re.sub(
        r"<!-- sizes -->\n.*?<!-- end of sizes -->",
        lambda _: f"<!-- sizes -->\n\n{table}\n\n<!-- end of sizes -->",
        before,
        flags=re.DOTALL,
    )
    return settle({PAGE: page}, arguments, __doc__, root)


if __name__ == "__main__":
    sys.exit(main())
