"""A solve put away: the problem, its schedule, and a page that everybody can open, side by side in one folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.io.files import AnyPath, made_folder, replace
from volmatch.io.formats import dumps
from volmatch.outcome import Outcome
from volmatch.plugs import load
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.report.html.view import language, view_of
from volmatch.schedule import Schedule
from volmatch.text import Text


@door
def save(
    problem: Problem,
    outcome: Outcome | Schedule,
    folder: AnyPath = ".",
    name: str = "volmatch",
    *,
    lang: str = "en",
    annexes: Sequence[Annex] = (),
) -> tuple[Path, ...]:
    """Write a problem, its schedule and a page to look at; files that exist are replaced.

    The files are ``<name>.problem.json``, ``<name>.schedule.json`` and ``<name>.report.html``. The page needs the extra
    ``report``; without it only the first two are written. Nothing is written if an argument makes no sense.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        What `solve` returned; or a bare schedule, which is checked and written with its costs.
    folder
        Where to write; made if it does not exist.
    name
        What the names of the files begin with.
    lang
        The language the page opens in: ``en`` or ``zh``. The other two files are the same in both.
    annexes
        Tables of your own, shown on the page.

    Returns
    -------
    tuple of Path
        The files written, in the order above.

    Raises
    ------
    OptionError
        If an argument is something else, or the name is empty or names a folder.
    ProblemError
        If the problem has a rule that no file can name.
    ScheduleError
        If the schedule belongs to another problem, or is a bare one that breaks what must hold.
    FileError
        If a file cannot be written.
    """
    _demand_name(name)
    contents = dict(_contents(problem, outcome, language(lang), annexes))
    target = made_folder(folder)
    written = tuple(target / f"{name}.{kind}" for kind in contents)
    for path, text in zip(written, contents.values(), strict=True):
        replace(path, text.encode())
    return written


def _contents(
    problem: Problem, found: Outcome | Schedule, lang: str, annexes: Sequence[Annex]
) -> Iterator[tuple[str, str]]:
    """Yield how the name of each file ends, and what it holds."""
    view_of(problem, found)  # raises if one of the two is something else, also where no page is made
    yield "problem.json", dumps(problem)
    yield "schedule.json", dumps(found, problem=problem)
    pages = _pages()
    if pages is not None:
        yield "report.html", pages.page(problem, found, lang=lang, annexes=annexes)


def _pages() -> Any | None:
    """Return the module that makes the page, or nothing where the packages it needs are not installed."""
    try:
        return load("pages")
    except ImportError as error:
        if error.name is None or error.name.startswith("volmatch"):
            raise
        return None


def _demand_name(name: str) -> None:
    """Refuse what would be written elsewhere, on any system: Windows knows the most ways to name another folder."""
    if not (isinstance(name, str) and name and PureWindowsPath(name).name == name):
        raise OptionError(Text("wanted a name for files, without a folder, not {given}", {"given": quoted(name)}))
