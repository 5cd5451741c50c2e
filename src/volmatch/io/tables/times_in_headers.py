"""Headers of lists that speak of times: a day, hours, when people cannot come, or how much they may serve."""

import re

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import header_text
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.table_words import HEADERS, plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times

_CANNOT = re.compile(
    r"(?:when|what|which|on which|are there).*\b(?:can't|cannot|can not|unable|unavailable|busy|away|not (?:be )?(?:free|available|come|able))\b.*"
    r"|(?:dates?|days?|times?)(?: (?:you|i))?(?: are)? (?:not available|unavailable|away|busy|not free|i can't|you can't|blocked).*|(?:un|not )available.*|(?:days off|blackout).*"
    r"|.*(?:什么时候|何时|哪天|哪些天|哪些时间|哪些日期|几号).*(?:不能来|没空|没有空|不可用|不方便|没时间|不能参加|请假|不可服务).*"
    r"|(?:不能来|没空|没有空|不可用|不方便|没时间|不能参加|请假|不可服务)的?(?:时间|日期|日子).*"
)
_LIMIT = re.compile(
    r"\b(?:max|maximum|at most|up to|limit|no more than|min|minimum|at least)\b.*\b(?:shifts?|hours?|dut(?:y|ies)|sessions?|times|days?|weeks?)\b|(?:最多|上限|不超过|至少|最少).*(?:次|场|小时|班|天)"
)
_CLOSES = re.compile(r"\d|\bnights?\b|\blate\b|\beve|[晚夜]", re.IGNORECASE)
_LONGEST = 60


def says_times(header: Cell) -> bool:
    """Whether a header is a day or hours, as those of a grid are."""
    try:
        told = free_times(header_text(header))
    except NotACell:
        return False
    return any(one.days is not None or one.span is not None for one in told or ())


def says_when_not(header: Cell) -> bool:
    """Whether a header asks when people cannot come."""
    word = plain(unnumbered(str(header))).rstrip("?？ ")  # noqa: RUF001 - people type the wide one
    return word in _BUSY or _CANNOT.fullmatch(word) is not None


def says_a_limit(header: Cell) -> bool:
    """Whether a header speaks of how much somebody may serve."""
    return _LIMIT.search(plain(str(header))) is not None


def begins_with_a_day(header: Cell) -> bool:
    """Whether a header begins with a day and goes on with what may be hours, none of which is understood."""
    text = unnumbered(str(header)).strip()[:_LONGEST]
    return any(_CLOSES.search(text[at:]) and said_days(text[:at].strip(" ,:")) for at in range(2, len(text)))


_BUSY = frozenset(plain(word) for words in HEADERS["busy"].values() for word in words)
