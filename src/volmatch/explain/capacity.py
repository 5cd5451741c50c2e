"""How many of some sessions one person can serve in at most, by sums that anybody can check."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, product

import attrs

from volmatch.explain.burden import Burden
from volmatch.explain.explanation import Explanation
from volmatch.explain.obstacles import placements_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.spans_of_days import first_days, length_of
from volmatch.problem.volunteer import Days, Limit, Season, Volunteer
from volmatch.rule import Rule
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

_HOUR = 60
#: More ways than this to hold two sessions are not looked through: then they count as if they never clashed.
_MOST_WAYS = 36
#: A person's further limits are left out of the sums, which hold without them.
_MOST_LIMITS = 6


@attrs.frozen(kw_only=True)
class Share(Explanation):
    """Some sessions of which one person can serve in so many at most.

    Parameters
    ----------
    sessions
        Ids of the sessions.
    most
        How many of them at most.
    reason
        Why no more; ``None`` where that is all of them.
    labels
        Names of the sessions for print.
    """

    sessions: tuple[str, ...]
    most: int
    reason: Text | None = None
    labels: tuple[str, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        facts: dict[str, Fact] = {"most": self.most, "sessions": self.labels}
        if self.reason is None:
            yield Text("{sessions}", facts)
        else:
            yield Text("{most} of {sessions} ({reason})", {**facts, "reason": self.reason})


@attrs.frozen(eq=False)
class _UnsaidShare:
    """A share whose reason is not said yet: its sessions, how many at most, and the limit and first day of its period."""

    sessions: tuple[Session, ...]
    most: int
    limit: Limit | None = None
    day: dt.date | None = None


def _sum(parts: Sequence[_UnsaidShare]) -> int:
    return sum(part.most for part in parts)


@attrs.frozen(eq=False)
class _Cap:
    """One limit of a volunteer, and which sessions it counts."""

    limit: Limit
    rule: Rule
    problem: Problem

    @property
    def is_plain(self) -> bool:
        """Whether shorter periods lie inside its own, so that to count by it first loses nothing."""
        has_wholes = self.limit.per in {"day", "week", "horizon"}  # a month cuts weeks in two
        return self.limit.kind is None and has_wholes

    def split(
        self, sessions: Sequence[Session]
    ) -> tuple[list[tuple[dt.date, tuple[Session, ...]]], tuple[Session, ...]]:
        """Return the sessions of each period with its first day, and those that may fall into several or do not count."""
        counted = [one for one in sessions if self._counts(one)]
        groups: dict[dt.date, list[Session]] = defaultdict(list)
        begin: dt.date | None = None
        for session in sorted(counted, key=lambda one: min(one.candidate_starts)):
            days = self.problem.start_days(session)
            if isinstance(self.limit.per, Days):
                span = dt.timedelta(days=self.limit.per.days)
                begin = min(days) if begin is None or min(days) >= begin + span else begin
                if max(days) < begin + span:
                    groups[begin].append(session)
            elif (first := self._period(min(days))) and first == self._period(max(days)):
                groups[first].append(session)
        grouped = {one.id for group in groups.values() for one in group}
        return [(day, tuple(group)) for day, group in sorted(groups.items())], tuple(
            one for one in sessions if one.id not in grouped
        )

    def most(self, sessions: Sequence[Session]) -> int:
        """Return how many sessions of one period the limit leaves, the shortest ones first."""
        most = len(sessions)
        if self.limit.max_sessions is not None:
            most = min(most, self.limit.max_sessions)
        if self.limit.max_hours is not None:
            minutes = round(self.limit.max_hours * _HOUR)
            lengths = accumulate(sorted(one.length_minutes for one in sessions))
            most = min(most, sum(length <= minutes for length in lengths))
        return most

    def _counts(self, session: Session) -> bool:
        is_meant = self.limit.kind is None or session.kind == self.limit.kind
        return is_meant and self.rule.where.takes_session(session, self.problem)

    def _period(self, day: dt.date) -> dt.date | None:
        return next(iter(first_days(self.limit.per, self.problem.days, day)), None)


def _width(limit: Limit) -> int:
    """Return how long the periods of a limit are, in days; those without end are longest."""
    return length_of(limit.per) or 10**9


@attrs.define(eq=False)
class Capacities:
    """How much each volunteer of a problem can do at most; what was worked out once is kept."""

    burden: Burden
    _clashes: dict[tuple[str, str, int], bool] = attrs.field(factory=dict, init=False)
    _parts: dict[tuple[str, frozenset[str]], tuple[_UnsaidShare, ...]] = attrs.field(factory=dict, init=False)
    _caps: dict[str, list[_Cap]] = attrs.field(factory=dict, init=False)
    _spans: dict[str, tuple[float, float]] = attrs.field(factory=dict, init=False)
    _longest_way: float = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the longest way there is: sessions farther apart than that never clash."""
        travel = self.burden.problem.travel
        ways = [travel.default_minutes, *(way.minutes for way in travel.minutes)] if travel else [0]
        self._longest_way = 60.0 * max(ways)

    def most(self, volunteer: Volunteer, sessions: frozenset[str]) -> int:
        """Return how many of some sessions a volunteer can serve in at most, whatever the schedule."""
        return _sum(self._parts_of(volunteer, sessions))

    def shares(self, volunteer: Volunteer, sessions: frozenset[str]) -> tuple[Share, ...]:
        """Return the sum behind `most`: each session stands in one share, and the shares add up to it."""
        parts = self._parts_of(volunteer, sessions)
        alone = tuple(one for part in parts if part.most == len(part.sessions) for one in part.sessions)
        tight = [part for part in parts if part.most < len(part.sessions)]
        told = [_UnsaidShare(alone, len(alone))] if alone else []
        return tuple(_share(part) for part in (*told, *tight))

    def portions(self, volunteer: Volunteer, sessions: frozenset[str]) -> Iterator[tuple[tuple[str, ...], int]]:
        """Yield the same sum in its smallest terms: sessions, and how many of them at most; free ones stand alone."""
        for part in self._parts_of(volunteer, sessions):
            own = tuple(one.id for one in part.sessions)
            yield from [(own, part.most)] if part.most < len(own) else [((one,), 1) for one in own]

    def _parts_of(self, volunteer: Volunteer, sessions: frozenset[str]) -> tuple[_UnsaidShare, ...]:
        key = volunteer.id, sessions
        if key not in self._parts:
            known = (self.burden.problem.session(one) for one in sorted(sessions))
            listed = tuple(sorted((one for one in known if one is not None), key=_by_end))
            self._parts[key] = tuple(self._best(volunteer, listed, self._caps_of(volunteer)))
        return self._parts[key]

    def _caps_of(self, volunteer: Volunteer) -> list[_Cap]:
        """Return what limits a volunteer at level 0, the longest periods first, so that short ones lie inside them."""
        if volunteer.id not in self._caps:
            rules = [rule for rule in self.burden.of_limits if rule.where.takes_always(volunteer, self.burden.problem)]
            limits = [one for one in volunteer.limits if not one.max_sessions is one.max_hours is None]
            limits.sort(key=lambda one: (-_width(one), one.kind is not None))
            found = [_Cap(limit, rule, self.burden.problem) for limit in limits for rule in rules]
            self._caps[volunteer.id] = found[:_MOST_LIMITS]
        return self._caps[volunteer.id]

    def _best(self, volunteer: Volunteer, sessions: tuple[Session, ...], caps: Sequence[_Cap]) -> list[_UnsaidShare]:
        """Return the parts with the least sum: with or without the first limit, and inside each period with the others."""
        if not caps:
            return list(self._crowds(volunteer, sessions))
        cap, others = caps[0], caps[1:]
        groups, rest = cap.split(sessions)
        if all(cap.most(group) == len(group) for _, group in groups):
            return self._best(volunteer, sessions, others)
        parts = self._best(volunteer, rest, others) if rest else []
        for day, group in groups:
            inside = self._best(volunteer, group, others)
            most = cap.most(group)
            parts += [_UnsaidShare(group, most, cap.limit, day)] if most < _sum(inside) else inside
        if cap.is_plain and not rest:
            return parts
        whole = self._best(volunteer, sessions, others)
        return parts if _sum(parts) < _sum(whole) else whole

    def _crowds(self, volunteer: Volunteer, sessions: Sequence[Session]) -> Iterator[_UnsaidShare]:
        """Yield groups of sessions of which each two clash, from the first that ends on: without ways, as few as can be."""
        rest = list(sessions)
        while rest:
            crowd = [rest[0]]
            others: list[Session] = []
            for session in rest[1:]:
                is_in = all(self._clash(volunteer, one, session) for one in crowd)
                (crowd if is_in else others).append(session)
            rest = others
            yield _UnsaidShare(tuple(crowd), 1)

    def _clash(self, volunteer: Volunteer, one: Session, other: Session) -> bool:
        """Whether one person cannot serve in both of two sessions, wherever and whenever they take place."""
        (since, until), (start, end) = self._span(one), self._span(other)
        if start - until >= self._longest_way or since - end >= self._longest_way:
            return False
        rules = [rule for rule in self.burden.of_pairs if rule.where.takes_always(volunteer, self.burden.problem)]
        key = one.id, other.id, len(rules)
        if len(self.burden.of_pairs) > 1 or key not in self._clashes:  # filters of several rules may differ
            self._clashes[key] = self._clash_by(rules, volunteer, one, other)
        return self._clashes[key]

    def _span(self, session: Session) -> tuple[float, float]:
        """Return from when to when a session may keep somebody for certain: from its last start to its first end."""
        if session.id not in self._spans:
            starts = session.candidate_starts
            first, last = min(starts).timestamp(), max(starts).timestamp()
            self._spans[session.id] = last, first + session.length.total_seconds()
        return self._spans[session.id]

    def _clash_by(self, rules: Sequence[Rule], volunteer: Volunteer, one: Session, other: Session) -> bool:
        problem = self.burden.problem
        ways = [list(placements_of(problem, session)) for session in (one, other)]
        if not rules or not 0 < len(ways[0]) * len(ways[1]) <= _MOST_WAYS:
            return False
        crew = [Assignment(volunteer.id, session.id, session.roles[0].name) for session in (one, other)]
        both = [Schedule(crew, placements) for placements in product(*ways)]
        return all(any(any(rule.check(problem, way)) for rule in rules) for way in both)


def _by_end(session: Session) -> tuple[dt.datetime, str]:
    return max(session.candidate_starts) + session.length, session.id


def _share(part: _UnsaidShare) -> Share:
    return Share(
        sessions=tuple(one.id for one in part.sessions),
        most=part.most,
        reason=None if part.most == len(part.sessions) else _reason(part),
        labels=tuple(one.label for one in part.sessions),
    )


def _reason(part: _UnsaidShare) -> Text:
    if part.limit is None or part.day is None:
        return Text("they overlap or lie too far apart")
    limit = part.limit
    if limit.max_sessions == part.most:
        most = Text.counted("at most {n} session", "at most {n} sessions", {"n": part.most})
    else:
        most = Text("at most {hours} hours", {"hours": limit.max_hours or 0})
    if isinstance(limit.per, Days):
        period = Text("in the {n} days from {day}", {"n": limit.per.days, "day": part.day})
    elif isinstance(limit.per, Season):
        period = Text("from {day} to {until}", {"day": part.day, "until": limit.per.until})
    else:
        period = Text(_PERIODS[limit.per].template, {"day": part.day})
    if limit.kind is None:
        return Text("{most} {period}", {"most": most, "period": period})
    return Text("{most} of the kind {kind} {period}", {"most": most, "period": period, "kind": limit.kind})


_PERIODS = {
    "day": Text("on {day}"),
    "week": Text("in the week from {day}"),
    "month": Text("in the month from {day}"),
    "quarter": Text("in the quarter from {day}"),
    "year": Text("in the year from {day}"),
    "horizon": Text("in all"),
}
