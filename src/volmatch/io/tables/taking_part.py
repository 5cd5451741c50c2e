"""Columns that say who takes part: active, 是否参加; whoever says no stays in the list and is never free."""

from collections.abc import Sequence

import attrs

from volmatch.io.tables.asking_headers import asked_in
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.counting_headers import TAKES_NO_PART, TAKES_PART
from volmatch.io.tables.rows import Row
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.yes_or_no import answered, has_crosses, word_in
from volmatch.text import Text

_IN = frozenset(("active", "current", "participating", "coming", "joining", "attending", "confirmed", "accepted", "aktiv", "在职", "在岗", "参加", "参与", "正常", "活跃", "出席", "已确认", "确认"))  # fmt: skip
_OUT = frozenset(
    ("inactive", "not active", "left", "withdrawn", "withdrew", "quit", "dropped out", "resigned", "paused", "on leave", "not coming", "declined", "cancelled", "canceled", "former", "inaktiv",
     "退出", "已退出", "离职", "已离职", "离开", "停用", "暂停", "不参加", "不参与", "休假", "请假", "不活跃", "取消", "已取消", "缺席")
)  # fmt: skip


@attrs.frozen
class TakesPart:
    """A column that says who takes part."""

    index: int
    is_turned: bool
    crosses: bool

    @classmethod
    def of(cls, header: str, index: int, cells: Sequence[Cell]) -> "TakesPart | None":
        """Return what a column says of who takes part; ``None`` where its header or most of its cells say something else."""
        looks = set(asked_in(header))
        column = cls(index, not looks.isdisjoint(TAKES_NO_PART), has_crosses(cells))
        said = [column._says(cell) is not None for cell in cells if word_in(cell)]
        is_one = not looks.isdisjoint(TAKES_PART | TAKES_NO_PART) and sum(said) * 2 > len(said)
        return column if is_one else None

    def take(self, row: Row, cell: Cell) -> None:
        """Leave one person out who does not take part."""
        told = self._says(cell)
        if told is None and word_in(cell):
            raise NotACell(_WANTED)
        if told is False:
            row.is_out = True
            row.flat["available"] = True
            row.flat.pop("free", None)

    def told(self, cells: Sequence[Cell]) -> Text:
        """Return what was understood."""
        out = sum(self._says(cell) is False for cell in cells)
        return Text.counted(
            "this column was taken for who takes part: {n} person does not, and is never free",
            "this column was taken for who takes part: {n} people do not, and are never free",
            {"n": out},
        )

    def _says(self, cell: Cell) -> bool | None:
        word = word_in(cell)
        if word in _IN or word in _OUT:
            return word in _IN
        told = answered(cell, crosses=self.crosses)
        return told if told is None else told is not self.is_turned


_WANTED = Text("wanted yes or no: this column was taken for who takes part")
