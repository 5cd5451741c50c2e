"""The periods of limits as people type them: week, 每月, per day, 14 days, two weeks, 2026-09-01 to 2027-06-30."""

import re
from typing import Any

from volmatch.io.tables.cells import Cell, Kind, meaning
from volmatch.io.tables.table_words import VALUES, plain, written
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text, template

PERIODS = ("day", "week", "month", "quarter", "year", "horizon")
_STRETCH = re.compile(r"(?:every |每)?(\d{1,7})\s*(?:days?|天|日)", re.ASCII)
_WEEKS = re.compile(r"(?:every |each |每)?(\d{1,3}|two|两|二)\s*(?:weeks?|个?星期|周)", re.ASCII)
_SEASON = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:-|\u2013|\.\.+|to|until|至|到)\s*(\d{4}-\d{2}-\d{2})", re.ASCII)
_EACH = re.compile(r"(?:per|a|an|each|every)\s+")
_TWO = frozenset({"two", "两", "二"})
_DAYS_OF_A_WEEK = 7


_WANTED = template(
    "wanted a period: day, week, month, quarter, year, horizon, a number of days such as 14 days, or 2026-09-01 to 2027-06-30"
)


def _per(cell: Cell) -> Any:
    text = plain(str(cell))
    told = meaning(cell, PERIODS) or meaning(_EACH.sub("", text), PERIODS)
    stretch, weeks, season = _STRETCH.fullmatch(text), _WEEKS.fullmatch(text), _SEASON.fullmatch(str(cell).strip())
    if told is None and season:
        return {"since": season[1], "until": season[2]}
    if told is None and weeks:
        return {"days": _DAYS_OF_A_WEEK * (2 if weeks[1] in _TWO else int(weeks[1]))}
    if told is None and stretch is None:
        raise NotACell(Text(_WANTED))
    return told or {"days": int(stretch[1]) if stretch else 0}


def _per_cell(per: Any, lang: str) -> str:
    if isinstance(per, str):
        return written(VALUES[per], lang)
    if "since" in per:
        return f"{per['since']} {'至' if lang == 'zh' else 'to'} {per['until']}"
    return f"{per['days']} 天" if lang == "zh" else f"{per['days']} days"


PER = Kind(
    _per,
    _per_cell,
    Text(
        "day, week, month, quarter, year, horizon for the whole plan, a number of days such as 14 days, or the days from one "
        "to another such as 2026-09-01 to 2027-06-30."
    ),
)
