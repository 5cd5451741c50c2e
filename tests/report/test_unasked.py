"""Whoever asks for no seats to be filled is told so, before a solve, after it and in every report."""

import io
from pathlib import Path

import attrs
import pytest
from rich.console import Console

import volmatch as vm
from volmatch.cli import main
from volmatch.explain.preflight.idle_seats import UnaskedSeats
from volmatch.report.board import board
from volmatch.report.html.markdown import markdown
from volmatch.report.html.page import page
from volmatch.report.html.pseudonyms import hidden_problem, veil_of
from volmatch.report.unasked import unasked
from volmatch.rules import Cover, Drop, FairShare, Limits, MinLoad, MinRest, Target, Wishes, only

TEA = vm.Session("tea", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[vm.Role("host")])
TALK = attrs.evolve(TEA, id="talk", optional=True)
VISIT = vm.Session(
    "visit", minutes=60, starts=["2026-08-03T10:00", "2026-08-03T14:00"], roles=[vm.Role("guest", target=2)]
)
HALF = vm.Where(sessions=vm.SessionFilter(id=["tea", "talk"]))
EVERYBODY = "no rule asks for seats to be filled"


def asked(*rules: vm.Rule, sessions: tuple[vm.Session, ...] = (TEA, TALK, VISIT)) -> vm.Problem:
    """Return a small problem with exactly these rules beside what the data demand."""
    return vm.Problem([vm.Volunteer("li", wishes=[vm.Wish(session="tea", score=3)])], sessions, rules=only(rules))


def told(problem: vm.Problem) -> list[str]:
    """Return what is said of a problem's rules."""
    return [text.sentence() for text in unasked(problem)]


@pytest.mark.parametrize(
    "rules",
    [(), (MinRest(hours=8),), (FairShare(),), (Wishes(),), (Drop(),), (MinLoad(), Limits(level=1))],
    ids=["none", "rest", "fairness", "wishes", "drop", "loads"],
)
def test_rules_that_ask_for_no_seat_are_told(rules: tuple[vm.Rule, ...]) -> None:
    """Nobody is asked to serve, and nobody hears of it."""
    (only_line,) = told(asked(*rules))
    assert only_line.startswith(EVERYBODY)


@pytest.mark.parametrize("rules", [(Cover(),), (Cover(level=0),)], ids=["goal", "must"])
def test_who_asks_for_seats_hears_nothing(rules: tuple[vm.Rule, ...]) -> None:
    """A list with the goal of all lists is warned of."""
    assert told(asked(*rules)) == []
    assert told(attrs.evolve(asked(), rules=None)) == []
    assert told(attrs.evolve(asked(), volunteers=[], sessions=[])) == []


def test_sessions_that_are_left_out_are_named() -> None:
    """A filter that takes half of the sessions leaves the other half to chance, without a word."""
    (line,) = told(asked(Cover(where=HALF)))
    assert line == "no rule asks for the seats of these sessions to be filled, so they may stay empty: visit"
    assert told(asked(Cover(where=HALF), Target())) == []


def test_preflight_tells() -> None:
    """What is known before a solve is heard after it."""
    found = vm.explain.preflight(asked()).findings
    assert [type(one) for one in found if one.text.sentence().startswith(EVERYBODY)] == [UnaskedSeats]
    assert not [one for one in vm.explain.preflight(asked(Cover())).findings if isinstance(one, UnaskedSeats)]


def test_reports_tell() -> None:
    """A board, a page or a text of an empty schedule looks as if all were well."""
    problem = asked(sessions=(TEA,))
    outcome = vm.solve(problem)
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(board(problem, outcome))
    for text in (console.export_text(), page(problem, outcome), markdown(problem, outcome)):
        assert EVERYBODY in text
    assert EVERYBODY not in page(asked(Cover(), sessions=(TEA,)), outcome)


def test_the_command_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`solve` ends with nobody on duty and says no word; or spoils JSON for scripts."""
    path = str(tmp_path / "tea.json")
    vm.io.write(path, asked(sessions=(TEA,)))
    assert main(["solve", path, "--lang", "en"]) == 0
    assert "warning: " + EVERYBODY in " ".join(capsys.readouterr().out.split())
    assert main(["solve", path, "--lang", "en", "--json"]) == 0
    heard = capsys.readouterr()
    assert EVERYBODY in heard.err
    assert EVERYBODY not in heard.out


def test_a_page_that_names_nobody_has_the_same_rules() -> None:
    """Hidden names bring back the goals that the problem does without, and other costs."""
    problem = asked(Cover(where=vm.Where(volunteers=vm.VolunteerFilter(id=["li"]))))
    veil = veil_of(problem, vm.Schedule())
    assert [type(rule) for rule in hidden_problem(problem, veil).rules] == [type(rule) for rule in problem.rules]
