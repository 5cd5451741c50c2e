"""Where the command begins and ends: it finds the language, runs, and turns whatever went wrong into a sentence."""

import os
import sys
from collections.abc import Sequence

import click

from volmatch.cli.commands import NAME, build
from volmatch.cli.language import language_of
from volmatch.cli.parts import complaint
from volmatch.errors import VolmatchError
from volmatch.text import Text

FINE, BROKEN, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Returns
    -------
    int
        0 fine; 1 a schedule breaks what must hold, or none is possible; 2 bad input or usage; 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language_of(given, os.environ)
    _print_whatever_the_terminal_can()
    try:
        return int(build(lang).main(given, prog_name=NAME, standalone_mode=False) or FINE)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except VolmatchError as error:
        return _refuse(error.sentence(lang), lang)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.ClickException as error:
        return _refuse(complaint(error, lang), lang)
    except OSError as error:
        facts = {"path": str(error.filename or ""), "reason": error.strerror or type(error).__name__}
        return _refuse(Text("{path}: {reason}", facts).sentence(lang), lang)
    return BAD_INPUT


def _refuse(sentence: str, lang: str) -> int:
    click.echo(Text("error: {sentence}", {"sentence": sentence}).sentence(lang), err=True)
    return BAD_INPUT


def _print_whatever_the_terminal_can() -> None:
    """Let names that a terminal has no letters for print as question marks; a board must not end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None:
            change(errors="replace")
