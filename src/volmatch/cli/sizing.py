"""`volmatch solve --dry-run`: how large a problem is and what a solve will take, without solving it."""

from typing import Literal

import click

import volmatch
from volmatch.cli.call_parts import BAD_INPUT
from volmatch.cli.plain_facts import as_data, echo_data
from volmatch.problem.problem import Problem
from volmatch.run.machine_memory import megabytes
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text


def tell_size(problem: Problem, memory_limit: float | Literal["machine"] | None, *, json: bool, lang: str) -> int:
    """Print how large a problem is, and return the exit code.

    Raises
    ------
    LimitError
        Where a solve would be refused, but not for scripts; what there is to be known is printed before.
    """
    refuse_nonsense(
        problem=problem, time_limit=None, seed=0, workers=None, on_progress=None, cancel=None, start=None,
        memory_limit=memory_limit,
    )  # fmt: skip
    size, limit = volmatch.size_of(problem), megabytes(memory_limit)
    if json:  # one answer, whether it fits or not
        echo_data({**as_data(size, lang), "memory_limit": limit, "fits": size.fits(limit)}, lang)
    else:
        click.echo(size.sentence(lang))
        click.echo(_verdict(limit).sentence(lang))
        size.refuse_beyond(limit)
    return 0 if size.fits(limit) else BAD_INPUT


def _verdict(limit: float | None) -> Text:
    if limit is None:
        return Text("memory limit: none")
    return Text("memory limit: {limit} MB", {"limit": f"{limit:,.0f}"})
