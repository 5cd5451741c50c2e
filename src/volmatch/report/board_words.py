"""The words that boards and summaries share: names of rules, of a solve's end, shares and stretches of time."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol

from volmatch.schedule import LevelReport, Schedule, Status, StoppedBy
from volmatch.text import Text, catalogue

#: Stands where nothing is known.
NOTHING = "-"
_LEAST_SHARE = 0.001


class Ending(Protocol):
    """How a solve ended, as far as a few lines tell it: an outcome's own fields."""

    @property
    def schedule(self) -> Schedule | None:
        """What was found."""

    @property
    def status(self) -> Status:
        """How far it is proved."""

    @property
    def stopped_by(self) -> StoppedBy:
        """Why the solve came to an end."""

    @property
    def levels(self) -> tuple[LevelReport, ...]:
        """What each level costs."""

    @property
    def clash(self) -> tuple[Text, ...]:
        """Why nothing is possible."""

    @property
    def seconds(self) -> float:
        """How long it took."""


_STATUS: Mapping[Status, Text] = {
    "optimal": Text("optimal: no schedule can be better at any level"),
    "feasible": Text("feasible: what must hold does; not every level is proved best"),
    "infeasible": Text("infeasible: what must hold contradicts itself"),
}
_STOPPED_BY: Mapping[StoppedBy, Text] = {
    "time": Text("stopped when the time was up"),
    "cancel": Text("stopped because it was cancelled"),
    "memory": Text("stopped because the memory ran out"),
    "fault": Text("stopped because the solver failed"),
}


def rule_title(name: str, lang: str) -> str:
    """Return a rule's name as people say it: ``fair_share`` is ``fair share``, or its word in the other language.

    The names of rules that do not come with volmatch are returned with spaces, in any language.
    """
    return catalogue(lang).gettext(name.replace("_", " "))


def status(outcome: Ending, lang: str) -> str:
    """Say how a solve ended, in one line."""
    told = _STATUS[outcome.status].sentence(lang)
    why = _STOPPED_BY.get(outcome.stopped_by)
    if why is None:
        return told
    return Text("{told} ({why})", {"told": told, "why": why}).sentence(lang)


def costs(level: LevelReport, lang: str) -> str:
    """Name the rules of a level; where there are several, with what each costs."""
    titles = [rule_title(name, lang) for name in level.rules]
    if len(titles) == 1:
        return titles[0]
    parts = [f"{title} {cost}" for title, cost in zip(titles, level.rules.values(), strict=True)]
    return listed(parts, lang)


def listed(parts: Iterable[str], lang: str) -> str:
    """Return words in a row, with the comma of the language and no ``and``."""
    return Text(", ").sentence(lang).join(parts) or NOTHING


def share(part: float | None) -> str:
    """Say a share in per cent; a share that is not zero never reads as zero."""
    if part is None:
        return NOTHING
    if 0 < part < _LEAST_SHARE:
        return "< 0.1 %"
    return "0 %" if part == 0 else f"{part:.1%}".replace("%", " %")


def stretch(start: dt.datetime, end: dt.datetime, day: dt.date | None = None) -> str:
    """Say from when to when; an end on a later day is marked with the days between, and so is a start after the day told."""
    later = 0 if day is None else (start.date() - day).days
    days = (end.date() - start.date()).days
    return (f"+{later} " if later else "") + f"{start:%H:%M}-{end:%H:%M}" + (f" +{days}" if days else "")


def hours(minutes: float) -> str:
    """Say minutes as hours, without needless decimals."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
