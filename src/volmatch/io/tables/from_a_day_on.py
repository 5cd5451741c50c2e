"""Free time that begins or ends with a date: from 2 May; after 2 May; until 3 May; 5月2日起; 5月3日之前晚上."""

import re

import attrs

from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.free_time import NOT_FREE_TIME, FreeTime
from volmatch.io.tables.several_days import SaidDays
from volmatch.io.tables.weekdays import NotACell

_IN_FRONT = (
    ("since", True, r"(?:starting|beginning|as)?\s*(?:from|of)|since|starting"),
    ("since", False, r"after"),
    ("until", True, r"until|till|up to|through"),
    ("until", False, r"before"),
)
_BEHIND = (
    ("since", True, r"起|开始|及?以后|onwards?|and after|or later"),
    ("since", False, r"之后|后"),
    ("until", True, r"为止|及?以前|and before|or earlier"),
    ("until", False, r"之前|前"),
)
_LONGEST = 80


@attrs.frozen
class OneSided:
    """What is said beside a day from which it holds, or up to which.

    Parameters
    ----------
    rest
        What stands beside it.
    day
        The day.
    end
        ``since`` or ``until``.
    is_within
        Whether the day itself is one of them; of after 2 May it is none.
    """

    rest: str
    day: SaidDays
    end: str
    is_within: bool

    def of(self, told: FreeTime) -> FreeTime:
        """Return free time that holds from this day on, or up to it.

        Raises
        ------
        NotACell
            If it says dates of its own.
        """
        if told.days is not None and told.days.stretches:
            raise NotACell(NOT_FREE_TIME)
        return attrs.evolve(told, bound=self, said=told.said or self.rest)


def one_sided(text: str) -> OneSided | None:
    """Return the day from which, or up to which, a text says that somebody is free, with the rest of the text, or ``None``."""
    if len(text) > _LONGEST:
        return None
    for end, is_within, words in _IN_FRONT:
        for found in re.finditer(rf"(?:^|(?<=[\s,])|(?<=[\u3400-\u9fff]))(?:{words})\s+", text, re.IGNORECASE):
            if (day := _one_day(text[found.end() :])) is not None:
                return OneSided(text[: found.start()], day, end, is_within)
    for end, is_within, words in _BEHIND:
        for found in re.finditer(rf"\s*(?:{words})", text, re.IGNORECASE):
            front = re.sub(r"^(?:从|自)\s*", "", text[: found.start()])
            if (day := _one_day(front)) is not None:
                return OneSided(text[found.end() :], day, end, is_within)
    return None


def _one_day(text: str) -> SaidDays | None:
    days = said_days(text.strip(" ,.，。")) if any(map(str.isdigit, text)) else None  # noqa: RUF001 - people type the wide ones
    is_one = days is not None and len(days.stretches) == 1 and not days.weekdays
    return days if days and is_one and days.stretches[0][0] is days.stretches[0][1] else None
