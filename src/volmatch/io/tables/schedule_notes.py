"""Sheets beside those of a schedule: what fell short of each goal, sentence by sentence, and whom to call at each place."""

from collections.abc import Iterable, Iterator, Sequence

from volmatch.check import check
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.table_words import HEADERS, written
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.report.board_words import rule_title
from volmatch.report.contacts import contact_lists
from volmatch.report.shortfalls import shortfalls, when
from volmatch.schedule import Schedule
from volmatch.text import Text

#: A cell names no more sessions or people than this.
_MOST_NAMES = 20
FELL_SHORT, CONTACTS = Text("what fell short"), Text("contacts")


def shortfall_headers(lang: str) -> list[str]:
    """Return the headers of the sheet of what fell short."""
    goal = [written(HEADERS[name], lang) for name in ("level", "rule")]
    when_ = [written(HEADERS[name], lang) for name in ("date", "start")]
    about = [one.sentence(lang) for one in (Text("sessions"), Text("people"), Text("what fell short"))]
    return [*goal, Text("value").sentence(lang), *when_, *about]


def shortfall_rows(problem: Problem, schedule: Schedule, lang: str) -> Iterator[list[Cell]]:
    """Yield a row for each sentence of each goal that costs something, the first level and the dearest first."""
    for goal in shortfalls(check(problem, schedule), problem, schedule):
        for one in goal.violations:
            start = when(one, problem, schedule)
            moment = (None, None) if start is None else (start.date(), start.time())
            name = rule_title(goal.rule, lang)
            sessions = _names(map(problem.session, one.sessions), lang)
            people = _names(map(problem.volunteer, one.volunteers), lang)
            yield [goal.level, name, one.cost, *moment, sessions, people, one.sentence(lang)]


def _names(about: Iterable[Session | Volunteer | None], lang: str) -> str:
    """Return which sessions or people a sentence is about: each name once, and how many more than a cell can show."""
    names = list(dict.fromkeys(one.label for one in about if one is not None))
    more = len(names) - _MOST_NAMES
    said = [Text("and {n} more", {"n": more}).sentence(lang)] if more > 0 else []
    return "; ".join([*names[:_MOST_NAMES], *said])


def contact_headers(columns: Sequence[str], lang: str) -> list[str]:
    """Return the headers of the sheet of contacts; columns of people's own are called as they are."""
    place, name = (written(HEADERS[one], lang) for one in ("place", "person_name"))
    return [place, name, Text("duties").sentence(lang), *columns]


def contact_rows(problem: Problem, schedule: Schedule, columns: Sequence[str]) -> Iterator[list[Cell]]:
    """Yield a row for each person at each place where they serve."""
    for found in contact_lists(problem, schedule, columns):
        for one in found.contacts:
            yield [found.place, one.volunteer.label, one.duties, *one.values]
