"""Write the tables of the page about speed from the newest results, between the marks that stand there.

``python tools/performance_page.py`` writes; with ``--check`` it only says whether the page is up to date.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.record import Results, loaded, newest  # noqa: E402 - found through the line above
from benchmarks.tables import ANSWER_HEAD, RUN_HEAD, answer_rows, markdown, run_rows  # noqa: E402 - the same

PAGE = ROOT / "docs" / "explanation" / "performance.md"


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


def main(given: list[str] | None = None, page: Path = PAGE) -> int:
    """Write the page, or check it; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(given)
    source = newest()
    before = page.read_text(encoding="utf-8")
    after = written(before, loaded(source.read_text(encoding="utf-8")), source.name)
    if asked.check and before != after:
        print(f"{page.name} is not up to date: run python tools/performance_page.py")
        return 1
    if not asked.check:
        page.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
