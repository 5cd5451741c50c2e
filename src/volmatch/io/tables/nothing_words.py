"""Words that say that there is nothing, as none or 无, or the same again, as ditto or 同上: nobody and no skill is called so."""

from volmatch.io.tables.table_words import plain
from volmatch.text import Text

_NOTHING = frozenset(
    (
        "none", "nothing", "n/a", "n.a.", "n.a", "nil", "no", "not needed", "not required", "nothing special", "no skill", "no skills", "any", "anyone", "anybody", "keine", "keiner", "ohne", "aucun", "aucune",
        "", "\u2013", "—", "/", "\\", ".", "?", "无", "没有", "暂无", "無", "不限", "无要求", "没有要求", "不要求", "无需", "不需要", "无特殊要求", "都可以", "均可", "任意",
    )
)  # fmt: skip
_AGAIN = frozenset(
    ('"', "''", "“", "”", "〃", "″", "同上", "同前", "ditto", "as above", "same as above", "dito", "idem")
)
#: Columns in which such a word stands for an empty cell.
COLUMNS_WITH_NOTHING = frozenset(
    {"skills", "skill", "traits", "teams", "busy", "needed_features", "wanted_features", "equipment"}
)
TAKEN_FOR_NOTHING = Text("{word} was taken for nothing here; in double quotes it is a word like others")


def says_nothing(cell: object) -> bool:
    """Whether a cell says that there is nothing; a word in quotes is a word."""
    return isinstance(cell, str) and plain(cell) in _NOTHING


def says_again(cell: object) -> bool:
    """Whether a cell says that it holds what stands above."""
    return isinstance(cell, str) and (cell.strip() in _AGAIN or plain(cell) in _AGAIN)
