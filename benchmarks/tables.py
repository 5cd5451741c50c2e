"""The tables of the benchmarks: medians over seeds, for the terminal and for the docs."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from benchmarks.course import MARKS, comparable, distance, gap_at
from benchmarks.record import Answer, Results, Run

Row = list[str]

#: Levels whose gap over time is shown, and when.
SHOWN_LEVELS, SHOWN_MARKS = 2, MARKS[:3]
RUN_HEAD: Row = [
    "family", "candidates", "compile", "build", "first", "check",
    *(f"gap {mark:g} s" for mark in SHOWN_MARKS), "proved", "in", "memory",
]  # fmt: skip
ANSWER_HEAD: Row = ["family", "solver", "cost of each level", "from the bound", "seconds", "memory", "against volmatch"]


def run_rows(results: Results) -> list[Row]:
    """Return one row a family: sizes, phases, gaps of the first levels over time, what was proved."""
    return [_run_row(family, runs) for family, runs in _by_family(results.runs).items()]


def _by_family(runs: Iterable[Run]) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = {}
    for run in runs:
        found.setdefault(run.family, []).append(run)
    return found


def _run_row(family: str, runs: Sequence[Run]) -> Row:
    def median(what: Callable[[Run], float]) -> float:
        return statistics.median(what(run) for run in runs)

    phases = [median(attrgetter(f"{phase}_seconds")) for phase in _PHASES]
    return [
        family,
        f"{median(lambda run: run.candidates):,.0f}",
        *(_seconds(phase) for phase in phases),
        *(_gaps(runs, mark) for mark in SHOWN_MARKS),
        *_proved(runs),
        f"{median(lambda run: max(run.memory_mb.values(), default=0)):,.0f} MB",
    ]


_PHASES = ("compile", "build", "first", "check")


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def _gaps(runs: Sequence[Run], mark: float) -> str:
    """Return the gaps of the first levels at a mark; one ``-`` where none was known."""
    cells = [_gap(runs, place, mark) for place in range(SHOWN_LEVELS)]
    return "-" if set(cells) == {"-"} else " / ".join(cells)


def _gap(runs: Sequence[Run], place: int, mark: float) -> str:
    """Return the median gap of a level at a mark; ``-`` where it was unknown, or the run was not meant to last so long."""
    found = []
    for run in runs:
        is_over = run.solve_seconds <= mark or run.time_limit <= mark
        if place >= len(run.levels) or (run.time_limit < mark and run.stopped_by != "proof"):
            return "-"
        end = run.points[-1].seconds if is_over and run.points else mark
        found.append(gap_at(run.points, run.levels[place].level, end))
    known = [one for one in found if one is not None]
    return f"{statistics.median(known):.2%}" if len(known) == len(runs) else "-"


def _proved(runs: Sequence[Run]) -> tuple[str, str]:
    """Return how many levels were proved, in the worst of the seeds, and the median of when the last of these was."""
    if not all(run.levels for run in runs):
        return "-", "-"
    counts = [sum(level.proved_seconds is not None for level in run.levels) for run in runs]
    ends = [max((level.proved_seconds or 0.0 for level in run.levels), default=0.0) for run in runs]
    when = f"{statistics.median(ends):.2f} s" if min(counts) else "-"
    return f"{min(counts)} of {len(runs[0].levels)}", when


def answer_rows(results: Results) -> list[Row]:
    """Return one row a family and solver: the median answer, how far it is from the bound, how often it beats volmatch."""
    rows = []
    bounds = {(run.family, run.seed): comparable((one.value, one.bound) for one in run.levels) for run in results.runs}
    ours = {(one.family, one.seed): one for one in results.answers if one.peer == "volmatch"}
    groups: dict[tuple[str, str], list[Answer]] = {}
    for one in results.answers:
        groups.setdefault((one.family, one.peer), []).append(one)
    for (family, peer), group in groups.items():
        good = sorted((one for one in group if one.state == "answered"), key=lambda one: one.values)
        if not good:
            told = sorted({f"{one.state}: {one.note or _costs(one)}".removesuffix(": ") for one in group})
            rows.append([family, peer, told[0], "-", "-", "-", "-"])
            continue
        middle = good[(len(good) - 1) // 2]
        known = bounds.get((middle.family, middle.seed)) or []
        far = str(distance(middle.values, known)) if len(known) == len(middle.values) else "-"
        used = statistics.median(one.used_seconds for one in good)
        memory = statistics.median(one.memory_mb for one in good)
        rows.append(
            [family, peer, _costs(middle), far, f"{used:.1f}", f"{memory:,.0f} MB", _against(good, group, ours)]
        )
    return rows


def _costs(answer: Answer) -> str:
    """Return the cost of each level, thousands apart by a thin space."""
    return " ".join(f"{value:,}".replace(",", "\u2009") for value in answer.values)


def _against(good: Sequence[Answer], group: Sequence[Answer], ours: dict[tuple[str, int], Answer]) -> str:
    """Say how a solver stands against volmatch given the same seconds, over all seeds."""
    words = []
    for one in good:
        own = ours.get((one.family, one.seed))
        if own is None or own is one or own.state != "answered":
            continue
        words.append("equal" if one.values == own.values else "better" if one.values < own.values else "worse")
    words += [one.state for one in group if one.state != "answered"] if words else []
    counts = {word: words.count(word) for word in dict.fromkeys(words)}
    return ", ".join(word if len(counts) == 1 else f"{count} {word}" for word, count in counts.items()) or "-"


def behind(results: Results) -> list[Answer]:
    """Return the answers of others that are better than volmatch's own, given the same problem and seconds."""
    ours = {(one.family, one.seed): one for one in results.answers if one.peer == "volmatch"}
    return [
        one
        for one in results.answers
        if one.state == "answered"
        and (own := ours.get((one.family, one.seed))) is not None
        and (own.state != "answered" or one.values < own.values)
    ]


def plain(head: Row, rows: Sequence[Row]) -> str:
    """Return a table for the terminal: the first column to the left, all others to the right."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [head, *rows]
    )


def markdown(head: Row, rows: Sequence[Row]) -> str:
    """Return a table for the docs."""
    ruler = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in [head, ruler, *rows])
