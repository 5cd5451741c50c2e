"""Columns in which people say what they like best: first choice, second choice; or a grid of ranks."""

import re
from collections.abc import Iterable, Mapping

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.cells import Cell, number
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.table_words import plain
from volmatch.problem.session import Session

_WORDS = r"(?:choice|preference|wish|pick|option|favou?rite)"
_CHINESE = r"(?:志愿|选择|意向|意愿|偏好)"
_NUMBERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "首选": 1,
}
_RANKS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?:your |my )?(first|second|third|fourth|fifth|\d)(?:st|nd|rd|th)? {_WORDS}\b.*",
        rf"{_WORDS} (?:no\.? ?|number |# ?)?(\d)",
        rf"(?:您的|你的)?第([一二三四五\d]){_CHINESE}.*",
        rf"{_CHINESE}([一二三四五\d])",
        r"(首选)",
    )
)
_THINGS = r"(?:activit(?:y|ies)|sessions?|shifts?|events?|duty|duties|slots?|classe?s?|courses?|workshops?|tasks?|jobs?|roles?|times?)"
_LIKES = re.compile(
    rf"(?:(?:your|my|what is your|what are your) )?(?:most )?(?:preferred|favou?rite|desired|wished|top) (?:{_THINGS}|choices?)\b.*"
    rf"|(?:(?:your|my) )?(?:{_THINGS} )?(?:preferences?|wish(?:es)?|interests?)(?: \(.*\))?|interested in.*"
    rf"|(?:which|what) (?:{_THINGS} )?.*\b(?:prefer|like|love|enjoy|interested|want|wish)\b.*"
    r"|.*(?:想|希望|愿意|意愿|喜欢|感兴趣|偏好|意向|中意|首选|优先).*(?:活动|场次|岗位|项目|课程|班次|服务|任务|参加|参与).*"
    r"|(?:活动|场次|岗位|项目|课程|班次)(?:偏好|意向|意愿|兴趣)|(?:我的|您的)?(?:偏好|意向|意愿|兴趣)"
)
_LIKED = re.compile(r"prefer|like|favou?rite|enjoy|rather|喜欢|想|愿|兴趣")
_NOT_LIKED = re.compile(r"\bnot\b|n't|avoid|dislike|least|rather not|不|避免|最少")
#: What a question says whose answers in a grid are ranks.
_ORDER = re.compile(r"rank|order of|in order|prefer|排序|排名|志愿|顺序|喜好|偏好")
_LAST_BRACKETS = re.compile(r"(.*\S.*)\[[^\[\]]+\]\s*", re.DOTALL)


def rank_in(header: Cell) -> int | None:
    """Return which choice a column holds, 1 for the first; ``None`` for a column that holds none."""
    word = plain(str(header)).rstrip("?？")  # noqa: RUF001 - people type the wide one
    found = next((match for pattern in _RANKS if (match := pattern.fullmatch(word))), None)
    return None if found is None else _NUMBERS.get(found[1]) or int(found[1]) or None


def asks_for_likes(header: Cell) -> bool:
    """Whether a column asks what people would like best, without numbering their choices."""
    word = plain(unnumbered(str(header))).rstrip("?？ ")  # noqa: RUF001 - people type the wide one
    return _LIKES.fullmatch(word) is not None and not asks_for_dislikes(header)


def asks_for_dislikes(header: Cell) -> bool:
    """Whether a column asks what people would rather not do."""
    word = plain(str(header))
    return bool(_NOT_LIKED.search(word) and _LIKED.search(word))


def asks_for_ranks(header: Cell) -> bool:
    """Whether a column of a grid asks in which order people like things, as in ``Rank [Tea]``."""
    found = _LAST_BRACKETS.fullmatch(str(header))
    return found is not None and bool(_ORDER.search(plain(found[1])))


def rank_of(cell: Cell, most: int) -> int | None:
    """Return the rank that a cell of a grid says, from 1 to `most`; ``None`` for anything else."""
    text = re.sub(
        r"^(?:第|no\.? ?)?(\d{1,3})(?:st|nd|rd|th)?(?: ?(?:choice|志愿))?$", r"\1", plain(str(cell)), flags=re.ASCII
    )
    told = number(text)
    return told if isinstance(told, int) and 1 <= told <= most else None


def kinds_of_sessions(sessions: Iterable[Session]) -> Mapping[str, Asked]:
    """Return what people may like besides single sessions: kinds, series and places, which say no times."""
    known = list(sessions)
    return {
        alike(word): Asked((), group=(field, word))
        for field in ("place", "series", "kind")
        for one in known
        if (word := getattr(one, field))
    }
