"""When volmatch contradicts itself, the error takes the problem along, without names, for a report."""

import contextlib
from collections.abc import Iterator

from volmatch.errors import EncodingError
from volmatch.io import anonymous
from volmatch.problem.problem import Problem
from volmatch.search.state.controls import Controls


@contextlib.contextmanager
def problem_kept(problem: Problem, controls: Controls | None = None) -> Iterator[None]:
    """Let an `EncodingError` that is raised in a ``with`` block carry the problem, without names, and how it was solved."""
    try:
        yield
    except EncodingError as error:
        error.repro = anonymous(problem)
        error.how = None if controls is None else _how(controls)
        raise


def _how(controls: Controls) -> dict[str, float | bool | str | None]:
    return {
        "time_limit": None if controls.deadline is None else round(controls.deadline - controls.began, 3),
        "seed": controls.seed,
        "workers": controls.workers,
        "deterministic": controls.deterministic,
        "isolation": controls.isolation,
    }
