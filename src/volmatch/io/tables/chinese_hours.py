"""Chinese numbers in times and dates, made into figures: 下午两点半 is 下午2点半, 八点一刻 8点15, 二〇二六年十二月五日 2026年12月5日."""

import re
from functools import lru_cache

_ONES = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"〇": 0, "○": 0, "两": 2}  # noqa: RUF001 - it is how zero is written
_NUMBER = r"(?:[二三四五]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
#: The 二 of 周二十点 is that of the Tuesday.
_HOUR = re.compile(rf"(?<![周期拜]){_NUMBER}(?=\s*[点點时時])")
_MINUTE = re.compile(rf"(?<=[点點时時])\s*(?:([一三])刻|[零〇]?({_NUMBER})(?:\s*分)?)")
_DAY = re.compile(rf"{_NUMBER}(?=\s*[月日号])|(?<=月){_NUMBER}$")
#: A year is said figure by figure, with two or four of them.
_YEAR = re.compile(
    r"(?<![零〇○一二三四五六七八九])(?:[零〇○一二三四五六七八九]{4}|[零〇○一二三四五六七八九]{2})(?=\s*年)"
)
#: From early to late, as in 早8晚5 and 朝九晚五.
_EARLY_LATE = re.compile(
    r"[早朝晨]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})(:\d{2})?点?\s*[-到至]?\s*[晚夕]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})(:\d{2})?点?",
    re.ASCII,
)
_QUARTER = 15
#: The same few hours stand in many cells.
_OFTEN = 2_048


def number_in(text: str) -> int | None:
    """Return the number below a hundred that Chinese letters say, or ``None``."""
    tens, ten, ones = text.rpartition("十")
    if any(letter not in _ONES for letter in (tens, ones) if letter) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return _ONES[ones] if ones else None
    return 10 * (_ONES[tens] if tens else 1) + (_ONES[ones] if ones else 0)


@lru_cache(maxsize=_OFTEN)
def hours_in_figures(text: str) -> str:
    """Return a text with the hours and minutes in it in figures."""
    text = _EARLY_LATE.sub(_from_early_to_late, text)
    with_hours = _HOUR.sub(lambda found: str(number_in(found[0])), text)
    return _MINUTE.sub(_minutes, with_hours)


@lru_cache(maxsize=_OFTEN)
def days_in_figures(text: str) -> str:
    """Return a text with the years, months and days in it in figures."""
    if "月" not in text:
        return text
    with_years = _YEAR.sub(lambda found: "".join(str(_ONES[letter]) for letter in found[0]), text)
    return _DAY.sub(lambda found: str(number_in(found[0])), with_years)


def _from_early_to_late(found: re.Match[str]) -> str:
    first, begin, last, end = found.groups()
    return f"早{first}{begin or '点'}-晚{last}{end or '点'}"


def _minutes(found: re.Match[str]) -> str:
    quarters, minutes = found.groups()
    return f"{_QUARTER * _ONES[quarters] if quarters else number_in(minutes):02}"
