"""Several tables in one sheet, one below the other or side by side: each is read as a sheet of its own, and told."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

#: So many headers must be known before a row below others is a new table.
_FEWEST = 3
#: So many rows from the top are looked through for headers side by side.
_LOOKED_THROUGH = 20
_ANOTHER = Text("another table begins here, and was read as a sheet of its own")
Line = tuple[int, tuple[Cell, ...]]
Keys = Callable[[Sequence[Cell]], Mapping[str, int]]


def tables_apart(sheets: Iterable[Sheet], keys: Keys, names: Container[str]) -> Iterator[Sheet]:
    """Yield sheets with each of their tables as a sheet of its own.

    `keys` tells which sheets a row may have the headers of, and `names` those that say what a sheet is: the first table has it.
    """
    for sheet in sheets:
        tables = [table for block in _beside(sheet, keys) for table in _below(block, keys)]
        is_unclear = len(tables) > 1 and plain(sheet.name) not in names
        yield from (attrs.evolve(table, is_part=table.is_part or is_unclear) for table in tables)


def _below(sheet: Sheet, keys: Keys) -> Iterator[Sheet]:
    """Yield the tables of a sheet that stand one below the other, each with the headers of another thing than the one above."""
    lines = [(sheet.header_row, sheet.header), *sheet.rows]
    current = _best(keys(sheet.header))
    begins = [0]
    for at, (_, cells) in enumerate(lines):
        known = keys(cells)
        best = _best(known)
        if best is None or best == current or known[best] < _FEWEST:
            continue
        if current is not None and _words(cells) != _words(sheet.header):
            begins.append(at)
        current = best
    if len(begins) == 1:
        yield sheet
        return
    titles = [_titles(lines[before:begin]) for before, begin in zip([0, *begins], begins, strict=False)]
    ends = [begin - len(title) for begin, title in zip([*begins[1:], len(lines)], [*titles[1:], ()], strict=True)]
    for begin, end, title in zip(begins, ends, titles, strict=True):
        yield _part(sheet, lines[begin:end], above=title if begin else None)


def _titles(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the last rows of a table that are the title of the next: one text, behind a row that is empty."""
    for at in range(len(lines) - 1, 0, -1):
        filled = [cell for cell in lines[at][1] if not is_empty(cell)]
        if len(filled) != 1 or not isinstance(filled[0], str):
            break
        if lines[at][0] > lines[at - 1][0] + 1:
            return lines[at:]
    return ()


def _beside(sheet: Sheet, keys: Keys) -> Iterator[Sheet]:
    """Yield the tables of a sheet that stand side by side, with an empty column between and other headers in the same row."""
    lines = [(sheet.header_row, sheet.header), *sheet.rows]
    width = max((len(cells) for _, cells in lines), default=0)
    for at in range(min(len(lines), _LOOKED_THROUGH)):
        blocks = _blocks(lines[at:], width, keys) if _has_gap(lines[at][1]) else []
        if len(blocks) > 1:
            begins = [0, *(left for left, _ in blocks[1:]), width]
            for (left, right), reach in zip(blocks, pairwise(begins), strict=True):
                own = [(number, _within(cells, left, right)) for number, cells in lines[at:]]
                titles = [(number, _within(cells, *reach)) for number, cells in lines[:at]]
                rows, above = ([line for line in some if not all(map(is_empty, line[1]))] for some in (own, titles))
                part = _part(sheet, rows, above=above)
                yield part if reach[0] else attrs.evolve(part, is_part=False, filled=sheet.filled)
            return
    yield sheet


def _blocks(lines: Sequence[Line], width: int, keys: Keys) -> list[tuple[int, int]]:
    """Return first and last column, the last one not included, of tables of different kinds; one or none where there are no several."""
    gaps = [at for at in range(width) if all(at >= len(cells) or is_empty(cells[at]) for _, cells in lines)]
    edges = [-1, *gaps, width]
    blocks = [(left + 1, right) for left, right in pairwise(edges) if right - left > 1]
    kinds = [_best(keys(_within(lines[0][1], *block))) for block in blocks]
    return blocks if None not in kinds and len(set(kinds)) == len(kinds) else []


def _within(cells: Sequence[Cell], left: int, right: int) -> tuple[Cell, ...]:
    return tuple(cell if left <= index < right else None for index, cell in enumerate(cells))


def _has_gap(cells: Sequence[Cell]) -> bool:
    """Whether a row has something on both sides of an empty cell."""
    filled = [index for index, cell in enumerate(cells) if not is_empty(cell)]
    return len(filled) > 1 and filled[-1] - filled[0] >= len(filled)


def _part(sheet: Sheet, lines: Sequence[Line], *, above: Sequence[Line] | None) -> Sheet:
    """Return some rows of a sheet as a sheet; with rows above it, or none of these, it is told as another table."""
    (number, header), *rows = lines
    width = max(len(cells) for _, cells in lines)
    merged = tuple(area for area in sheet.merged if number <= area[0] <= lines[-1][0])
    header = (*header, *(None,) * (width - len(header)))
    part = attrs.evolve(sheet, header=header, header_row=number, rows=tuple(rows), merged=merged)
    if above is None:
        return part
    told = Fault.of(sheet.place(number, None), _ANOTHER, next(cell for cell in header if not is_empty(cell)))
    return attrs.evolve(part, above=tuple(above), is_part=True, faults=(), filled=(told,))


def _best(known: Mapping[str, int]) -> str | None:
    return max(known, key=lambda key: known[key], default=None)


def _words(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(plain(str(cell)) for cell in cells if not is_empty(cell))
