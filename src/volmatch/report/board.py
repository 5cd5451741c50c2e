"""The board: a whole schedule for the wall of a terminal, with the proofs of how good it is."""

from collections.abc import Iterator, Sequence
from typing import IO, Literal

import attrs
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from volmatch.check import CheckReport, check
from volmatch.doors import door
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.report.board_tables import annex_table, contact_table, duty_table, ladder, people_table, session_tables
from volmatch.report.board_words import rule_title, status
from volmatch.report.contacts import contact_lists
from volmatch.report.html.filled_seats import meetings
from volmatch.report.html.people_board import first_choices, people
from volmatch.report.shortfalls import lines, shortfalls
from volmatch.report.summary import closing
from volmatch.report.unasked import unasked
from volmatch.schedule import LevelReport, Schedule
from volmatch.text import Text

By = Literal["session", "volunteer"]


@door
def show(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    lang: str = "en",
    by: By = "session",
    columns: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
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
    columns
        Names in the `data` of volunteers, such as ``phone``: with them comes a list of whom to call at each place.
    annexes
        Tables of your own, printed below ours; of long ones the first rows.
    file
        Where to print; standard output by default.

    Raises
    ------
    OptionError
        If nobody's data have one of the columns.
    """
    console = Console(file=file, highlight=False)
    console.print(board(problem, outcome, lang=lang, by=by, columns=columns))
    for one in annexes:
        console.print(annex_table(one, lang))


def board(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    lang: str = "en",
    by: By = "session",
    columns: Sequence[str] = (),
) -> Group:
    """Return the board of a schedule as something `rich` prints; see `show`."""
    if isinstance(outcome, Schedule):
        report = check(problem, outcome)
        parts = _parts(problem, outcome, report, lang, by, columns)
        return Group(*parts, ladder(report.levels, lang, proofs=False))
    if outcome.schedule is None:
        return Group(*verdict(outcome, lang))
    report = check(problem, outcome.schedule)
    levels = with_proofs(report, outcome.levels)
    ending: list[RenderableType]
    if levels is None:
        ending = [ladder(report.levels, lang, proofs=False), Line(_STALE.sentence(lang), "yellow")]
    else:
        ending = [ladder(levels, lang), *verdict(outcome, lang), Line(closing(outcome, lang))]
    return Group(*_parts(problem, outcome.schedule, report, lang, by, columns), *ending)


_STALE = Text("the levels this schedule came with do not fit the problem, so nothing is proved here; solve it again")


def with_proofs(report: CheckReport, claimed: tuple[LevelReport, ...]) -> tuple[LevelReport, ...] | None:
    """Return the checked levels with the bounds claimed for them, or ``None`` if the claims are about other costs."""
    same = [(level.level, level.value) for level in claimed] == [(level.level, level.value) for level in report.levels]
    if not (same and report.ok):
        return None
    return tuple(attrs.evolve(own, bound=other.bound) for own, other in zip(report.levels, claimed, strict=True))


def _parts(
    problem: Problem, schedule: Schedule, report: CheckReport, lang: str, by: By, columns: Sequence[str]
) -> Iterator[RenderableType]:
    if by == "session":
        yield from session_tables(problem, schedule, lang)
        yield Line(_LEGEND.sentence(lang), style="dim")
    else:
        yield duty_table(problem, schedule, lang)
    dropped = tuple(session.label for session in map(problem.session, schedule.dropped) if session is not None)
    if dropped:
        yield Line(Text("not held: {sessions}", {"sessions": dropped}).sentence(lang), style="yellow")
    yield people_table(problem, schedule, lang)
    choices = first_choices(people(problem, schedule.duties(problem), meetings(problem, schedule)))
    if choices is not None:
        yield Line(choices.sentence(lang))
    yield from _contacts(problem, schedule, columns, lang)
    yield from breaches(report, lang)
    yield from warnings(problem, lang)
    yield from _fell_short(report, problem, schedule, lang)


_LEGEND = Text("seats: people there/minimum/target; !! below the minimum, ! below the target")


def warnings(problem: Problem, lang: str) -> Iterator[Line]:
    """Yield a line for what the rules of a problem leave out."""
    for text in unasked(problem):
        yield Line(Text("warning: {sentence}", {"sentence": text.sentence(lang)}).sentence(lang), style="yellow")


def _contacts(problem: Problem, schedule: Schedule, columns: Sequence[str], lang: str) -> Iterator[RenderableType]:
    """Yield for each place whom to call."""
    for one in contact_lists(problem, schedule, columns):
        yield contact_table(one, columns, lang)


def _fell_short(report: CheckReport, problem: Problem, schedule: Schedule, lang: str) -> Iterator[RenderableType]:
    """Yield what fell short, goal by goal: the dearest sentences of each."""
    found = shortfalls(report, problem, schedule)
    if found:
        yield Line(_FELL_SHORT.sentence(lang), style="bold")
    for one in found:
        facts = {"level": one.level, "rule": rule_title(one.rule, lang), "cost": one.cost}
        yield Padding(Line(Text("level {level}, {rule}: {cost}", facts).sentence(lang)), (0, 0, 0, 2))
        for text in lines(one, problem, schedule, MOST_LINES):
            yield Padding(Line(text.sentence(lang)), (0, 0, 0, 4))


#: A terminal shows no more sentences than this of each goal.
MOST_LINES = 8
_FELL_SHORT = Text("what fell short, by name")


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
