"""The page: a whole schedule in one file for the browser, that asks nothing of any server."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from volmatch.doors import door
from volmatch.io.files import AnyPath, replace
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.report.board_words import hours, share, stretch
from volmatch.report.html.charts import picture
from volmatch.report.html.labels import COUNTS, LABELS, day_counts, granted, stretch_of_days
from volmatch.report.html.people_board import even_share, first_choices, people, weeks
from volmatch.report.html.rooms_board import Axis, axis_of, room_days
from volmatch.report.html.saying import TAGS, as_json, attribute, in_all, say, shown, trusted, words_for
from volmatch.report.html.telling import (
    figures,
    goal_said,
    lines_said,
    not_held_said,
    rules_said,
    seats_said,
    status_said,
    title_said,
    violation_said,
    why_empty,
)
from volmatch.report.html.view import Reasons, View, language, view_of
from volmatch.report.unasked import unasked
from volmatch.schedule import Schedule
from volmatch.text import LANGUAGES

HERE = Path(__file__).parent
#: With more sessions or days than this only the first day is open; a phone folds sooner.
MOST_OPEN, MOST_OPEN_DAYS = 100, 14


@door
def page(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    lang: str = "en",
    pseudonyms: bool = False,
    reasons: Reasons | None = None,
    columns: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
    title: str | None = None,
) -> str:
    """Return a schedule as one page of HTML that holds everything it needs, in every language.

    The page loads nothing, and a browser lets it run no script but its own.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        A schedule, or an outcome; only an outcome knows of proofs.
    lang
        The language the page opens in: ``en`` or ``zh``.
    pseudonyms
        Whether people are called V1, V2, ... instead of by their names; then no name or id of theirs is in the page.
    reasons
        What else to say about empty seats, by id of the session and name of the role; the page says what the check says.
    columns
        Names in the `data` of volunteers, such as ``phone``: with them the page lists whom to call at each place.
    annexes
        Tables of your own, shown below ours.
    title
        What the page is called; by default after its days.

    Raises
    ------
    OptionError
        If an argument is something else, if nobody's data have one of the columns, or if people are called by pseudonyms and
        columns are asked for.
    """
    view = view_of(problem, outcome, pseudonyms=pseudonyms, reasons=reasons, columns=columns, annexes=annexes)
    return environment().get_template("page.html.j2").render(_contents(view, language(lang), title))


def _contents(view: View, lang: str, title: str | None) -> dict[str, Any]:
    """Return what the template of the page asks for."""
    axis = axis_of(view.problem, view.meetings)
    style, script = source("style.css") + _axis_style(axis), source("page.js")
    everybody = people(view.problem, view.duties, view.meetings)
    drawn = {} if view.schedule is None else {one: picture(view, one) for one in LANGUAGES}
    return {
        "view": view,
        "lang": lang,
        "title": in_all(title or title_said(view)),
        "named": title,
        "folded": len(view.meetings) > MOST_OPEN or len(view.days) > MOST_OPEN_DAYS,
        "policy": policy(style=style, script=script),
        "style": trusted(style),
        "script": trusted(script),
        "data": as_json(_data(view, in_all(title or title_said(view)))),
        "figures": figures(view),
        "numbers": {one.session.id: number for number, one in enumerate(view.meetings)},
        "axis": axis,
        "room_days": room_days(view.problem, view.meetings, axis),
        "people": everybody,
        "even_share": even_share(everybody),
        "choices": first_choices(everybody),
        "weeks": weeks(everybody),
        "places": _places(view),
        "pictures": {one: trusted(drawing) for one, drawing in drawn.items()},
    }


@door
def write_page(  # noqa: PLR0913 - what a page may say, as in `page`
    problem: Problem,
    outcome: Outcome | Schedule,
    path: AnyPath,
    *,
    lang: str = "en",
    pseudonyms: bool = False,
    reasons: Reasons | None = None,
    columns: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
    title: str | None = None,
) -> None:
    """Write the page of a schedule to a file, in one stroke; see `page`.

    Raises
    ------
    FileError
        If the file cannot be written.
    """
    about: Mapping[str, Any] = {"reasons": reasons, "columns": columns, "annexes": annexes, "title": title}
    made = page(problem, outcome, lang=lang, pseudonyms=pseudonyms, **about)
    replace(path, made.encode())


@cache
def source(name: str) -> str:
    """Return the text of a file of ours."""
    return (HERE / name).read_text(encoding="utf-8")


def policy(*, style: str, script: str = "") -> str:
    """Return the rules a browser keeps for a page: nothing from outside, no script and no style but these two."""
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "img-src data:"]
    parts.append(f"style-src '{_fingerprint(style)}'")
    return "; ".join([*parts, f"script-src '{_fingerprint(script)}'"] if script else parts)


def _fingerprint(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def environment() -> jinja2.Environment:
    """Return what renders the templates: everything is escaped, and a name that a template lacks is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = {
        "say": say, "attribute": attribute, "label": LABELS, "tags": TAGS, "hours": hours, "share": share,
        "stretch": stretch, "stretch_of_days": stretch_of_days, "granted": granted, "rules_said": rules_said,
        "status_said": status_said, "violation_said": violation_said, "not_held_said": not_held_said, "unasked": unasked, "in_all": in_all,
        "words_for": words_for, "day_counts": day_counts,
        "worded": words_for, "goal_said": goal_said, "lines_said": lines_said,
    }  # fmt: skip
    made.globals.update(helpers)
    return made


def _axis_style(axis: Axis) -> str:
    """Return the columns of the board of rooms: inline styles are forbidden, so each position is a class."""
    hour = 60 // axis.step
    lines = [f".lane,.ruler{{grid-template-columns:repeat({axis.steps},minmax({2.6 / hour:.3f}rem,1fr))}}"]
    lines.append(f".lane{{background-size:calc(100% / {len(axis.hours)}) 100%}}")
    lines += [f".c{step}{{grid-column-start:{step + 1}}}" for step in range(axis.steps)]
    lines.append("@media (max-width: 40rem) {")
    lines += [f".c{step}{{order:{step + 1}}}" for step in range(axis.steps)]
    lines.append("}")
    lines += [f".w{step}{{grid-column-end:span {step}}}" for step in range(1, axis.steps + 1)]
    return "\n".join(lines) + "\n"


def _places(view: View) -> list[tuple[str, str]]:
    """Return the places where something takes place, by id, with their labels in order."""
    used = {one.place for one in view.meetings if one.place is not None}
    labelled = [(id_, place.label if (place := view.problem.place(id_)) else id_) for id_ in used]
    return sorted(labelled, key=lambda one: (one[1], one[0]))


def _data(view: View, title: dict[str, str]) -> dict[str, Any]:
    """Return what the script says but the page does not hold: counts, and why seats are empty."""
    seats = {
        f"{number}-{place}": {
            "title": in_all(seats_said(one, seats)),
            "lines": [in_all(said) for said in why_empty(view, one, seats)],
        }
        for number, one in enumerate(view.meetings)
        for place, seats in enumerate(one.seats)
        if seats.state != "full"
    }
    counts = {what: in_all(text) for what, text in COUNTS.items()}
    return {"seats": seats, "counts": counts, "title": title, "tags": TAGS}
