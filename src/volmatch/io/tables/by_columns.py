"""What a sheet is that nobody gave a name, as Sheet1 or 工作表1: told by its columns."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import SHEETS, plain

#: Names that programs give by themselves, perhaps behind that of the file.
_UNNAMED = re.compile(
    r"(?:.* )?(?:sheet|tabelle|feuil|feuille|hoja|foglio|blad|planilha|ark|table|лист|工作表|表格?|シート|시트)\s*\d{0,3}\s*(?:\(\d{1,3}\))?"
)
#: What stands above columns of people that nothing reads.
_OF_PEOPLE = frozenset(
    map(
        plain,
        ("phone", "mobile", "tel", "telephone", "phone number", "email", "e-mail", "email address", "first name", "last name", "surname", "given name", "family name",
         "电话", "手机", "手机号", "联系电话", "联系方式", "邮箱", "微信", "姓", "名", "性别", "年龄"),
    )
)  # fmt: skip
_FEWEST = 2
#: What people call a list that is not meant any more, or not yet.
_PUT_ASIDE = re.compile(
    r"\b(?:old|former|archived?|backup|copy|draft|templates?|examples?|samples?|last year|previous|removed|deleted|not used|unused|do not use)\b|旧|去年|往年|历史|备份|副本|草稿|模板|样例|示例|示范|停用|作废|退出|已删"
)


def is_unnamed(name: str) -> bool:
    """Whether a program gave a sheet its name."""
    return _UNNAMED.fullmatch(plain(name)) is not None


def is_named_like(name: str, key: str) -> bool:
    """Whether the name of a sheet has a word in it that names what it is, as Volunteers 2027 or 5月活动安排 have; none that is put aside."""
    told = plain(name)
    if _PUT_ASIDE.search(told):
        return False
    words = {plain(word) for words in SHEETS[key].values() for word in words}
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", told) for word in words)


def keys_by_columns(
    sheet: Sheet,
    is_header: Callable[[str, Sequence[Cell]], bool],
    meanings: Callable[[str], Mapping[str, str]],
    taken: Collection[str],
) -> list[str]:
    """Return which sheets one may be by its columns, without those that are there; those alone that know the most of them."""
    known: dict[str, int] = {}
    for key in COLUMNS:
        headed = sheet.headed(lambda cells, key=key: is_header(key, cells))  # type: ignore[misc]
        if key not in taken and is_header(key, headed.header):
            known[key] = _count_known(key, headed.header, meanings)
    most = max(known.values(), default=0)
    return [key for key, count in known.items() if count == most] if most >= _FEWEST else []


def keys_of_headers(
    cells: Sequence[Cell],
    is_header: Callable[[str, Sequence[Cell]], bool],
    meanings: Callable[[str], Mapping[str, str]],
) -> Mapping[str, int]:
    """Return the sheets of which a row may have the headers, with how many of its cells are known there; every cell is a text."""
    told = [cell for cell in cells if not is_empty(cell)]
    if len(told) < _FEWEST or not all(isinstance(cell, str) for cell in told):
        return {}
    known = {
        key: _count_known(key, told, meanings) for key in COLUMNS
    }  # most rows say nothing that is known: the cheap question first
    return {
        key: count
        for key, count in known.items()
        if count >= _FEWEST and 2 * count >= len(told) and is_header(key, cells)
    }


def _count_known(key: str, cells: Sequence[Cell], meanings: Callable[[str], Mapping[str, str]]) -> int:
    names = {meanings(key).get(plain(str(cell))) for cell in cells if not is_empty(cell)}
    told = (
        {plain(str(cell)) for cell in cells if not is_empty(cell)} & _OF_PEOPLE if key == "volunteers" else set[str]()
    )
    return len(names - {None}) + len(told)
