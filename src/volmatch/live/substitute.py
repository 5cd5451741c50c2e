"""Everybody who could take a seat, with what it costs: as values that can say themselves."""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

import attrs

from volmatch.explain.change import LevelChange
from volmatch.explain.explanation import Explanation
from volmatch.live.ask_plan import QUIET, AskPlan, ask_plan
from volmatch.live.askable import Askable
from volmatch.live.unable import Unable
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

#: So many people are told in words.
_TOLD = 10


@attrs.frozen(kw_only=True)
class SeatLeft:
    """A seat that somebody leaves to take another one.

    Parameters
    ----------
    volunteer, session, role
        Ids of the person and the session, and the role's name.
    label, session_label
        Names for print.
    start
        When the session begins.
    """

    volunteer: str
    session: str
    role: str
    label: str
    session_label: str
    start: dt.datetime


@attrs.frozen(kw_only=True)
class Substitute(Explanation):
    """Somebody who could take a seat, and the best way to it.

    Parameters
    ----------
    volunteer
        Their id.
    label
        Their name for print.
    takes
        Who takes what: the seat first, then each seat that was left, but for one that stays empty.
    leaves
        Who leaves what for it, in the same order.
    names
        Names for print of all who are asked.
    levels
        What each level of the whole schedule costs with the seat empty, and with them in it.
    asked
        When they were asked last.
    """

    volunteer: str
    label: str
    takes: tuple[Assignment, ...]
    leaves: tuple[SeatLeft, ...] = ()
    names: tuple[str, ...] = ()
    levels: tuple[LevelChange, ...] = ()
    asked: dt.datetime | None = None
    _before: Schedule = attrs.field(repr=False, eq=False)

    @property
    def kind(self) -> Literal["direct", "move", "swap", "chain"]:
        """``direct``: nothing else changes; ``move``: a seat they leave stays empty; ``swap``: a third takes it; or a ``chain``."""
        if not self.leaves:
            return "direct"
        if len(self.leaves) > 1:
            return "chain"
        return "swap" if len(self.takes) > 1 else "move"

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of all who must say yes."""
        return tuple(one.volunteer for one in self.takes)

    @property
    def costs(self) -> tuple[int, ...]:
        """What each level costs with them in the seat, the first level first."""
        return tuple(level.after for level in self.levels)

    @property
    def schedule(self) -> Schedule:
        """The whole schedule with them in the seat."""
        left = {(one.volunteer, one.session, one.role) for one in self.leaves}
        stay = [one for one in self._before.assignments if (one.volunteer, one.session, one.role) not in left]
        return attrs.evolve(self._before, assignments=[*stay, *self.takes])

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield Text("{how}: {costs}", {"how": tuple(self._steps()), "costs": self._costs()})

    def _steps(self) -> Iterator[Text]:
        if not self.leaves:
            yield Text("{volunteer} can take it", {"volunteer": self.label})
            return
        for number, one in enumerate(self.leaves):
            facts: dict[str, Fact] = {"volunteer": one.label, "session": one.session_label, "start": one.start}
            if number:
                yield Text("{volunteer} leaves {session} ({start}) for that one", facts)
            else:
                yield Text("{volunteer} leaves {session} ({start}) for it", facts)
        if len(self.takes) > len(self.leaves):
            yield Text("{volunteer} takes what is left", {"volunteer": self.names[-1]})
        else:
            yield Text("what is left stays empty")

    def _costs(self) -> tuple[Text, ...]:
        told = tuple(_cost(level) for level in self.levels if level.loss)
        return told or (Text("no level changes"),)


def _cost(level: LevelChange) -> Text:
    facts: dict[str, Fact] = {"level": level.level, "rules": level.titles, "by": abs(level.loss)}
    if level.loss < 0:
        return Text("{by} less at level {level} ({rules})", facts)
    return Text("{by} more at level {level} ({rules})", facts)


@attrs.frozen(kw_only=True)
class Substitutes(Explanation):
    """Everybody who could take a seat, those who cost least first.

    Parameters
    ----------
    session, role
        Id of the session, and the role's name.
    label
        The session's name for print.
    start
        When it begins.
    people
        Who could take the seat. First come those with whom the first levels cost least, as a `volmatch.repair` counts them; then
        those for whom the fewest people must be asked; then those with whom the other levels cost least; then who was asked
        longest ago.
    unable
        Some of those who cannot, with the reasons.
    others
        How many more there are who cannot.
    is_complete
        Whether everybody was looked at before the time was up.
    """

    session: str
    role: str
    label: str
    start: dt.datetime
    people: tuple[Substitute, ...]
    unable: tuple[Unable, ...] = ()
    others: int = 0
    is_complete: bool = True

    def ask_plan(
        self,
        *,
        now: dt.datetime | str,
        deadline: dt.datetime | str,
        chance: float = 0.95,
        odds: float | Mapping[str, float] = 0.5,
        minutes: int | Mapping[str, int] = 60,
        quiet: tuple[str, str] | tuple[dt.time, dt.time] | None = QUIET,
    ) -> AskPlan:
        """Return whom to ask when, of those who could take the seat at once: see `volmatch.live.ask_plan`.

        Only as many are asked as the chance takes: nobody with whom the schedule costs more, as long as those with whom it
        costs less make a yes likely enough.

        Parameters
        ----------
        odds, minutes
            The same for all, or by id; 0.5 and 60 for those who are not named.
        """
        direct = [one for one in self.people if one.kind == "direct"]
        asked: list[Askable] = []
        plan = None
        for _, group in groupby(direct, key=lambda one: one.costs):
            asked += [
                Askable(
                    volunteer=one.volunteer,
                    name=one.label,
                    odds=odds.get(one.volunteer, 0.5) if isinstance(odds, Mapping) else odds,
                    minutes=minutes.get(one.volunteer, 60) if isinstance(minutes, Mapping) else minutes,
                )
                for one in group
            ]
            plan = ask_plan(asked, now=now, deadline=deadline, chance=chance, quiet=quiet)
            if plan.is_enough:
                return plan
        return plan or ask_plan([], now=now, deadline=deadline, chance=chance, quiet=quiet)

    def texts(self) -> Iterator[Text]:
        """Yield who could take the seat, and why others cannot."""
        facts: dict[str, Fact] = {"session": self.label, "start": self.start, "role": self.role}
        if self.people:
            yield Text("{session} ({start}), {role}: who could take it", facts)
        else:
            yield Text("{session} ({start}), {role}: nobody could take it", facts)
        for one in self.people[:_TOLD]:
            yield from (Text("- {line}", {"line": text}) for text in one.texts())
        more = len(self.people) - _TOLD
        if more > 0:
            yield Text.counted("- and {n} more", "- and {n} more", {"n": more})
        for no in self.unable:
            yield from no.texts()
        if self.others:
            yield Text.counted("{n} other cannot", "{n} others cannot", {"n": self.others})
        if not self.is_complete:
            yield Text("not everybody could be looked at in time")
