"""When volmatch contradicts itself, the error takes the problem along, without names, for a report."""

import contextlib
from collections.abc import Iterator

from volmatch.errors import EncodingError
from volmatch.io import anonymous
from volmatch.problem.problem import Problem


@contextlib.contextmanager
def problem_kept(problem: Problem) -> Iterator[None]:
    """Let an `EncodingError` that is raised in a ``with`` block carry the problem, without names."""
    try:
        yield
    except EncodingError as error:
        error.repro = anonymous(problem)
        raise
