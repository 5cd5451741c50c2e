"""A small results file with figures made up for the tests."""

import attrs
from benchmarks.course import Point
from benchmarks.record import Answer, Level, Results, Run


def run(family: str, seed: int, *, candidates: int = 100, level_two: tuple[int, int | None] = (8, 8)) -> Run:
    """Return a run that proved level 1 after 0.5 s, and level 2 after 2 s if its value is its bound."""
    value, bound = level_two
    return Run(
        family=family,
        seed=seed,
        sizes={"volunteers": 2},
        volunteers=2,
        sessions=3,
        candidates=candidates,
        variables=4,
        rows=5,
        compile_seconds=0.01 * seed,
        build_seconds=0.02 * seed,
        first_seconds=0.03,
        check_seconds=0.04,
        first_values=(6, 9),
        first_ok=True,
        time_limit=10.0,
        solve_seconds=2.5,
        status="optimal" if value == bound else "feasible",
        stopped_by="proof" if value == bound else "time",
        levels=(
            Level(level=1, value=5, bound=5, proved_seconds=0.5),
            Level(level=2, value=value, bound=bound, proved_seconds=2.0 if value == bound else None),
        ),
        points=(Point(0.4, 1, 6, 3), Point(0.5, 1, 5, 5), Point(0.6, 2, 10, 6), Point(2.0, 2, value, bound)),
        memory_mb={"words": 10.0, "first": 20.0, "solve": 90.0},
    )


def answer(peer: str, values: tuple[int, ...], *, seed: int = 1, state: str = "answered", note: str = "") -> Answer:
    """Return an answer to the problem of the same seed."""
    return Answer(
        family="town",
        seed=seed,
        peer=peer,
        seconds=10.0,
        state=state,
        used_seconds=3.0,
        memory_mb=50.0,
        note=note,
        values=values,
    )


RESULTS = Results(
    day="2026-03-02",
    machine={"processor": "abacus", "cores": 2, "memory_gb": 4.0, "system": "Linux"},
    versions={"python": "3.11.7", "volmatch": "0.1.0"},
    seeds=(1, 2, 3),
    quick=False,
    runs=(*(run("town", seed) for seed in (1, 2, 3)), run("neighbourhood", 1, candidates=10)),
    answers=(
        *(answer("volmatch", (5, 8), seed=seed) for seed in (1, 2)),
        *(answer("rival", (5, 10), seed=seed) for seed in (1, 2)),
        answer("tortoise", (5, 8), state="late"),
        answer("ghost", (), state="absent"),
        answer("mute", (), state="cannot", note="continuity"),
    ),
)
AHEAD = attrs.evolve(RESULTS, answers=(answer("volmatch", (5, 9)), answer("rival", (5, 8))))
