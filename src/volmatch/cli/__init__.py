"""The command `volmatch`: solve, check and show problem files."""

import importlib
from collections.abc import Sequence

#: What a shell expects of a command that Ctrl-C ended.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; see `volmatch.cli.entry`.

    Ctrl-C is met here, outside of everything: it may come while the command, or the solver it asks for, is still being
    loaded, and compiled modules turn it into errors of their own.
    """
    try:
        return int(importlib.import_module("volmatch.cli.entry").run(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if _comes_from_ctrl_c(error):
            return INTERRUPTED
        raise


def _comes_from_ctrl_c(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


__all__ = ["INTERRUPTED", "main"]
