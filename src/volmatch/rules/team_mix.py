"""Each session's people are mixed as wanted: at least, or at most, so many of them have a trait or a skill."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Annotated

import attrs

from volmatch.problem.shapes import SAYS_NOTHING, Count, Positive, Whole
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Skilled, Trait
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import datetime as dt

    from volmatch.arrays.ragged import Bools
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule

_ALL = 100
Percent = Annotated[int, Whole(0, _ALL)]
_WHOLE = 100
_MOST_NEEDS_ONCE = 6


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Need:
    """How many of a session's people have a trait, or a skill at a level or higher: heads, or a share in per cent.

    A share that is no whole number of people is rounded to what is possible: at least down, at most up.
    """

    trait: Trait | None = None
    skill: Skilled | None = None
    skill_level: Positive = 1
    least: Count | None = None
    most: Count | None = None
    least_percent: Percent | None = None
    most_percent: Percent | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if (self.trait is None) == (self.skill is None):
            yield "trait", Text("wanted either a trait or a skill")
        if self.least is self.most is self.least_percent is self.most_percent is None:
            yield "least", Text("a need says one of least, most, least_percent, most_percent")
        elif self.most is None and not self.least and not self.least_percent and self.most_percent in {None, _ALL}:
            yield "least", Text("none at least, or all at most, says nothing")
        if self.least is not None and self.most is not None and self.least > self.most:
            yield "least", Text("{least} must not exceed {most}", {"least": "least", "most": "most"})
        if self.skill is None and self.skill_level > 1:
            yield "skill_level", Text("a level is said of a skill; name one")


@attrs.frozen(field_transformer=tidy, kw_only=True)
class TeamMix(Rule):
    """In each session that has people, each need is met by the people who have what it asks for.

    People are those whom the filter on volunteers takes, in any role; others are not there for this rule. A skill counts up
    to its last valid day, as the local day on which the session starts. A session that has nobody breaks nothing.

    Excess: 1 for each person missing, or too many, at a need; with `counts_once` 1 for each person missing at all needs
    together when everybody counts where they help most.

    Parameters
    ----------
    needs
        What is wanted in each session.
    counts_once
        Each person counts for one need only, though they have what several ask for; each need then says `least` alone.
    """

    splits = FrozenMap({"sessions": template("the people of {session} are mixed as wanted")})
    needs: Sequence[Need]
    counts_once: bool = False

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.needs:
            yield "needs", SAYS_NOTHING
        has_others = any(
            not (need.most is need.least_percent is need.most_percent is None and need.least is not None)
            for need in self.needs
        )
        if self.counts_once and (has_others or len(self.needs) > _MOST_NEEDS_ONCE):
            facts = {"most": _MOST_NEEDS_ONCE}
            yield (
                "needs",
                Text("where people count once, wanted at most {most} needs that say least and no more", facts),
            )

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each need that a session's people do not meet, or one for all needs together."""
        crews: dict[str, dict[str, Volunteer]] = defaultdict(dict)
        days: dict[str, dt.date] = {}
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                crews[duty.session.id][duty.volunteer.id] = duty.volunteer
                days[duty.session.id] = duty.day
        for session in problem.sessions:
            if session.id in crews:
                crew = list(crews[session.id].values())
                holders = [{one.id for one in crew if _has(one, need, days[session.id])} for need in self.needs]
                if self.counts_once:
                    yield from self._missing_together(session, crew, holders)
                else:
                    for need, ids in zip(self.needs, holders, strict=True):
                        yield from _unmet(session, crew, need, len(ids))

    def _missing_together(
        self, session: "Session", crew: "list[Volunteer]", holders: list[set[str]]
    ) -> Iterator[Violation]:
        """Yield a violation if some needs together want more people than have any of what they ask for.

        By the worst such group of needs, seats stay empty however people are told off: Hall's theorem.
        """
        worst: tuple[int, tuple[int, ...]] = (0, ())
        for size in range(1, len(self.needs) + 1):
            for group in combinations(range(len(self.needs)), size):
                missing = sum(self.needs[one].least or 0 for one in group)
                missing -= len(set().union(*(holders[one] for one in group)))
                worst = max(worst, (missing, group), key=lambda found: found[0])
        missing, group = worst
        if missing:
            wanted = sum(self.needs[one].least or 0 for one in group)
            what = tuple(_what(self.needs[one]) for one in group)
            facts = {"session": session.label, "has": wanted - missing, "what": what, "least": wanted}
            message = Text("{session} has {has} with {what}, each counted once, wanted at least {least}", facts)
            yield Violation(message, tuple(one.id for one in crew), (session.id,), missing)

    def encode(self, f: "Encoder") -> None:
        """Holders >= least times whether anybody is there; 100 holders > per cent times heads - 100; and so on."""
        import numpy as np

        t = f.tables
        crew = t.concerned(self.where).nonzero()[0]
        sessions, row = np.unique(t.candidate_session[crew], return_inverse=True)
        number = np.arange(sessions.size)
        has = [_having(t, need)[crew] for need in self.needs]
        if self.counts_once or any(need.least for need in self.needs):
            anybody = f.any_of(row, crew, sessions.size)
        if self.counts_once:
            rows, sets = f.rows(row[:0], row[:0], 1), 0
            for least, holds in self._sets(has):
                rows += f.rows(sets * sessions.size + number, anybody, least)
                rows += f.rows(sets * sessions.size + row[holds], crew[holds], -1)
                sets += 1
            f.keep_worst(rows, np.tile(number, sets), most=0)
            return
        for need, holds in zip(self.needs, has, strict=True):
            holders = f.rows(row[holds], crew[holds], 1, count=sessions.size)
            if need.least:
                f.keep(holders + f.rows(number, anybody, -need.least), least=0)
            if need.most is not None:
                f.keep(holders, most=need.most)
            if need.least_percent:
                f.keep(f.rows(row, crew, _WHOLE * holds - need.least_percent), least=1 - _WHOLE, unit=_WHOLE)
            if need.most_percent is not None:
                f.keep(f.rows(row, crew, _WHOLE * holds - need.most_percent), most=_WHOLE - 1, unit=_WHOLE)

    def _sets(self, has: "Sequence[Bools]") -> "Iterator[tuple[int, Bools]]":
        """Yield for each set of needs the sum of its least, and which candidates have what any of them asks for."""
        for size in range(1, len(has) + 1):
            for some in combinations(range(len(has)), size):
                holds = has[some[0]]
                for one in some[1:]:
                    holds = holds | has[one]
                yield sum(self.needs[one].least or 0 for one in some), holds


def _has(volunteer: "Volunteer", need: Need, day: "dt.date") -> bool:
    if need.skill is not None:
        return volunteer.holds(need.skill, need.skill_level, day)
    return volunteer.bears(need.trait or "", day)


def _what(need: Need) -> str | Text:
    """Return what a need asks for, in words."""
    if need.skill is None:
        return need.trait or ""
    if need.skill_level == 1:
        return need.skill
    return Text("{skill} at level {level} or higher", {"skill": need.skill, "level": need.skill_level})


def _unmet(session: "Session", crew: "list[Volunteer]", need: Need, has: int) -> Iterator[Violation]:
    """Yield a violation for each bound of a need that a crew with so many holders breaks."""
    people = tuple(one.id for one in crew)
    facts = {"session": session.label, "has": has, "what": _what(need), "heads": len(crew)}
    for least in (need.least, _share(need.least_percent, len(crew), rounded_up=False)):
        if least is not None and has < least:
            told = {**facts, "least": least}
            message = Text("{session} has {has} with {what} among {heads} people, wanted at least {least}", told)
            yield Violation(message, people, (session.id,), least - has)
    for most in (need.most, _share(need.most_percent, len(crew), rounded_up=True)):
        if most is not None and has > most:
            told = {**facts, "most": most}
            message = Text("{session} has {has} with {what} among {heads} people, wanted at most {most}", told)
            yield Violation(message, people, (session.id,), has - most)


def _share(percent: int | None, heads: int, *, rounded_up: bool) -> int | None:
    """Return a share of heads, in whole people."""
    if percent is None:
        return None
    return -(-percent * heads // _WHOLE) if rounded_up else percent * heads // _WHOLE


def _having(t: "Tables", need: Need) -> "Bools":
    """Return which candidates have what a need asks for; bool (K,)."""
    if need.skill is not None:
        return t.holding(need.skill, need.skill_level)
    return t.bearing(need.trait or "")
