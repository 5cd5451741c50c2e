"""What is promised to whoever embeds volmatch, measured; and the table of it for its page.

``python -m benchmarks.promises`` measures every part but the large ones and adds the figures to the results file, each with the load of
the machine; ``--large`` measures those too, ``--only P6 P7`` the parts of some promises, or ``--only city_overrun`` one part; ``--list`` says
what there is. ``--page`` writes the table of `docs/explanation/promises.md` anew, and measures nothing.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import attrs

import volmatch as vm
from benchmarks.promised import hostile, in_time, interrupted, repeated, tested
from benchmarks.promised.figures import Figures, spread
from benchmarks.tables import markdown

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results") / "promises" / "0.1.0.json"
PAGE = ROOT / "docs" / "explanation" / "promises.md"
IMPORTS = 5
HEAD = ["promise", "measured", "found"]
_BEGAN = "import time; began = time.perf_counter(); import volmatch; "
_ENDED = "print(time.perf_counter() - began)"


def imports() -> Figures:
    """Return the seconds that importing takes, each in a new process."""
    return spread(_loading(_BEGAN + _ENDED))


def solvers() -> Figures:
    """Return the seconds until the solver can be called, which the first call waits for, each in a new process."""
    return spread(_loading(f"{_BEGAN}volmatch.solve; {_ENDED}"))


def _loading(program: str) -> Iterator[float]:
    for _ in range(IMPORTS):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
        yield float(done.stdout)


@attrs.frozen
class Part:
    """One figure of one promise.

    Parameters
    ----------
    promise
        Its number on the page.
    about
        What is measured.
    measure
        Measures it.
    told
        How the figures are told, with their names in braces.
    minutes
        How long that takes about, on a machine that does nothing else.
    is_large
        Whether it is measured only when asked for.
    """

    promise: str
    about: str
    measure: Callable[[], Figures]
    told: str
    minutes: float
    is_large: bool = False


_LATE = "worst of {times}: {worst} s late"
_WITHIN = "worst of {times}: {worst} s late; {within} within the promise"
PARTS: dict[str, Part] = {
    "import": Part("P1", "`import volmatch`", imports, "worst of {times}: {worst} s", 0.1),
    "solver": Part("P1", "the first call loads the solver", solvers, "worst of {times}: {worst} s", 0.2),
    "memory": Part(
        "P2",
        "solve after solve",
        tested.solves_left,
        "{solves} solves: the largest growth of memory {growth_percent} %",
        2,
    ),
    "schedules": Part(
        "P4",
        "everybody must serve once, 300 people, 600 sessions, limits of 0 to 20 s",
        in_time.schedules,
        "a schedule in {found} of {times}",
        3,
    ),
    "overrun": Part("P6", "limits of 0.1 and 1 s, four families", in_time.overrun, _WITHIN, 0.5),
    "city_overrun": Part("P6", "a city, limits of 0.1 to 20 s", in_time.city_overrun, _WITHIN, 2, is_large=True),
    "province_overrun": Part(
        "P6", "a province, limits of 20 and 60 s", in_time.province_overrun, _WITHIN, 6, is_large=True
    ),
    "cancel": Part("P7", "a cancel, four families", in_time.cancel, _LATE, 0.5),
    "large_cancel": Part("P7", "a cancel, 3,000 people, 8,000 sessions", in_time.large_cancel, _LATE, 2, is_large=True),
    "province_cancel": Part("P7", "a cancel, a province", in_time.province_cancel, _LATE, 8, is_large=True),
    "ctrl_c": Part(
        "P8",
        "Ctrl-C at random moments of import, solve and after",
        interrupted.ctrl_c,
        "{clean} of {times} clean, the last {worst} s late",
        12,
    ),
    "faults": Part(
        "P9",
        "faults injected while engines work in processes",
        tested.faults,
        "{faults} faults, none lost a schedule",
        25,
    ),
    "any_order": Part(
        "P10", "rows handed in in another order", repeated.any_order, "the same schedule in {same} of {times}", 3
    ),
    "doors": Part("P11", "odd objects at public doors", tested.doors, "{inputs} calls, no error but ours", 5),
    "hostile": Part(
        "P12",
        "files that swell or lie",
        hostile.hostile,
        "worst of {times}: {worst} s of a processor, {megabytes} MB; {refused} refused",
        1,
    ),
    "readers": Part(
        "P12",
        "damaged files",
        tested.readers,
        "{inputs} files in {fuzz_seconds} s, no error but ours; worst {reader_worst} s of a processor",
        10,
    ),
    "ways": Part(
        "P9",
        "problems solved some way, compared with brute force",
        tested.ways,
        "{differential} solves in {fuzz_seconds} s, all right",
        10,
    ),
}


def rows(found: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return the table of what was measured, in the order of the promises."""
    known = sorted((name for name in PARTS if name in found), key=lambda name: int(PARTS[name].promise[1:]))
    return [
        [PARTS[name].promise, PARTS[name].about, PARTS[name].told.format_map(dict(found[name]))]
        for name in known
        if set(re.findall(r"{(\w+)}", PARTS[name].told)) <= set(found[name])
    ]


def paged(page: str, found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page with its table as the figures have it."""
    table = markdown(HEAD, rows(found))
    return re.sub(
        r"<!-- figures -->\n.*?<!-- end of figures -->",
        lambda _: f"<!-- figures -->\n\n{table}\n\n<!-- end of figures -->",
        page,
        flags=re.DOTALL,
    )


def chosen(only: Sequence[str], *, large: bool) -> list[str]:
    """Return the parts that are asked for."""
    if only:
        return [name for name, part in PARTS.items() if name in only or part.promise in only]
    return [name for name, part in PARTS.items() if large or not part.is_large]


def _loaded(path: Path) -> dict[str, dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main(given: Sequence[str] | None = None) -> None:
    """Measure, and write what was found, part by part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument(
        "--only", nargs="+", default=[], choices=[*PARTS, *{part.promise: 0 for part in PARTS.values()}]
    )
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--page", action="store_true")
    asked = parser.parse_args(given)
    if asked.page:
        PAGE.write_text(paged(PAGE.read_text(encoding="utf-8"), _loaded(asked.results)), encoding="utf-8")
        return
    vm.solve  # noqa: B018 - loaded now, so that no limit counts it
    for name in chosen(asked.only, large=asked.large):
        part = PARTS[name]
        print(f"{part.promise} {name}: {part.about}, about {part.minutes} minutes", flush=True)
        if asked.list:
            continue
        load = round(os.getloadavg()[1], 1)
        figures = part.measure()
        found = _loaded(asked.results)
        versions = {one: metadata.version(one) for one in ("ortools", "numpy")}
        found[name] = {**figures, "load": load}
        found["machine"] = {"python": platform.python_version(), **versions, "processors": os.cpu_count() or 0}
        asked.results.parent.mkdir(parents=True, exist_ok=True)
        asked.results.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        print(f"  {figures}", flush=True)


if __name__ == "__main__":
    main()
