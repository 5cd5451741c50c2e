"""What the columns of a sign-up form ask about: a session, a date with times, or a day of the week with times."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

import attrs

from volmatch.io.tables.cells import meaning
from volmatch.io.tables.clocks import CLOCK, clock_text, day_text
from volmatch.io.tables.stretches import stretch
from volmatch.io.tables.table_words import plain
from volmatch.problem.session import Session
from volmatch.problem.shapes import LONGEST_ID
from volmatch.problem.volunteer import Wish
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.text import Text

_TIMES = re.compile(rf"(.+?)\s+({CLOCK.pattern})\s*[-–—~至到]\s*({CLOCK.pattern})", re.ASCII)  # noqa: RUF001 - people type it
_HALF_OF_THE_DAY = re.compile(r"[ap]\.?m", re.IGNORECASE)


@attrs.frozen
class Asked:
    """What one column asks about: some windows, and the session whose times they are; or a kind, series or place to be wished for."""

    windows: tuple[Weekly | Window, ...]
    session: str | None = None
    group: tuple[str, str] | None = None

    def wish(self, score: int) -> Wish | None:
        """Return the wish of somebody who likes what was asked about so much, ``None`` where only a time was."""
        if self.session is not None:
            return Wish(session=self.session, score=score)
        return None if self.group is None else Wish(**{self.group[0]: self.group[1]}, score=score)

    def answered(self, *, if_needed: bool) -> tuple[Weekly | Window, ...]:
        """Return the windows of somebody who is free then, perhaps only if needed."""
        return tuple(attrs.evolve(window, if_needed=if_needed) for window in self.windows)


def by_header(sessions: Iterable[Session]) -> dict[str, Asked]:
    """Return what each session's id asks about, and its name where no other session has the same."""
    known = list(sessions)
    named: dict[str, list[Session]] = {}
    for session in known:
        named.setdefault(plain(session.name), []).append(session)
    found = {name: _session(alike[0]) for name, alike in named.items() if name and len(alike) == 1}
    return found | {plain(session.id): _session(session) for session in known}


def _session(session: Session) -> Asked:
    windows = tuple(Window(start, start + session.length) for start in session.candidate_starts)
    return Asked(windows, session.id)


def asked(header: str, sessions: Mapping[str, Asked]) -> Asked | None:
    """Return what a header asks about, or ``None`` where that cannot be told."""
    known = sessions.get(plain(header))
    if known is not None:
        return known
    found = _TIMES.fullmatch(header.strip()) if len(header) <= LONGEST_ID else None
    if found is None:
        return None
    (first, last), day = (found[2], found[found.re.groups - 4]), found[1].strip(" ,:：")  # noqa: RUF001 - people type it
    if bool(_HALF_OF_THE_DAY.search(first)) != bool(_HALF_OF_THE_DAY.search(last)):
        return None  # "2:00-4:00PM": nobody can tell which half of the day the first one means
    start, end = clock_text(first), clock_text(last)
    return None if start is None or end is None else _timed(day, start, end)


def _timed(day: str, start: str, end: str) -> Asked | None:
    weekday = meaning(day, WEEKDAYS)
    if weekday is not None:
        closing = dt.time() if end == "24:00" else dt.time.fromisoformat(end)
        if start == "24:00":  # the midnight at the end of its day is the one that begins the next
            start, weekday = "00:00", WEEKDAYS[(WEEKDAYS.index(weekday) + 1) % len(WEEKDAYS)]
        return Asked((Weekly([weekday], dt.time.fromisoformat(start), closing),))  # type: ignore[list-item]
    date = day_text(day)
    if date is None:
        return None
    told = stretch({"date": date, "from": start, "to": end}, _Heedless())
    return Asked((Window(told["from"], told["to"]),))


class _Heedless:
    """Takes no note: a date and two times in a header leave nothing open, and one overnight is plain to whoever wrote it."""

    def note(self, _column: str | None, _wanted: Text) -> None:
        """Take no note."""

    def tell(self, _column: str | None, _meant: Text) -> None:
        """Take no note."""
