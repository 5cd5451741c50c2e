"""`volmatch explain`: why, why not, what is missing, what would help, and a letter to one person."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import click

import volmatch
from volmatch.cli.given_files import read_problem, read_schedule
from volmatch.cli.letter_files import write_letters
from volmatch.cli.plain_facts import echo_data
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError
from volmatch.io.tables.ids_meant import IdsMeant
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.text import Text


class Sayable(Protocol):
    """Anything that says itself in a language."""

    def sentence(self, lang: str = "en") -> str:
        """Say it."""


_OF_A_PROBLEM: Mapping[str, Callable[..., Sayable | None]] = {
    "preflight": lambda problem, **_: volmatch.explain.preflight(problem),
    "clash": volmatch.explain.clash,
}


def run(
    *,
    problem: str,
    schedule: str | None,
    time_limit: float,
    isolation: Isolation,
    force: bool,
    json: bool,
    lang: str,
    **asked: Any,
) -> int:
    """Print one explanation and return the exit code."""
    question, about = _question(asked)
    whole = read_problem(problem, lang)
    how: dict[str, Any] = {"time_limit": time_limit, "isolation": isolation}
    if question in _OF_A_PROBLEM:
        found = _OF_A_PROBLEM[question](whole, **how)
        told = [] if found is None else [found]
    elif schedule is None:
        facts = {"option": f"--{question.replace('_', '-')}"}
        raise OptionError(Text("{option} is about a schedule: name its file behind the problem's", facts))
    elif question == "letters":
        return _letters(whole, read_schedule(schedule, whole, lang), about, force=force, json=json, lang=lang)
    else:
        told = list(_explanations(question, about, whole, read_schedule(schedule, whole, lang), how))
    if json:
        echo_data(told, lang)
    else:
        said = [sentence for one in told if (sentence := one.sentence(lang))]
        click.echo("\n\n".join(said) or _NOTHING.get(question, _NOTHING_TO_SAY).sentence(lang))
    return 0


def _letters(problem: Problem, outcome: Outcome, folder: str, *, force: bool, json: bool, lang: str) -> int:
    """Write a letter to each person."""
    count = write_letters(problem, outcome, folder, force=force, lang=lang)
    if json:
        echo_data({"written": folder, "letters": count}, lang)
    else:
        facts = {"n": count, "path": folder}
        click.echo(Text.counted("{n} letter written to {path}", "{n} letters written to {path}", facts).sentence(lang))
    return 0


def _question(asked: Mapping[str, Any]) -> tuple[str, Any]:
    """Return which of the options is given, and what it says.

    Raises
    ------
    OptionError
        Unless it is exactly one.
    """
    given = [(name, value) for name, value in asked.items() if value not in (None, False, ())]
    if len(given) != 1:
        options = tuple(f"--{name.replace('_', '-')}" for name in asked)
        raise OptionError(Text("wanted exactly one of {options}", {"options": options}))
    return given[0]


def _explanations(
    question: str, about: Any, problem: Problem, outcome: Outcome, how: Mapping[str, Any]
) -> Iterator[Sayable]:
    ids = IdsMeant(problem)
    match question:
        case "empty":
            yield from _empty(problem, outcome)
        case "why":
            yield volmatch.explain.why(problem, outcome, ids.volunteer(about[0]), ids.session(about[1]), **how)
        case "why_not":
            yield volmatch.explain.why_not(problem, outcome, ids.volunteer(about[0]), ids.session(about[1]), **how)
        case "advise":
            catalogue = volmatch.explain.Catalogue(profiles=volmatch.explain.profiles_from(problem))
            yield volmatch.explain.advise(problem, outcome, catalogue, **how)
        case "letter":
            yield volmatch.explain.letter(problem, outcome, ids.volunteer(about))


def _empty(problem: Problem, outcome: Outcome) -> Iterator[Sayable]:
    """Yield why each role below its target is not full, and what that proves."""
    schedule = outcome.schedule
    if schedule is None:
        raise OptionError(_NO_SCHEDULE)
    for session in problem.sessions:
        for role in session.roles:
            if session.id in schedule.placement_of and schedule.heads(session.id, role.name) < role.target:
                yield volmatch.explain.why_empty(problem, outcome, session.id, role.name)
    yield volmatch.explain.shortage(problem, outcome)


_NO_SCHEDULE = Text("there is no schedule to explain: what must hold contradicts itself; ask for the clash")
_NOTHING = {
    "clash": Text("nothing clashes: some schedule keeps everything that must hold"),
    "empty": Text("no seat is empty"),
    "advise": Text("nobody more is needed, and nothing hangs on one person"),
}
_NOTHING_TO_SAY = Text("there is nothing to say")
