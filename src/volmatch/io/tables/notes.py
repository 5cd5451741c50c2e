"""What was understood in a sheet in a way worth knowing: handed to whoever asks for it, and else a warning."""

import warnings
from collections.abc import Callable

from volmatch.errors import Fault

#: Takes what was understood, and where.
Told = Callable[[Fault], object]


class TablesWarning(UserWarning):
    """Something in a table that was understood in a way worth knowing."""


def warn(note: Fault) -> None:
    """Tell it as a warning."""
    warnings.warn(note.sentence(), TablesWarning, stacklevel=3)
