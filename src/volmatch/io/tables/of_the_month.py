"""Which Monday of a month, as people write it: 1; 3, first and third, last, 第一个, 最后一个."""

import re
from collections.abc import Iterable, Mapping

from volmatch.io.tables.table_words import Words, plain, understood, written
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_ORDINALS: Mapping[str, Words] = {
    "1": {"en": ("1", "first", "1st"), "zh": ("1", "第一个", "第一", "第1个", "第1", "一")},
    "2": {"en": ("2", "second", "2nd"), "zh": ("2", "第二个", "第二", "第2个", "第2", "二")},
    "3": {"en": ("3", "third", "3rd"), "zh": ("3", "第三个", "第三", "第3个", "第3", "三")},
    "4": {"en": ("4", "fourth", "4th"), "zh": ("4", "第四个", "第四", "第4个", "第4", "四")},
    "5": {"en": ("5", "fifth", "5th"), "zh": ("5", "第五个", "第五", "第5个", "第5", "五")},
    "-1": {"en": ("last", "-1"), "zh": ("最后一个", "最后", "末", "-1")},
}
_MEANINGS = understood(_ORDINALS)
_AND = re.compile(r"\s*(?:[/&+和及,、，]|\band\b)\s*", re.IGNORECASE)  # noqa: RUF001 - people type it
_IN_CHINESE = re.compile(
    r"每?(?:个月|月)的?\s*((?:第?[一二三四五1-5](?:个)?(?:\s*[、,，和及/]\s*)?)+|最后一?个?)\s*(?:个)?的?"  # noqa: RUF001 - people type it
    r"((?:周|星期|礼拜)[一二三四五六日天1-6]+)"
)
_ORDINAL = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_IN_ENGLISH = re.compile(
    rf"(?:on\s+|the\s+|every\s+|each\s+)*({_ORDINAL}(?:\s*(?:,|/|&|\+|and)+\s*(?:the\s+)?{_ORDINAL})*)\s+([a-z]{{3,10}})"
    r"(?:\s+(?:(?:of|in|per|every|each|a|the)\s+){1,3}month)?"
)
_LONGEST = 40
_WANTED = Text("wanted which ones of the month, such as 1; 3 or last")


def of_the_month(parts: Iterable[str]) -> list[int]:
    """Return which ones of a month the parts of a cell say, -1 for the last.

    Raises
    ------
    NotACell
        If one says something else.
    """
    found: list[int] = []
    for part in parts:
        for one in _AND.split(part[:_LONGEST].strip()):
            word = one.strip()
            meant = word if word in _ORDINALS else _MEANINGS.get(plain(word))
            if meant is None:
                raise NotACell(_WANTED)
            found.append(int(meant))
    return list(dict.fromkeys(found))


def days_of_the_month(text: str) -> tuple[str, str] | None:
    """Return which ones, and of which day of the week, a text such as 每月第一、三个周六 or ``first Saturday`` names."""
    narrow = plain(text) if len(text) <= 2 * _LONGEST else ""
    if found := _IN_CHINESE.fullmatch(narrow):
        return "、".join(re.findall(r"[一二三四五1-5]|最后", found[1].replace("最后一", "最后"))), found[2]
    found = _IN_ENGLISH.fullmatch(narrow)
    return None if found is None else (found[1].replace("the ", ""), found[2])


def of_the_month_cell(which: Iterable[int], lang: str) -> str:
    """Return what a cell says for ones of a month."""
    return "; ".join(written(_ORDINALS[str(one)], lang) for one in which)
