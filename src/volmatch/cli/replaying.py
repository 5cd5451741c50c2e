"""`volmatch replay`: whether volmatch still contradicts itself as it once did, from the file that it left then."""

import hashlib
from contextlib import suppress
from pathlib import Path

import click

import volmatch
from volmatch.cli.given_files import named
from volmatch.cli.interrupting import first_ctrl_c
from volmatch.cli.plain_facts import echo_data
from volmatch.errors import EncodingError, FileError
from volmatch.io.files import contents, replace
from volmatch.io.formats import MOST_BYTES
from volmatch.report.summary import summary
from volmatch.run.repro import repro_of, repro_text
from volmatch.text import Text


def run(*, file: str, json: bool, lang: str) -> int:
    """Solve again what led to a contradiction, say whether there still is one, and return the exit code."""
    with named(file):
        asked = repro_of(contents(file, MOST_BYTES))
    outcome = again = None
    try:
        with first_ctrl_c(lang) as stopped:
            outcome = volmatch.solve(asked.problem, cancel=stopped, **asked.how)
    except EncodingError as error:
        again = error
    if json:
        told = {"again": again is not None, "code": None if again is None else again.code}
        echo_data({**told, "status": None if outcome is None else outcome.status}, lang)
    elif outcome is None:
        click.echo(Text("volmatch still contradicts itself: {sentence}", {"sentence": str(again)}).sentence(lang))
    else:
        click.echo(summary(outcome, lang))
        click.echo(Text("no contradiction this time").sentence(lang))
    return 0 if again is None else 1


def kept(error: EncodingError) -> Text | None:
    """Write what a contradiction carries into the current folder, and return where; ``None`` where nothing can be written."""
    if not error.repro:
        return None
    raw = repro_text(error).encode()
    path = Path(f"volmatch-{hashlib.sha256(raw).hexdigest()[:8]}.repro.json")
    with suppress(FileError):
        replace(path, raw)
        return Text(
            "what was asked is in {path}, without a name; send it with a report, `volmatch replay {path}` tries it again",
            {"path": str(path)},
        )
    return None
