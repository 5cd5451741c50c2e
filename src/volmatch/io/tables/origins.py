"""From which row each record of a problem came, and in which column each of its fields stands."""

import re
from collections.abc import Mapping

import attrs

from volmatch.io.tables.rows import Row

_FIRST_STEP = re.compile(r"\.?([^.\[\]]+|\[[^\[\]]*\])")
#: Columns that say one thing together.
_TOGETHER = frozenset(
    {
        "date",
        "end_date",
        "start",
        "end",
        "from",
        "to",
        "minutes",
        "starts",
        "weekdays",
        "min",
        "target",
        "max",
        "weekly",
    }
)


@attrs.frozen
class Origin:
    """Where a record came from: a row, and in which column each of its fields stands, where it goes by another name there."""

    row: Row
    steps: Mapping[str, str]
    rest: str | None = None

    def place(self, way: str) -> str:
        """Return where a field stands, or else the row; `way` leads there from the record, such as ``.from`` or ``[2]``."""
        column = self._column(way)
        if column in self.row.known.at or self.rest is None:
            return self.row.known.place(self.row.number, column)
        return self.row.known.place(self.row.number, self.rest) + way

    def is_apart(self, way: str) -> bool:
        """Whether a field stands in a cell of its own, so that what is wrong with it has nothing to do with other cells."""
        column = self._column(way)
        if column in _TOGETHER or not self.row.has(column):
            return False
        place = self.row.known.place(self.row.number, column)
        return all(fault.path != place for fault in self.row.faults)

    def _column(self, way: str) -> str:
        step = _FIRST_STEP.match(way)
        name = "" if step is None else step[1]
        return self.steps.get(name, name)
