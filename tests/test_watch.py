"""A solve that is watched shows its levels as they move, and ends like any other."""

import io

from benchmarks.generate import neighbourhood_programme
from rich.console import Console

import volmatch as vm
from volmatch.watch import News


def test_levels_are_shown_while_they_move() -> None:
    """The screen stays empty until the end, or shows a level's cost without its bound."""
    problem = neighbourhood_programme(seed=1, volunteers=20, sessions=40)
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=100, highlight=False)
    outcome = vm.watch(problem, time_limit=30, console=console)
    told = screen.getvalue()
    assert outcome.status == "optimal"
    assert "solving: " in told
    assert told.count("cover") > 1


def test_where_nobody_looks_only_the_end_is_told() -> None:
    """A log file fills with control codes."""
    problem = neighbourhood_programme(seed=1, volunteers=20, sessions=40)
    screen = io.StringIO()
    outcome = vm.watch(problem, time_limit=30, lang="zh", console=Console(file=screen, highlight=False))
    assert "\x1b" not in screen.getvalue()
    assert "solving" not in screen.getvalue()
    assert str(outcome.levels[-1].value) in screen.getvalue()


def test_news_know_only_what_they_were_told() -> None:
    """A level that was not reached is shown with a cost of 0."""
    news = News.of(neighbourhood_programme(seed=1, volunteers=20, sessions=40))
    assert news.levels() == []
    news.take(vm.Progress(level=2, value=None, bound=3, seconds=0.1))
    assert news.levels() == []
    news.take(vm.Progress(level=2, value=7, bound=3, seconds=0.2))
    assert [(one.level, one.value, one.bound) for one in news.levels()] == [(2, 7, 3)]


def test_problems_schedules_and_outcomes_have_cards() -> None:
    """A notebook shows a value as a line of code."""
    problem = neighbourhood_programme(seed=1, volunteers=5, sessions=5)
    outcome = vm.solve(problem, time_limit=30)
    for value in (problem, outcome, outcome.schedule):
        assert value._repr_html_().startswith("<")  # type: ignore[union-attr] # the schedule is there
