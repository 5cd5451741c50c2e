"""Words that say of somebody's whole time when they are free, and those that may mean two things."""

import re

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
    ]
)
NEVER = frozenset(
    ["never", "not at all", "no", "not free", "not available", "unavailable", "没空", "没时间", "没有时间", "从不", "都没空", "都不行", "不行"]
)  # fmt: skip
_OTHER_WEEKS = re.compile(
    r"隔周|双周|单周|隔一周|两周一次|\b(?:every|each)\s+(?:other|second|2nd|two)\b|fortnight|bi-?weekly|alternat",
    re.IGNORECASE,
)
_AROUND_THE_CLOCK = re.compile(r"\s*24\s*/\s*7\s*")


def other_meaning(text: str) -> Text | None:
    """Return what to write instead of words that may mean two things, or ``None``."""
    if _AROUND_THE_CLOCK.fullmatch(text):
        return Text("this may be always, or 24 July; write always, or the date")
    if _OTHER_WEEKS.search(text):
        return Text("this says every second week, and not which: write the dates, such as 2026-08-01; 2026-08-15")
    return None
