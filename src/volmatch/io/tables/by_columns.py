"""What a sheet is that nobody gave a name, as Sheet1 or 工作表1: told by its columns."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.columns import COLUMNS
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain

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


def is_unnamed(name: str) -> bool:
    """Whether a program gave a sheet its name."""
    return _UNNAMED.fullmatch(plain(name)) is not None


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
            names = {meanings(key).get(plain(str(cell))) for cell in headed.header if not is_empty(cell)}
            told = {plain(str(cell)) for cell in headed.header} & _OF_PEOPLE if key == "volunteers" else set[str]()
            known[key] = len(names - {None}) + len(told)
    most = max(known.values(), default=0)
    return [key for key, count in known.items() if count == most] if most >= _FEWEST else []
