"""How much a workbook may hold: cells in a sheet, and letters in all cells, which share their texts."""

from volmatch.errors import Fault, ProblemError
from volmatch.text import Text

#: Most cells in the rectangle from A1 to the last filled cell of a sheet.
MOST_CELLS = 3_000_000
#: Most letters in all cells of a sheet; cells may share a text, so that a small file holds many.
MOST_LETTERS = 2**28


def too_many_cells() -> ProblemError:
    """Return the error for a sheet with too many cells, or whose last cell lies too far away."""
    return ProblemError([Fault("", Text("wanted at most {most} cells in a sheet", {"most": MOST_CELLS}))])


def too_many_letters() -> ProblemError:
    """Return the error for a sheet with too much text."""
    return ProblemError([Fault("", Text("wanted at most {most} letters in all cells", {"most": MOST_LETTERS}))])
