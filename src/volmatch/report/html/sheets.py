"""Sheets to print: one for each volunteer, with their own duties and nobody else's name."""

from volmatch.doors import door
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board_tables import where
from volmatch.report.html.labels import LABELS, stretch_of_days
from volmatch.report.html.page import environment, policy, source
from volmatch.report.html.people_board import people
from volmatch.report.html.saying import TAGS, trusted
from volmatch.report.html.view import language, view_of
from volmatch.schedule import Duty, Schedule
from volmatch.text import Fact, spoken


@door
def sheets(problem: Problem, outcome: Outcome | Schedule, *, lang: str = "en", pseudonyms: bool = False) -> str:
    """Return one page of HTML that prints as a sheet for each volunteer, in the order of the problem.

    A sheet says when and where its volunteer serves and as what; it names no other volunteer, unless a session is named
    after one.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        A schedule, or an outcome.
    lang
        ``en`` or ``zh``.
    pseudonyms
        Whether people are called V1, V2, ... instead of by their names.

    Raises
    ------
    OptionError
        If an argument is something else.
    """
    language(lang)
    view = view_of(problem, outcome, pseudonyms=pseudonyms)
    style = source("sheets.css")

    def words(fact: Fact) -> str:
        return spoken(fact, lang)

    def place(duty: Duty) -> str:
        return "" if view.schedule is None else where(view.problem, view.schedule, duty.session)

    return (
        environment()
        .get_template("sheets.html.j2")
        .render(
            tag=TAGS[lang],
            policy=policy(style=style),
            style=trusted(style),
            people=people(view.problem, view.duties, view.meetings),
            span=stretch_of_days(view.days[0], view.days[-1]) if view.days else LABELS["no_sessions"],
            words=words,
            where=place,
        )
    )
