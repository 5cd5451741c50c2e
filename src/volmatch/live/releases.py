"""Releases: from when on which seats are open to whom, and what must not get worse by a seat that is taken."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, cast

import attrs

from volmatch.errors import Fault, OptionError, quoted
from volmatch.live.changes import FromWhen, day_or_moment
from volmatch.live.open_seats import level_text
from volmatch.problem.entity import Entity
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.shapes import ListOf, Positive, Reader
from volmatch.problem.values import tidy
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import EVERYWHERE, Rule, Where, unknown_references
from volmatch.text import Text


@attrs.frozen(field_transformer=tidy)
class Release:
    """Seats that open at a moment.

    Parameters
    ----------
    from_
        When; a day means its first instant.
    level
        Only seats by which this level, or one before it, gets better; ``None`` for all. With the standard rules, 1 means the
        seats of the first class of priority that must not stay empty.
    where
        Which people and which sessions.
    """

    from_: FromWhen = attrs.field(converter=day_or_moment)
    level: Positive | None = None
    where: Where = attrs.field(default=EVERYWHERE, kw_only=True)

    def takes(self, problem: Problem, volunteer: Volunteer, session: Session, price: Mapping[int, int]) -> bool:
        """Whether it opens a seat of this price to this person."""
        is_wanted = self.level is None or any(cost < 0 for level, cost in price.items() if level <= self.level)
        return is_wanted and self._is_about(problem, volunteer, session)

    def _is_about(self, problem: Problem, volunteer: Volunteer, session: Session) -> bool:
        """Whether it is about this person on a day on which the session may start, and about the session."""
        days = problem.start_days(session)
        return self.where.takes_session(session, problem) and any(self.where.takes_on(volunteer, day) for day in days)


@attrs.frozen
class Terms:
    """What besides the rules of level 0 decides whether somebody may take a seat.

    Parameters
    ----------
    guard
        Levels up to this one must not get worse; 0 for no level.
    releases
        A seat is open from the first of those on that take it; with none, all seats are.
    """

    guard: int = 0
    releases: tuple[Release, ...] = ()

    @classmethod
    def of(cls, problem: Problem, guard: int | None, releases: Sequence[Release | Mapping[str, Any]]) -> "Terms":
        """Read terms.

        Raises
        ------
        OptionError
            For the first that makes no sense.
        """
        if guard is not None and guard < 0:
            raise OptionError(Text("guard: wanted a level, or None, not {given}", {"given": quoted(guard)}))
        reader = Reader(problem.zone)
        found: Any = reader.read(ListOf(Entity(Release)), releases, "releases")
        faults = list(reader.faults)
        if not faults:
            for number, release in enumerate(cast("list[Release]", found)):
                place = f"releases[{number}]."
                unknown = unknown_references(Rule(where=release.where), problem)
                faults += [attrs.evolve(fault, path=place + fault.path) for fault in unknown]
        _refuse(faults)
        return cls(guard or 0, tuple(found))

    def against(
        self,
        problem: Problem,
        volunteer: Volunteer,
        session: Session,
        price: Mapping[int, int],
        now: dt.datetime | None,
    ) -> tuple[Text, ...]:
        """Return what speaks against giving a seat of this price to this person; nothing if they may have it."""
        found = [level_text(problem, level, cost) for level, cost in price.items() if cost > 0 and level <= self.guard]
        if self.releases:
            opens = [one.from_ for one in self.releases if one.takes(problem, volunteer, session, price)]
            if not opens:
                found.append(Text("it is not released"))
            elif now is None or now < min(opens):
                found.append(Text("it opens {start}", {"start": min(opens)}))
        return tuple(found)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise OptionError(Text("{fault}", {"fault": faults[0].sentence()}))
