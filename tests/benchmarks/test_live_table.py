"""The table of what comes after publication, on the smallest problem of a family."""

import random
import re

import pytest
from benchmarks.families import families

import volmatch as vm
from benchmarks import live

ROWS = [
    "prepare", "repair, prepared", "repair", "solve from the old schedule", "substitutes for a seat", "make ready for open seats",
    "open seats of one person", "swaps, 3 offers",
]  # fmt: skip


def test_each_question_has_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    """A question that coordinators ask after publication is not measured, or its row has no times."""
    live.main(
        ["--family", "neighbourhood", "--tiny", "--times", "2", "--solves", "1", "--offers", "3", "--time-limit", "5"]
    )
    told = capsys.readouterr().out
    for name in ROWS:
        (row,) = re.findall(rf"^{name}  +(\d+) +(\d+\.\d+) +(\d+\.\d+)", told, re.MULTILINE)
        times, median, most = row
        assert int(times) >= 1
        assert 0 <= float(median) <= float(most)


def test_each_seat_that_is_left_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Substitutes are timed for fewer seats than is said, or for seats that nobody leaves."""
    family, asked = families()["neighbourhood"], list[vm.Assignment]()

    def noted(problem: vm.Problem, schedule: vm.Schedule, session: str, role: str, *, leaving: str) -> None:
        assert problem.session(session) is not None
        asked.append(vm.Assignment(leaving, session, role))
        assert asked[-1] in schedule.assignments

    problem = family.problem(seed=1, sizes=family.tiny)
    schedule = vm.solve(problem, time_limit=10).schedule
    assert schedule is not None
    monkeypatch.setattr(live, "substitutes", noted)
    assert len(live.replaced(problem, schedule, 5, random.Random(1)).seconds) == len(asked) == 5
