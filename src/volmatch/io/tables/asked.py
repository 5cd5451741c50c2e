"""What the columns of a sign-up form ask about: a session, a date with times, or a day of the week with times."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.cells import meaning
from volmatch.io.tables.clocks import CLOCK, clock_text, day_text
from volmatch.io.tables.stretches import stretch
from volmatch.problem.session import Session
from volmatch.problem.shapes import LONGEST_ID
from volmatch.problem.volunteer import Wish
from volmatch.problem.window import WEEKDAYS, Weekly, Window
from volmatch.text import Text

_TIMES = re.compile(rf"(.+?)\s+({CLOCK.pattern})\s*[-–—~至到]\s*({CLOCK.pattern})", re.ASCII)  # noqa: RUF001 - people type it
_HALF_OF_THE_DAY = re.compile(r"[ap]\.?m", re.IGNORECASE)


@attrs.frozen
class Asked:
    """What one column asks about: some windows, and the session whose times they are; or a kind, series or place to be wished for.

    Several sessions that are called alike are asked about together: `each` holds them one by one.
    """

    windows: tuple[Weekly | Window, ...]
    session: str | None = None
    group: tuple[str, str] | None = None
    each: tuple["Asked", ...] = ()

    @classmethod
    def of(cls, alike: Sequence["Asked"]) -> "Asked":
        """Return what asks about all of some sessions."""
        windows = tuple(window for one in alike for window in one.windows)
        return alike[0] if len(alike) == 1 else cls(windows, each=tuple(alike))

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of the sessions that are asked about."""
        return tuple(one.session for one in self.single() if one.session is not None)

    def single(self) -> tuple["Asked", ...]:
        """Return what is asked about, one by one."""
        return self.each or (self,)

    def wishes(self, score: int) -> Iterator[Wish]:
        """Yield the wishes of somebody who likes what was asked about so much; none where only a time was."""
        yield from (Wish(session=own, score=score) for own in self.sessions)
        if self.group is not None:
            yield Wish(**{self.group[0]: self.group[1]}, score=score)

    def answered(self, *, if_needed: bool) -> tuple[Weekly | Window, ...]:
        """Return the windows of somebody who is free then, perhaps only if needed."""
        return tuple(attrs.evolve(window, if_needed=if_needed) for window in self.windows)


def by_header(sessions: Iterable[Session]) -> dict[str, Asked]:
    """Return what each session's id and name asks about; a word by which several are called asks about all of them."""
    called: dict[str, dict[str, Asked]] = {}
    for session in sessions:
        for word in filter(None, (session.id, session.name)):
            called.setdefault(alike(word), {})[session.id] = _session(session)
    return {word: Asked.of(tuple(found.values())) for word, found in called.items()}


def _session(session: Session) -> Asked:
    windows = tuple(Window(start, start + session.length) for start in session.candidate_starts)
    return Asked(windows, session.id)


def asked(header: str, sessions: Mapping[str, Asked]) -> Asked | None:
    """Return what a header asks about, or ``None`` where that cannot be told."""
    known = sessions.get(alike(header))
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
