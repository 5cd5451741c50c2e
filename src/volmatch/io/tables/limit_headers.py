"""Headers that ask how much somebody may serve: hours per week, max shifts, 每周最多几小时, how many shifts can you do."""

import re

import attrs

from volmatch.io.tables.numbered_questions import unnumbered
from volmatch.io.tables.table_words import plain

_HOURS = r"(?:hours?|hrs?\b|\bh(?=\s*(?:/|per\b))|stunden|个?小时|个?钟头|时长)"
_SESSIONS = r"(?:shifts?|sessions?|times|duties|duty|activities|slots|schichten|einsätze|几?个?(?:班次|场次|班|场|次)|活动(?:个|次)?数|(?:几|多少)[个项]活动)"
_WHAT = re.compile(rf"(?P<hours>{_HOURS})|(?P<sessions>{_SESSIONS})")
_PERIODS = (
    ("day", re.compile(r"\b(?:per|a|an|each|every|/|in a) ?day\b|/ ?day\b|\bdaily\b|pro tag|每[天日]|一天|[天日]均?最多")),
    ("week", re.compile(r"\b(?:per|a|each|every|in a) ?week\b|/ ?we?e?k\b|\bweekly\b|pro woche|每个?(?:周|星期|礼拜)|一(?:周|星期|礼拜)")),
    ("month", re.compile(r"\b(?:per|a|each|every|in a) ?month\b|/ ?month\b|\bmonthly\b|pro monat|每个?月|一个?月")),
    ("quarter", re.compile(r"\b(?:per|a|each|every|in a) ?quarter\b|/ ?quarter\b|\bquarterly\b|pro quartal|每个?季度?|一个?季度")),
    ("year", re.compile(r"\b(?:per|a|each|every|in a) ?year\b|/ ?year\b|\b(?:yearly|annually)\b|pro jahr|每年|一年")),
)  # fmt: skip
_LEAST = re.compile(r"\b(?:min|minimum|at least)\b|mindestens|至少|最少|最低|不少于")
_MOST = re.compile(
    r"\b(?:max|maximum|most|up to|limit|no more than|cap)\b|höchstens|maximal|最多|上限|不超过|最高|至多"
)
_ASKS = re.compile(r"\bhow (?:many|much|often)\b|wie viele|多少|几")
#: What somebody did before, would rather do, or what others need is no limit.
_OTHER = re.compile(
    r"\b(?:have you|did you|done|served|worked|so far|before|past|previous|last|completed|logged|needed|required|prefer\w*|favou?rite|which|what|when|between|hours of|rest|travel|experience|reminder|free|available (?:hours|times)|per (?:shift|session|time|duty|person)|a shift|children|guests|people)\b|每次|每场|每班|以往|已|过|累计|之前|上次|需要|希望|喜欢|哪|什么|休息|路程|间隔|经验"
)
_LONGEST = 80


@attrs.frozen
class LimitHeader:
    """What a header asks for: hours or sessions, in which period, and whether the least or the most."""

    what: str
    per: str
    is_least: bool

    @property
    def most(self) -> str:
        """The field of a limit for the most."""
        return f"max_{self.what}"

    @property
    def least(self) -> str:
        """The field of a limit for the least."""
        return f"min_{self.what}"


def limit_in(header: str) -> LimitHeader | None:
    """Return what limit a header asks for, or ``None`` where it asks for none."""
    word = unnumbered(plain(header))
    what = _WHAT.search(word)
    if len(word) > _LONGEST or what is None or _OTHER.search(word):
        return None
    per = next((period for period, pattern in _PERIODS if pattern.search(word)), None)
    least, most = _LEAST.search(word), _MOST.search(word)
    if per is None and not (least or most or _ASKS.search(word)):
        return None
    if least and most:
        return None
    return LimitHeader("hours" if what["hours"] else "sessions", per or "horizon", bool(least))
