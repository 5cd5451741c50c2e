"""The plainest model of a problem: one yes-or-no for each person in each role of each session, and a price for each breach.

Written from what the records say of themselves, for problems with fixed times and without rooms. The rules are in `naive`.
"""

import calendar
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ortools.sat.python import cp_model

import volmatch as vm


def is_meant(asked: vm.VolunteerFilter | None, one: vm.Volunteer) -> bool:
    """Whether a filter takes a volunteer."""
    return asked is None or (
        (asked.id is None or one.id in asked.id)
        and (asked.trait is None or any(trait in one.traits for trait in asked.trait))
        and (asked.team is None or any(team in one.teams for team in asked.team))
    )


def span(record: Any) -> tuple[int, int]:
    """Return the first minute of a session and the first after it, in minutes since 1970."""
    return int(record.start.timestamp()) // 60, int(record.end.timestamp()) // 60


def minutes_of(session: vm.Session) -> int:
    """Return how long a session lasts."""
    start, end = span(session)
    return end - start


def day_of(session: Any) -> dt.date:
    """Return the local day on which a session starts."""
    day: dt.date = session.start.date()
    return day


def _days_of_months(begin: dt.date, months: int) -> int:
    return sum(calendar.monthrange(begin.year, begin.month + step)[1] for step in range(months))


class Naive:
    """The model of one problem: who serves where, what is held, and what each level costs."""

    def __init__(self, problem: vm.Problem) -> None:
        if any(session.room is not None or session.start is None for session in problem.sessions):
            message = "the naive model knows neither rooms nor candidate starts"
            raise ValueError(message)
        self.problem = problem
        self.model = cp_model.CpModel()
        self.costs: dict[int, list[Any]] = {rule.level: [] for rule in problem.rules if rule.level}
        self.held: dict[str, Any] = {}
        self.serves: dict[tuple[str, str, str], Any] = {}
        for session in problem.sessions:
            self.held[session.id] = self.model.new_int_var(0 if session.optional else 1, 1, "")
            for volunteer in problem.volunteers:
                for role in session.roles:
                    self.serves[volunteer.id, session.id, role.name] = self.model.new_bool_var("")
                self.model.add(self.does(volunteer, session) <= self.held[session.id])
            for role in session.roles:
                self.model.add(self.heads(session, role) <= role.max)

    def does(self, volunteer: vm.Volunteer, session: vm.Session) -> Any:
        """Return 1 where the volunteer serves in the session, else 0."""
        return sum(self.serves[volunteer.id, session.id, role.name] for role in session.roles)

    def heads(self, session: vm.Session, role: vm.Role) -> Any:
        """Return how many people hold the role."""
        return sum(self.serves[volunteer.id, session.id, role.name] for volunteer in self.problem.volunteers)

    def breach(self, rule: vm.Rule, amount: Any, most: int = 1, unit: int = 1) -> None:
        """Say that what exceeds 0 is the rule's excess, in started units: forbidden at level 0, else a cost.

        The excess is never above `most`. The engine errs where numbers may get huge, so that is said as closely as is easy.
        """
        if rule.level == 0:
            self.model.add(amount <= 0)
            return
        excess = self.model.new_int_var(0, most, "")
        self.model.add(unit * excess >= amount)
        self.costs[rule.level].append(rule.weight * excess)

    def people(self, rule: vm.Rule) -> list[vm.Volunteer]:
        """Return the volunteers that the rule is about."""
        return [one for one in self.problem.volunteers if is_meant(rule.where.volunteers, one)]

    def sessions(self, rule: vm.Rule) -> list[vm.Session]:
        """Return the sessions that the rule is about."""
        asked = rule.where.sessions
        fields = ("id", "kind", "series", "priority")
        return [
            one
            for one in self.problem.sessions
            if asked is None
            or (
                all(getattr(asked, field) is None or getattr(one, field) in getattr(asked, field) for field in fields)
                and (asked.tag is None or set(asked.tag) & set(one.tags))
                and (asked.place is None or set(asked.place) & set(self.around(one.place)))
            )
        ]

    def pairs(self, rule: vm.Rule) -> Iterator[tuple[vm.Volunteer, vm.Session]]:
        """Yield every volunteer with every session that the rule is about."""
        for volunteer in self.people(rule):
            for session in self.sessions(rule):
                yield volunteer, session

    def around(self, place: str | None) -> list[str]:
        """Return a place and the places it lies in."""
        parents = {one.id: one.parent for one in self.problem.places}
        return [] if place is None else [place, *self.around(parents[place])]

    def way(self, one: str | None, other: str | None) -> int:
        """Return the minutes between two places."""
        travel = self.problem.travel
        if travel is None or one is None or other is None or one == other:
            return 0
        said = {frozenset((way.a, way.b)): way.minutes for way in travel.minutes}
        pairs = sorted(
            (out_one + out_other, -said.get(frozenset((a, b)), 0))
            for out_one, a in enumerate(self.around(one))
            for out_other, b in enumerate(self.around(other))
            if a == b or frozenset((a, b)) in said
        )
        return -pairs[0][1] if pairs else travel.default_minutes

    def periods(self, limit: vm.Limit, sessions: list[vm.Session]) -> list[list[vm.Session]]:
        """Return the sessions that count in each period of a limit."""
        counted = [one for one in sessions if limit.kind is None or one.kind == limit.kind]
        return [
            [one for one in counted if first <= self.day(one) < first + dt.timedelta(days=length)]
            for first, length in self.spans(limit)
        ]

    def shares(self, limit: vm.Limit) -> list[Fraction]:
        """Return which part of each period of a limit lies between the first and the last session."""
        days = self.days()
        return [
            Fraction(sum(first <= day < first + dt.timedelta(days=length) for day in days), length)
            for first, length in self.spans(limit)
        ]

    def day(self, session: vm.Session) -> dt.date:
        """Return the day to which a session belongs: the one before, if it starts before the hour at which days begin."""
        assert session.start is not None
        begins, here = self.problem.day_starts, session.place
        for place in reversed(self.problem.places):  # what lies in a place stands after it
            if place.id == here:
                begins, here = (place.day_starts, None) if place.day_starts is not None else (begins, place.parent)
        is_early = session.start.time() < begins
        return day_of(session) - dt.timedelta(days=is_early)

    def days(self) -> list[dt.date]:
        """Return all days from the first session to the last."""
        days = sorted(self.day(one) for one in self.problem.sessions)
        return [days[0] + dt.timedelta(days=step) for step in range((days[-1] - days[0]).days + 1)] if days else []

    def spans(self, limit: vm.Limit) -> list[tuple[dt.date, int]]:
        """Return first day and number of days of each period of a limit."""
        firsts = self.days()
        months = {"month": 1, "quarter": 3, "year": 12}.get(limit.per if isinstance(limit.per, str) else "")
        if months:
            begins = sorted({dt.date(day.year, day.month - (day.month - 1) % months, 1) for day in firsts})
            return [(begin, _days_of_months(begin, months)) for begin in begins]
        if isinstance(limit.per, vm.Season):
            is_there = any(limit.per.since <= day <= limit.per.until for day in firsts)
            return [(limit.per.since, (limit.per.until - limit.per.since).days + 1)] if is_there else []
        lengths = {"day": 1, "week": 7, "horizon": len(firsts)}
        length = limit.per.days if isinstance(limit.per, vm.Days) else lengths[limit.per]
        if limit.per == "week":
            firsts = sorted({first - dt.timedelta(days=first.weekday()) for first in firsts})
        elif limit.per != "day":
            firsts = firsts[: max(1, len(firsts) - length + 1)]
        return [(first, length) for first in firsts]
