"""How a command is made: its arguments and options, with their words in one language."""

from collections.abc import Callable, Sequence
from typing import get_args

import click

from volmatch.cli.call_parts import (
    Callback,
    a_number,
    context_of,
    help_option,
    lang_option,
    one_of,
    refuse_words_too_many,
)
from volmatch.engines.answer import Isolation
from volmatch.text import Text


def command(
    name: str, run: Callable[..., int], params: Sequence[click.Parameter], about: Text, lang: str
) -> click.Command:
    """Return a command; the first line of what it is about is its short help."""

    def call(**given: object) -> int:
        refuse_words_too_many(click.get_current_context(), lang)
        return run(lang=lang, **given)

    told = about.sentence(lang)
    short = told.partition("\n")[0]
    made = click.Command(
        name,
        callback=call,
        params=list(params),
        help=told,
        short_help=short,
        add_help_option=False,
        context_settings={"allow_extra_args": True},
    )
    give_language(made, lang)
    return made


def give_language(command: click.Command, lang: str) -> None:
    """Give a command what all have: ``--lang``, ``--help``, and pages in the language."""
    command.params += [lang_option(lang), help_option(lang)]
    command.context_class = context_of(lang)


def file(name: str, metavar: str, *, required: bool = True) -> click.Argument:
    """Return an argument that is a path."""
    return click.Argument([name], metavar=metavar, type=str, required=required)


def option(
    names: Sequence[str],
    metavar: str,
    about: Text,
    lang: str,
    judge: Callback | None = None,
    default: str | None = None,
) -> click.Option:
    """Return an option with a value."""
    return click.Option(names, metavar=metavar, help=about.sentence(lang), callback=judge, default=default)


def flag(name: str, about: Text, lang: str) -> click.Option:
    """Return an option that is given or not."""
    return click.Option([name], is_flag=True, help=about.sentence(lang))


def outputs(lang: str) -> click.Option:
    """Return ``-o``, which may be given more than once."""
    about = Text(
        "Write the schedule to this file: .json, .xlsx, .html, .svg, .png, .md, or a folder of CSV files; again for more files. "
        "Without it, nothing is written."
    )
    return click.Option(["-o", "--output"], metavar="FILE", multiple=True, help=about.sentence(lang))


def columns_option(lang: str) -> click.Option:
    """Return the option for people's own columns in what is shown."""
    about = Text(
        "List whom to call at each place, with this column of the people's own, such as phone; again for more."
    )
    return click.Option(["--columns"], multiple=True, type=str, metavar="NAME", help=about.sentence(lang))


def letters_option(lang: str) -> click.Option:
    """Return ``--letters``."""
    about = Text("Write a letter to each person into this folder: their own duties, and nothing of others.")
    return option(["--letters"], "DIR", about, lang)


def force_flag(lang: str) -> click.Option:
    """Return ``--force``."""
    return flag("--force", Text("Replace a file that this command did not write."), lang)


def json_flag(lang: str) -> click.Option:
    """Return ``--json``, which every command has."""
    return flag("--json", Text("Print JSON, for scripts."), lang)


def isolation_option(lang: str) -> click.Option:
    """Return ``--isolation``."""
    apart = Text(
        "Where engines work: process (one that dies takes nothing with it), thread, or auto: only large questions in processes; "
        "auto by default."
    )
    places = get_args(Isolation)
    return option(["--isolation"], f"[{'|'.join(places)}]", apart, lang, one_of(places, lang), default="auto")


def limits_options(lang: str) -> list[click.Option]:
    """Return the options of commands that solve in order to answer."""
    about = Text("Stop after so many seconds with what is known then; 60 by default.")
    return [
        option(["--time-limit"], "SECONDS", about, lang, a_number(lang), default="60"),
        isolation_option(lang),
    ]
