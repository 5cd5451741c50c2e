"""Words that say of somebody's whole time when they are free, and those that may mean two things."""

import re

from volmatch.io.tables.table_words import plain
from volmatch.text import Text

ALWAYS = frozenset(
    [
        "always",
        "any time",
        "anytime",
        "all the time",
        "at any time",
        "whenever",
        "flexible",
        "all days",
        "always free",
        "always available",
        "随时",
        "随时都可以",
        "随时都行",
        "随时可以",
        "随时有空",
        "随时都有空",
        "都可以",
        "都行",
        "均可",
        "任何时间",
        "任何时候",
        "全天",
        "都有空",
        "都有时间",
        "一直有空",
        "不限",
        "any",
        "all of them",
        "any of them",
        "all of these",
        "any of these",
        "all of the above",
        "以上都可以",
        "全部都可以",
        "全部可以",
        "都可以参加",
        "both days",
        "either day",
        "all three days",
        "两天都可以",
        "两天都行",
        "三天都可以",
        "三天都行",
    ]
)
NEVER = frozenset(
    ["never", "not at all", "no", "not free", "not available", "unavailable", "currently unavailable", "not available at the moment", "not coming", "can't come", "cannot come", "can't make it", "cannot make it",
     "没空", "没时间", "没有时间", "从不", "都没空", "都不行", "不行", "暂时没空", "最近没空", "近期没空", "暂时没时间", "不能参加", "不参加", "来不了", "不能来", "不来",
     "none of these", "none of them", "none of the above", "以上都不行", "以上都不可以"]
)  # fmt: skip
_OTHER_WEEKS = re.compile(
    r"隔周|双周|单周|隔一周|两周一次|\b(?:every|each)\s+(?:other|second|2nd|two)\b|fortnight|bi-?weekly|alternat",
    re.IGNORECASE,
)
_AROUND_THE_CLOCK = re.compile(r"\s*24\s*/\s*7\s*")


_UNKNOWN = frozenset(
    (
        "tbd", "tbc", "tba", "?", "??", "???", "n/a", "na", "", "\u2013", "—", "/", "unknown", "not sure", "not sure yet", "unsure", "depends", "it depends", "maybe", "don't know", "to be confirmed", "will let you know",
        "none", "ask", "ask me", "varies", "various", "待定", "未定", "不确定", "无", "不定", "不固定", "不一定", "不定时", "另行通知", "到时再说", "电话联系", "看情况", "再说", "不清楚", "不知道", "?", "待确认",
    )
)  # fmt: skip
_SOMETIMES = re.compile(
    r"\b(?:most|some|many|usually|mostly|sometimes|occasionally)\b|一般|通常|大部分|多数|有时(?!间)|偶尔|平时",
    re.IGNORECASE,
)
_LATE = re.compile(r"\blate\b|\b(?:till|until|to) (?:close|closing|the end)\b|\bopen end\b|深夜|很晚", re.IGNORECASE)
_NIGHT = re.compile(r"\bnights?\b|\bovernight\b|夜里|夜间|半夜|通宵|夜班", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:after|before) (?:work|school|class(?:es)?|lunch|dinner)\b|[上下](?:班|课|学)(?:以?[前后])?", re.IGNORECASE
)
_SURE = Text("this says nothing sure: write when, or never, or leave it empty, which is always")
_NO_END = Text("this does not say when it ends: write from when to when, such as 19:00-23:00")
_NO_HOURS = Text("this means other hours to each: write from when to when, such as 22:00-02:00")


def unclear_words(text: str) -> Text | None:
    """Return what to write instead of words that say no hours, or ``None``."""
    if _LATE.search(text):
        return _NO_END
    return _NO_HOURS if _NIGHT.search(text) or _WORK.search(text) else None


def other_meaning(text: str) -> Text | None:
    """Return what to write instead of words that may mean two things, or ``None``."""
    if _AROUND_THE_CLOCK.fullmatch(text):
        return Text("this may be always, or 24 July; write always, or the date")
    if _OTHER_WEEKS.search(text):
        return Text("this says every second week, and not which: write the dates, such as 2026-08-01; 2026-08-15")
    is_unsure = plain(text).strip(" .") in _UNKNOWN or _SOMETIMES.search(text)
    return _SURE if is_unsure else unclear_words(text)
