"""The commands with their arguments and options, in one language."""

from collections.abc import Callable, Sequence

import click

import volmatch
from volmatch.cli import checking, ruling, showing, solving
from volmatch.cli.parts import (
    Callback,
    Group,
    a_number,
    context_of,
    help_option,
    lang_option,
    one_of,
    refuse_words_too_many,
    version_option,
)
from volmatch.text import Text

NAME = "volmatch"


def build(lang: str) -> click.Group:
    """Return the whole command in one language; invoked without standalone mode it returns the exit code."""
    about = Text("Match volunteers to sessions: make, check and show schedules that are proved best.")
    commands = [_solve(lang), _check(lang), _show(lang), _rules(lang)]
    group = Group(lang, commands, about.sentence(lang))
    group.params.append(version_option(f"{NAME} {volmatch.__version__}", lang))
    _give_language(group, lang)
    return group


def _solve(lang: str) -> click.Command:
    stop = Text("Stop after so many seconds with the best found; 60 by default.")
    vary = Text("Vary the search: another number, another way; 0 by default.")
    params: list[click.Parameter] = [
        _file("problem", "PROBLEM.json"),
        _option(
            ["-o", "--output"], "FILE", Text("Write the schedule to this file; without it, nothing is written."), lang
        ),
        _option(["--time-limit"], "SECONDS", stop, lang, a_number(lang), default="60"),
        _option(["--seed"], "N", vary, lang, a_number(lang, whole=True), default="0"),
        _option(
            ["--workers"], "N", Text("How many processors to use; one is often best."), lang, a_number(lang, whole=True)
        ),
        _option(["--start"], "FILE", Text("Begin from this schedule, and never end worse."), lang),
    ]
    about = Text(
        "Make the best schedule for a problem.\n\nExit code: 0 a schedule was made, 1 what must hold contradicts itself, "
        "2 the input is wrong."
    )
    return _command("solve", solving.run, params, about, lang)


def _check(lang: str) -> click.Command:
    params: list[click.Parameter] = [_file("problem", "PROBLEM.json"), _file("schedule", "SCHEDULE.json")]
    about = Text(
        "Judge a schedule: what it breaks of what must hold, and what it costs at each level.\n\n"
        "Exit code: 0 nothing is broken, 1 something is, 2 the input is wrong."
    )
    return _command("check", checking.run, params, about, lang)


def _show(lang: str) -> click.Command:
    views = ("session", "volunteer")
    by = Text("Who serves in each session, or what each person does.")
    params: list[click.Parameter] = [
        _file("problem", "PROBLEM.json"),
        _file("schedule", "SCHEDULE.json"),
        _option(["--by"], f"[{'|'.join(views)}]", by, lang, one_of(views, lang), default="session"),
    ]
    about = Text(
        "Show a schedule as a board: sessions, people, and how good it is proved to be.\n\n"
        "Exit code: 0 nothing is broken, 1 something is, 2 the input is wrong."
    )
    return _command("show", showing.run, params, about, lang)


def _rules(lang: str) -> click.Command:
    params: list[click.Parameter] = [click.Argument(["rule"], metavar="[RULE]", type=str, required=False)]
    about = Text(
        "List the rules a problem may have, or print the page of one.\n\nExit code: 0 fine, 2 there is no such rule."
    )
    return _command("rules", ruling.run, params, about, lang)


def _command(
    name: str, run: Callable[..., int], params: Sequence[click.Parameter], about: Text, lang: str
) -> click.Command:
    def call(**given: object) -> int:
        refuse_words_too_many(click.get_current_context(), lang)
        return run(lang=lang, **given)

    told = about.sentence(lang)
    short = told.partition("\n")[0]
    command = click.Command(
        name,
        callback=call,
        params=list(params),
        help=told,
        short_help=short,
        add_help_option=False,
        context_settings={"allow_extra_args": True},
    )
    _give_language(command, lang)
    return command


def _give_language(command: click.Command, lang: str) -> None:
    """Give a command what all have: ``--lang``, ``--help``, and pages in the language."""
    command.params += [lang_option(lang), help_option(lang)]
    command.context_class = context_of(lang)


def _file(name: str, metavar: str) -> click.Argument:
    return click.Argument([name], metavar=metavar, type=str)


def _option(
    names: Sequence[str],
    metavar: str,
    about: Text,
    lang: str,
    judge: Callback | None = None,
    default: str | None = None,
) -> click.Option:
    return click.Option(names, metavar=metavar, help=about.sentence(lang), callback=judge, default=default)
