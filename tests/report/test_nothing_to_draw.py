"""Pictures of schedules without sessions, roles or people: one sentence instead of a chart without a size."""

import pytest

import volmatch as vm
from volmatch.report.html import charts

TIMES = {"start": "2027-05-03T09:00Z", "end": "2027-05-03T12:00Z"}
SESSION = vm.Session("x", **TIMES)  # type: ignore[arg-type] # times
NOTHING = {
    "no session": ([vm.Volunteer("a")], []),
    "no role": ([vm.Volunteer("a")], [SESSION]),
    "nobody": ([], [vm.Session("x", roles=[vm.Role("h")], **TIMES)]),  # type: ignore[arg-type] # times
    "nothing": ([], []),
    "many sessions without roles": ([], [vm.Session(str(n), **TIMES) for n in range(61)]),  # type: ignore[arg-type] # times
}


@pytest.mark.parametrize("what", NOTHING)
@pytest.mark.parametrize("board", ["coverage", "rooms", "load"])
def test_a_picture_of_nothing_is_a_picture(what: str, board: charts.Board) -> None:
    """A PNG of nothing ends in a traceback, or an SVG is infinitely wide."""
    people, sessions = NOTHING[what]
    problem = vm.Problem(people, sessions)
    outcome = vm.solve(problem, time_limit=10)
    for lang in ("en", "zh"):
        assert "Infinity" not in charts.svg(problem, outcome, board=board, lang=lang)
    assert charts.png(problem, outcome, board=board).startswith(b"\x89PNG")


def test_a_board_too_large_for_dots_is_refused_in_words() -> None:
    """A picture that no program can make ends in a traceback."""
    problem = vm.Problem([vm.Volunteer("a")], [SESSION])
    with pytest.raises(vm.OptionError, match="too large for a picture in dots"):
        charts.png(problem, vm.solve(problem, time_limit=10), scale=1e9)
