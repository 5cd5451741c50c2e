"""The board: a whole schedule for the wall of a terminal, with the proofs of how good it is."""

from collections.abc import Iterator
from typing import IO, Literal

import attrs
from rich.console import Console, Group, RenderableType
from rich.text import Text as Line

from volmatch.check import CheckReport, check
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board_tables import duty_table, ladder, people_table, session_tables
from volmatch.report.board_words import rule_title, status
from volmatch.report.summary import closing
from volmatch.report.unasked import unasked
from volmatch.schedule import LevelReport, Schedule
from volmatch.text import Text

By = Literal["session", "volunteer"]


def show(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    lang: str = "en",
    by: By = "session",
    file: IO[str] | None = None,
) -> None:
    """Print the board of a schedule.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        A schedule, or an outcome; only an outcome knows of proofs.
    lang
        ``en`` or ``zh``.
    by
        ``session``: who serves in each session, day by day; ``volunteer``: what each person does.
    file
        Where to print; standard output by default.
    """
    Console(file=file, highlight=False).print(board(problem, outcome, lang=lang, by=by))


def board(problem: Problem, outcome: Outcome | Schedule, *, lang: str = "en", by: By = "session") -> Group:
    """Return the board of a schedule as something `rich` prints; see `show`."""
    if isinstance(outcome, Schedule):
        report = check(problem, outcome)
        return Group(*_parts(problem, outcome, report, lang, by), ladder(report.levels, lang, proofs=False))
    if outcome.schedule is None:
        return Group(*verdict(outcome, lang))
    report = check(problem, outcome.schedule)
    levels = with_proofs(report, outcome.levels)
    if levels is None:
        ending: list[RenderableType] = [
            ladder(report.levels, lang, proofs=False),
            Line(_STALE.sentence(lang), "yellow"),
        ]
    else:
        ending = [ladder(levels, lang), *verdict(outcome, lang), Line(closing(outcome, lang))]
    return Group(*_parts(problem, outcome.schedule, report, lang, by), *ending)


_STALE = Text("the levels this schedule came with do not fit the problem, so nothing is proved here; solve it again")


def with_proofs(report: CheckReport, claimed: tuple[LevelReport, ...]) -> tuple[LevelReport, ...] | None:
    """Return the checked levels with the bounds claimed for them, or ``None`` if the claims are about other costs."""
    same = [(level.level, level.value) for level in claimed] == [(level.level, level.value) for level in report.levels]
    if not (same and report.ok):
        return None
    return tuple(attrs.evolve(own, bound=other.bound) for own, other in zip(report.levels, claimed, strict=True))


def _parts(problem: Problem, schedule: Schedule, report: CheckReport, lang: str, by: By) -> Iterator[RenderableType]:
    if by == "session":
        yield from session_tables(problem, schedule, lang)
        yield Line(_LEGEND.sentence(lang), style="dim")
    else:
        yield duty_table(problem, schedule, lang)
    dropped = tuple(session.label for session in map(problem.session, schedule.dropped) if session is not None)
    if dropped:
        yield Line(Text("not held: {sessions}", {"sessions": dropped}).sentence(lang), style="yellow")
    yield people_table(problem, schedule, lang)
    yield from breaches(report, lang)
    yield from warnings(problem, lang)


_LEGEND = Text("seats: people there/minimum/target; !! below the minimum, ! below the target")


def warnings(problem: Problem, lang: str) -> Iterator[Line]:
    """Yield a line for what the rules of a problem leave out."""
    for text in unasked(problem):
        yield Line(Text("warning: {sentence}", {"sentence": text.sentence(lang)}).sentence(lang), style="yellow")


def breaches(report: CheckReport, lang: str) -> Iterator[Line]:
    """Yield a line for each breach of what must hold, after one that counts them."""
    if not report.ok:
        yield Line(report.sentence(lang), style="bold red")
    for violation in report.breaches:
        yield Line(f"  {rule_title(violation.rule, lang)}: {violation.sentence(lang)}", style="red")


def verdict(outcome: Outcome, lang: str) -> Iterator[Line]:
    """Yield how a solve ended and, if nothing is possible, why."""
    yield Line(status(outcome, lang), style="bold" if outcome.schedule is not None else "bold red")
    for reason in outcome.clash:
        yield Line(f"  {reason.sentence(lang)}")
