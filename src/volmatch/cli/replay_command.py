"""The words of `volmatch replay`: its arguments and its help page."""

import click

from volmatch.cli import replaying
from volmatch.cli.making import command, file, json_flag
from volmatch.text import Text


def replay(lang: str) -> click.Command:
    """Return `volmatch replay`."""
    params: list[click.Parameter] = [file("file", "FILE"), json_flag(lang)]
    about = Text(
        "Try again what made volmatch contradict itself, from the file that it left then; it names nobody.\n\n"
        "Exit code: 0 no contradiction this time, 1 there still is one, 2 the input is wrong."
    )
    return command("replay", replaying.run, params, about, lang)
