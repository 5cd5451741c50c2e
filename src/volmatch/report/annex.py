"""A table of your own that goes with a schedule: on the board, and on the page below ours."""

from collections.abc import Iterable, Sequence

import attrs

from volmatch.errors import OptionError
from volmatch.text import Fact, Text, spoken


def _headers(given: Iterable[Text | str]) -> tuple[Text | str, ...]:
    return tuple(given)


def _rows(given: Iterable[Iterable[Fact]]) -> tuple[tuple[Fact, ...], ...]:
    return tuple(map(tuple, given))


@attrs.frozen
class Annex:
    """A table of your own that goes with a schedule.

    Parameters
    ----------
    title, headers
        What stands over it and over each column: words as they are, or a `Text`, which is said in the reader's language.
    rows
        Cells: words, numbers, days and times, tuples of them, or a `Text`; as many in each row as there are headers.

    Raises
    ------
    OptionError
        If a row has more cells than there are headers, or fewer.
    """

    title: Text | str
    headers: Sequence[Text | str] = attrs.field(converter=_headers)
    rows: Sequence[Sequence[Fact]] = attrs.field(converter=_rows)

    def __attrs_post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row) != len(self.headers):
                facts = {"n": number, "wanted": len(self.headers), "given": len(row)}
                raise OptionError(Text("rows[{n}]: wanted {wanted} cells, one a header, not {given}", facts))

    def said(self, lang: str) -> list[list[str]]:
        """Return the headers and the rows in a language."""
        return [[spoken(cell, lang) for cell in row] for row in (self.headers, *self.rows)]
