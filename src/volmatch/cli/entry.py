"""Where the command begins and ends: it finds the language, runs, and turns whatever went wrong into a sentence."""

import os
import sys
from collections.abc import Sequence

import click

from volmatch.cli.call_parts import BAD_INPUT, complaint
from volmatch.cli.commands import NAME, build
from volmatch.cli.language import language_of
from volmatch.cli.plain_facts import echo_data, error_data
from volmatch.cli.replaying import kept
from volmatch.errors import EncodingError, VolmatchError
from volmatch.text import Text


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Returns
    -------
    int
        0 fine; 1 a schedule breaks what must hold, or none is possible; 2 bad input or usage.

    Raises
    ------
    KeyboardInterrupt
        For Ctrl-C.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language_of(given, os.environ)
    _print_whatever_the_terminal_can()
    try:
        return int(build(lang).main(given, prog_name=NAME, standalone_mode=False) or 0)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except VolmatchError as error:
        if "--json" in given:
            echo_data(error_data(error, lang), lang)
        about = getattr(error, "__notes__", [])
        file = kept(error) if isinstance(error, EncodingError) else None
        if file is not None:
            click.echo(file.sentence(lang), err=True)
        return _refuse("\n  ".join([*about, *error.sentence(lang).split("\n")]), lang)
    except click.ClickException as error:
        return _refuse(complaint(error, lang), lang)


def _refuse(sentence: str, lang: str) -> int:
    click.echo(Text("error: {sentence}", {"sentence": sentence}).sentence(lang), err=True)
    return BAD_INPUT


def _print_whatever_the_terminal_can() -> None:
    """Let names that a terminal has no letters for print as question marks; a board must not end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None:
            change(errors="replace")
