"""A drill: a schedule is lived through many times, and each time some people do not turn up."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.arrays.turning_up import missing, ways
from volmatch.columns.compile import compile_problem
from volmatch.columns.sessions import minutes_of
from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.live.drilled import CalledIn, Drill, EmptySeats, Fragile
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.schedule import Duty, Schedule
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

_MILLION = 1_000_000


@door
def drill(problem: Problem, schedule: Schedule | Outcome, *, days: int = 10_000, seed: int = 0) -> Drill:
    """Live through each day of a schedule many times, some people not turning up, and count the seats that stay empty.

    Somebody turns up on a local day for all their duties of that day, or for none, with the odds of their ``show_rate``, whatever
    the others do. Seats count up to the ``min`` of each role that serves. In the order in which sessions begin, each empty
    seat is filled by somebody on call, if there is one who turned up, was not called yet, could hold the role, has no other duty
    at that time and is on call from the session's start to its end; of several the one who could fill the fewest roles.

    Parameters
    ----------
    problem, schedule
        What was planned; an outcome will do as well.
    days
        How many times each day is lived through, 1 to 1,000,000.
    seed
        Another seed, other absences.

    Returns
    -------
    Drill
        The averages without anybody on call are exact; the rest is counted.

    Raises
    ------
    OptionError
        For an option that makes no sense.
    """
    planned = schedule_given(schedule)
    refuse_nonsense(
        problem=problem, time_limit=None, seed=seed, workers=None, on_progress=None, cancel=None, start=planned
    )
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= _MILLION:
        raise OptionError(
            Text("days: wanted a whole number from 1 to {most}, not {given}", {"most": _MILLION, "given": quoted(days)})
        )
    return _Drilling(problem, planned.settled(problem), days, seed).run()


@attrs.frozen(eq=False)
class _Post:
    """A role of a session, with those who hold it."""

    session: Session
    role: Role
    start: int
    end: int
    crew: tuple[Duty, ...]

    @property
    def odds(self) -> list[int]:
        return [round(duty.volunteer.show_rate * _MILLION) for duty in self.crew]


@attrs.frozen(eq=False, slots=False)
class _Drilling:
    """One drill under way."""

    problem: Problem
    schedule: Schedule
    days: int
    seed: int

    @cached_property
    def _duties(self) -> tuple[Duty, ...]:
        return self.schedule.duties(self.problem)

    @cached_property
    def _on_call(self) -> list[Duty]:
        """Everybody on call, by start."""
        found = [duty for duty in self._duties if duty.role.standby]
        return sorted(found, key=lambda duty: (duty.start, duty.session.id, duty.volunteer.id))

    @cached_property
    def _posts(self) -> list[_Post]:
        """Every role that serves, in the order in which sessions begin."""
        crews: dict[tuple[str, str], list[Duty]] = {}
        for duty in self._duties:
            crews.setdefault((duty.session.id, duty.role.name), []).append(duty)
        placed = sorted(self.schedule.placements, key=lambda one: (one.start, one.session))
        return [
            _Post(session, role, begin, begin + session.length_minutes, tuple(crews.get((session.id, role.name), ())))
            for one in placed
            if (session := self.problem.session(one.session)) is not None
            for begin in (minutes_of(one.start),)
            for role in session.roles
            if role.min and not role.standby
        ]

    @cached_property
    def _helpers(self) -> list[list[int]]:
        """By post, who on call could help there, as positions in `_on_call`; those who could help least often first."""
        if not self._on_call:
            return [[] for _ in self._posts]
        t = compile_problem(self.problem)
        role_row = {
            (self.problem.sessions[row].id, name): number
            for number, (row, name) in enumerate(zip(t.role_session.tolist(), t.role_names, strict=True))
        }
        found = []
        for post in self._posts:
            _, candidate = t.candidates_of_roles(whole([role_row[post.session.id, post.role.name]]))
            able = set(t.candidate_volunteer[candidate[t.candidate_start[candidate] == post.start]].tolist())
            found.append(
                [
                    number
                    for number, duty in enumerate(self._on_call)
                    if t.volunteer_row[duty.volunteer.id] in able and self._is_free(duty, post)
                ]
            )
        often = Counter(number for helpers in found for number in helpers)
        return [sorted(helpers, key=lambda number: (often[number], number)) for helpers in found]

    def _is_free(self, duty: Duty, post: _Post) -> bool:
        """Whether somebody on call is so for the whole of a session, and has nothing else to do then."""
        if minutes_of(duty.start) > post.start or minutes_of(duty.end) < post.end:
            return False
        return not any(
            minutes_of(own.start) < post.end and post.start < minutes_of(own.end)
            for own in self._duties_of.get(duty.volunteer.id, ())
        )

    @cached_property
    def _duties_of(self) -> dict[str, list[Duty]]:
        """Everybody's duties that are more than being on call."""
        found: dict[str, list[Duty]] = {}
        for duty in self._duties:
            if not duty.role.standby:
                found.setdefault(duty.volunteer.id, []).append(duty)
        return found

    def run(self) -> Drill:
        """Live through all days, and count."""
        alone, helped = np.zeros(self.days, dtype=np.int64), np.zeros(self.days, dtype=np.int64)
        helped_at, called = list[int](), np.zeros(len(self._on_call), dtype=np.int64)
        for short, left, takes in self._lived():
            alone += short
            helped += left
            helped_at.append(int(left.sum()))
            for number, times in takes:
                called[number] += times
        return self._told(alone, helped, helped_at, called)

    def _lived(self) -> Iterator[tuple[Ints, Ints, list[tuple[int, int]]]]:
        """Yield for each post how many seats stay empty in each run, alone and with help, and who was called how often."""
        there = _Presence.among(self._duties, self.days, self.seed)
        free: dict[int, Bools] = {}
        for post, helpers in zip(self._posts, self._helpers, strict=True):
            short = np.full(self.days, post.role.min, dtype=np.int64)
            for duty in post.crew:
                short -= there.of(duty)
            np.maximum(short, 0, out=short)
            left, takes = short.copy(), list[tuple[int, int]]()
            for number in helpers:
                able = free.setdefault(number, there.of(self._on_call[number]))
                called = able & (left > 0)
                left -= called
                able &= ~called
                takes.append((number, int(called.sum())))
            yield short, left, takes

    def _told(self, alone: Ints, helped: Ints, helped_at: Sequence[int], called: Ints) -> Drill:
        fragile, expected = list[Fragile](), Fraction()
        for post, left in zip(self._posts, helped_at, strict=True):
            average = Fraction(*missing(post.odds, _MILLION, post.role.min))
            expected += average
            if average:
                fragile.append(self._fragile(post, average, left))
        return Drill(
            seats=sum(post.role.min for post in self._posts),
            planned=sum(max(0, post.role.min - len(post.crew)) for post in self._posts),
            expected=float(expected),
            alone=EmptySeats(times=tuple(np.bincount(alone).tolist())),
            helped=EmptySeats(times=tuple(np.bincount(helped).tolist())),
            fragile=tuple(sorted(fragile, key=lambda one: (-one.expected, one.start, one.session, one.role))),
            called=tuple(
                CalledIn(
                    volunteer=duty.volunteer.id,
                    session=duty.session.id,
                    label=duty.volunteer.label,
                    start=duty.start,
                    share=int(times) / self.days,
                )
                for duty, times in zip(self._on_call, called.tolist(), strict=True)
            ),
        )

    def _fragile(self, post: _Post, average: Fraction, left: int) -> Fragile:
        enough = Fraction(sum(ways(post.odds, _MILLION)[post.role.min :]), _MILLION ** len(post.crew))
        return Fragile(
            session=post.session.id,
            role=post.role.name,
            label=post.session.label,
            start=self.schedule.placement_of[post.session.id].start,
            planned=max(0, post.role.min - len(post.crew)),
            expected=float(average),
            chance=float(enough),
            helped=left / self.days,
        )


@attrs.frozen(eq=False)
class _Presence:
    """Who turns up on which day, in each run: drawn anew from the same seed whenever it is asked."""

    number: Mapping[tuple[dt.date, str], int]
    days: int
    seed: int

    @classmethod
    def among(cls, duties: Sequence[Duty], days: int, seed: int) -> "_Presence":
        """Return the presence of everybody who has a duty."""
        keys = sorted({(duty.day, duty.volunteer.id) for duty in duties})
        return cls({key: number for number, key in enumerate(keys)}, days, seed)

    def of(self, duty: Duty) -> Bools:
        """Return in which runs somebody turns up for a duty; bool (days,)."""
        odds = round(duty.volunteer.show_rate * _MILLION)
        drawn = np.random.default_rng([self.seed, self.number[duty.day, duty.volunteer.id]])
        return drawn.integers(0, _MILLION, self.days, dtype=np.int32) < odds
