"""Letters made narrow, and the many dashes, arrows and strokes that people and programs put between times made one."""

# ruff: noqa: RUF001 - these are the letters themselves
import re
import unicodedata

_DASHES = re.compile(r"\s*(?:[-–—=~]*[>→➔➜⟶⇒»›]+|[‐‑‒―−⁓∼˗])\s*(?=[^\s>=])")
#: Only between figures, where the same letter is no part of a word: a long vowel, the number one, dots.
_BETWEEN_FIGURES = re.compile(r"(?<=[\dh点點时時])\s*(?:ー|(?<=\d)一(?=\d{1,2}\s*[:点時])|\.{2,3})\s*(?=\d)")
_STROKES = str.maketrans("∕⁄", "//")
_TO = re.compile(
    r"(?<=[\dhm])\s*\b(?:bis zu[mr]?|up ?to|thr(?:u|ough))\s+(?=\d)|(?<=[\dhm])\s+(?:à|a|alle|hasta)\s+(?:las?\s+)?(?=\d)"
)
_SHARP = re.compile(
    r"(?<=\d)\s*(?:o[’'´`]?\s?clock|uur\b|\(?(?:sharp|exactly|pünktlich)\)?)|(?<=\d{4})\s*hrs?\b|(?<=[点點时時])(?:钟|整)"
)
_AHEAD = re.compile(r"^(?:de|dalle|desde|ab|kl\.?|um)\s+(?:las?\s+)?(?=\d)")
_HALVES = re.compile(r"(?<![上下中])午([前后後])(?=\s*[\d零一二两三四五六七八九十])")
_PARTS = {"morning": "上午", "afternoon": "下午", "evening": "晚上", "night": "晚上", "上午": "上午", "早上": "早上", "下午": "下午", "晚上": "晚上", "傍晚": "傍晚"}  # fmt: skip
_NAMES = "|".join(_PARTS)
_BEHIND = re.compile(rf"(\d.*\d\S*?)\s*,?\s*\(?(?:in the |at )?({_NAMES})\)?")
_FRONT = re.compile(rf"(?:in the )?({_NAMES})s?\s*[:,(]?\s*(\d.*?\d[^)]*)\)?")


def narrowed(text: str) -> str:
    """Return a text with narrow letters, a plain dash for whatever leads from one thing to another, and plain strokes."""
    narrow = unicodedata.normalize("NFKC", text).translate(_STROKES)
    return _BETWEEN_FIGURES.sub("-", _DASHES.sub("-", narrow))


def hours_narrowed(text: str) -> str:
    """Return hours in small narrow letters, with a dash between, without what adds nothing, and the part of the day in front."""
    bare = _HALVES.sub(lambda found: "上午" if found[1] == "前" else "下午", narrowed(text).casefold().strip())
    bare = _AHEAD.sub("", _SHARP.sub("", bare))
    bare = _TO.sub("-", bare)
    if found := _BEHIND.fullmatch(bare):
        return f"{_PARTS[found[2]]}{found[1]}"
    found = _FRONT.fullmatch(bare)
    return bare if found is None or found[1] in _PARTS.values() else f"{_PARTS[found[1]]}{found[2]}"
