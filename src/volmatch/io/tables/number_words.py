"""Numbers in words, made into figures: two, a couple, 两人, 十二, and two that stand together for either, 两三人."""

import re

from volmatch.io.tables.chinese_hours import number_in

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH = {name: figure for figure, name in enumerate(_WORDS)} | {
    "twenty": 20, "a couple of": 2, "a couple": 2, "a pair of": 2, "a pair": 2, "half a dozen": 6, "a dozen": 12}  # fmt: skip
_IN_ENGLISH = re.compile(rf"\b(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})\b")
_BOTH = re.compile(
    r"(?<![一二两三四五六七八九十])([一两二三四五六七八九])([二三四五六七八九])(?![一二两三四五六七八九十])"
)
_IN_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百]+")
_TOGETHER = {"俩": "2个", "仨": "3个"}


def in_figures(text: str) -> str:
    """Return a text in small narrow letters with figures for its numbers in words; what stands for several, as 十几, is left."""
    for word, figure in _TOGETHER.items():
        text = text.replace(f"{word}人", figure).replace(word, figure)
    told = _IN_ENGLISH.sub(lambda found: str(_ENGLISH[found[0]]), text)
    told = _BOTH.sub(_either, told)
    return _IN_CHINESE.sub(lambda found: _figure(found[0]), told)


def _either(found: re.Match[str]) -> str:
    """Return the two numbers of 两三 with a dash between; those that are no neighbours are left."""
    least, most = number_in(found[1]), number_in(found[2])
    return f"{least}-{most}" if least is not None and most == least + 1 else found[0]


def _figure(text: str) -> str:
    number = number_in(text)
    return text if number is None else str(number)
