"""The board as Markdown: for messages, wikis and mails."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from volmatch.doors import door
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board_words import NOTHING, costs, hours, listed, share, stretch
from volmatch.report.html.filled_seats import Meeting, RoleSeats
from volmatch.report.html.labels import LABELS
from volmatch.report.html.people_board import first_choices, people
from volmatch.report.html.saying import clean
from volmatch.report.html.telling import (
    goal_said,
    lines_said,
    not_held_said,
    status_said,
    title_said,
    violation_said,
)
from volmatch.report.html.view import View, language, view_of
from volmatch.report.unasked import unasked
from volmatch.schedule import Schedule
from volmatch.text import Text, spoken

#: What Markdown, or HTML inside it, would take for a sign.
_SIGNS = re.compile(r"[\\`*_{}\[\]<>&|#~$]|^[-+=]|(?<=^\d)[.)]")


@door
def markdown(problem: Problem, outcome: Outcome | Schedule, *, lang: str = "en", pseudonyms: bool = False) -> str:
    """Return the board of a schedule as Markdown, with tables as most readers of Markdown know them.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        A schedule, or an outcome; only an outcome knows of proofs.
    lang
        ``en`` or ``zh``.
    pseudonyms
        Whether people are called V1, V2, ... instead of by their names.

    Raises
    ------
    OptionError
        If an argument is something else.
    """
    view = view_of(problem, outcome, pseudonyms=pseudonyms)
    parts = [f"# {plain(title_said(view).sentence(language(lang)))}", *_verdict(view, lang)]
    if view.schedule is not None:
        parts += [*_days(view, lang), *_people(view, lang), *_shortfalls(view, lang), *_levels(view, lang)]
    return "\n\n".join(parts) + "\n"


def plain(word: str) -> str:
    """Return a word that Markdown prints as it is, on one line."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(clean(word).split()))


def _verdict(view: View, lang: str) -> Iterator[str]:
    if view.schedule is not None and not (view.report.ok and view.has_proofs):
        yield plain(view.report.sentence(lang))
    elif view.outcome is not None:
        yield plain(status_said(view.outcome)(lang))
    lines = [violation_said(violation)(lang) for violation in view.report.breaches]
    if view.schedule is None and view.outcome is not None:
        lines += [reason.sentence(lang) for reason in view.outcome.clash]
    if lines:
        yield "\n".join(f"* {plain(line)}" for line in lines)
    if view.not_held:
        yield plain(not_held_said(view).sentence(lang))
    for text in unasked(view.problem):
        yield plain(text.sentence(lang))


def _days(view: View, lang: str) -> Iterator[str]:
    titles = [Text("time"), Text("session"), Text("where"), Text("role"), Text("seats"), Text("people")]
    for day, listed_ in groupby(view.meetings, key=lambda one: one.day):
        yield f"## {plain(spoken(day, lang))}"
        yield _table(titles, (row for one in listed_ for row in _rows(one, lang)), lang)
    if view.meetings:
        yield plain(_LEGEND.sentence(lang))


_LEGEND = Text("seats: people there/minimum/target; !! below the minimum, ! below the target")


def _rows(one: Meeting, lang: str) -> Iterator[Sequence[str]]:
    head = [stretch(one.start, one.end, one.day), one.session.label, one.where]
    for seats in one.seats:
        yield [*head, seats.role.name, _figures(seats), listed(seats.people, lang)]
        head = ["", "", ""]
    if not one.seats:
        yield [*head, NOTHING, NOTHING, NOTHING]


def _figures(seats: RoleSeats) -> str:
    return seats.figures if seats.state == "full" else f"{seats.mark} {seats.figures}"


def _people(view: View, lang: str) -> Iterator[str]:
    yield f"## {plain(Text('people').sentence(lang))}"
    everybody = people(view.problem, view.duties, view.meetings)
    rows = ([one.volunteer.label, str(len(one.duties)), str(len(one.days)), hours(one.minutes)] for one in everybody)
    yield _table([Text("person"), Text("duties"), Text("days"), Text("hours")], rows, lang)
    choices = first_choices(everybody)
    if choices is not None:
        yield plain(choices.sentence(lang))


def _shortfalls(view: View, lang: str) -> Iterator[str]:
    if view.shortfalls:
        yield f"## {plain(LABELS['shortfalls'].sentence(lang))}"
    for one in view.shortfalls:
        yield plain(goal_said(one)(lang))
        yield "\n".join(f"* {plain(text.sentence(lang))}" for text in lines_said(view, one))


def _levels(view: View, lang: str) -> Iterator[str]:
    yield f"## {plain(Text('levels, first things first').sentence(lang))}"
    titles = [Text("level"), Text("rules"), Text("value")]
    titles += [Text("bound"), Text("gap")] if view.has_proofs else []
    rows = []
    for level in view.levels:
        row = [str(level.level), costs(level, lang), str(level.value)]
        if view.has_proofs:
            row += [NOTHING if level.bound is None else str(level.bound), share(level.gap)]
        rows.append(row)
    yield _table(titles, rows, lang)


def _table(titles: Sequence[Text], rows: Iterable[Sequence[str]], lang: str) -> str:
    lines = [[title.sentence(lang) for title in titles], *rows]
    written = ["| " + " | ".join(map(plain, line)) + " |" for line in lines]
    return "\n".join([written[0], "|" + " --- |" * len(titles), *written[1:]])
