"""How much a workbook may hold: cells in a sheet, and letters in all cells, which share their texts."""

from collections.abc import Iterable

from volmatch.errors import Fault, ProblemError
from volmatch.io.tables.guard import Part, not_a_workbook
from volmatch.text import Text

#: Most cells in the rectangle from A1 to the last filled cell of a sheet.
MOST_CELLS = 3_000_000
#: Rows of a sheet.
MOST_ROWS = 2**20
#: Most letters in all cells of a sheet; cells may share a text, so that a small file holds many.
MOST_LETTERS = 2**28
#: Most texts in a workbook beyond those that cells could share: some programs leave those of cells that are gone.
MOST_LEFT_OVER = 100_000


def too_many_cells() -> ProblemError:
    """Return the error for a sheet with too many cells, or whose last cell lies too far away."""
    return ProblemError([Fault("", Text("wanted at most {most} cells in a sheet", {"most": MOST_CELLS}))])


def refuse_too_many_cells(part: Part) -> None:
    """Refuse a sheet with too many cells, or more rows than a sheet has, before it is gone through, as far as a glance at its bytes tells.

    Raises
    ------
    ProblemError
        If there are too many.
    """
    if _elements(part, b"c") > MOST_CELLS:
        raise too_many_cells()
    if _elements(part, b"row") > MOST_ROWS:
        raise not_a_workbook()


def refuse_too_many_texts(texts: Part, parts: Iterable[Part]) -> None:
    """Refuse texts of which most can stand in no cell: each that is read takes a microsecond, and room.

    Raises
    ------
    ProblemError
        If there are far more than cells.
    """
    count = _elements(texts, b"si")
    if count > MOST_LEFT_OVER and count > MOST_LEFT_OVER + sum(_elements(part, b"c") for part in parts):
        facts = {"n": count}
        raise ProblemError([Fault("", Text("wanted no more texts than there are cells for them, not {n}", facts))])


def _elements(part: Part, name: bytes) -> int:
    """Return how many elements of a name there are, with or without the prefix of a namespace, as their bytes look."""
    return sum(part.count(begin + name + end) for begin in (b"<", b":") for end in (b" ", b">", b"/"))


def too_many_letters() -> ProblemError:
    """Return the error for a sheet with too much text."""
    return ProblemError([Fault("", Text("wanted at most {most} letters in all cells", {"most": MOST_LETTERS}))])
