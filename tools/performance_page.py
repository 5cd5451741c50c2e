"""Write the tables of the page about speed from the newest results, between the marks that stand there.

``python -m tools.performance_page`` writes; with ``--check`` it only says whether the page is up to date.
"""

import re
import sys
from pathlib import Path

from benchmarks.record import Results, loaded, newest
from benchmarks.tables import ANSWER_HEAD, RUN_HEAD, answer_rows, markdown, run_rows
from tools.generated import ROOT, settle

PAGE = Path("docs/explanation/performance.md")


def parts(results: Results, name: str) -> dict[str, str]:
    """Return what stands between each pair of marks.

    Parameters
    ----------
    results
        The figures.
    name
        Of the file they are in.
    """
    about = results.machine
    measured_with = ", ".join(f"{what} {version}" for what, version in results.versions.items())
    machine = (
        f"From `benchmarks/results/{name}`, measured on {results.day}: {about['processor']}, {about['cores']} cores, "
        f"{about['memory_gb']} GB, {about['system']}; {measured_with}; "
        f"seeds {', '.join(map(str, results.seeds))}{', sizes of the short benchmark' if results.quick else ''}."
    )
    answers = answer_rows(results)
    return {
        "machine": machine,
        "runs": markdown(RUN_HEAD, run_rows(results)),
        "peers": markdown(ANSWER_HEAD, answers) if answers else "These results hold no other solvers.",
    }


def written(page: str, results: Results, name: str) -> str:
    """Return the page with the figures of some results.

    Raises
    ------
    ValueError
        If the page lacks a pair of marks.
    """
    for part, text in parts(results, name).items():
        found = re.search(rf"<!-- {part} -->\n(.*?)<!-- end of {part} -->", page, re.DOTALL)
        if found is None:
            message = f"the page has no marks for {part}"
            raise ValueError(message)
        page = f"{page[: found.start(1)]}\n{text}\n\n{page[found.end(1) :]}"
    return page


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write the page, or say that it is out of date; returns the exit code."""
    source = newest()
    page = written((root / PAGE).read_text(encoding="utf-8"), loaded(source.read_text(encoding="utf-8")), source.name)
    return settle({PAGE: page}, arguments, __doc__, root)


if __name__ == "__main__":
    sys.exit(main())
