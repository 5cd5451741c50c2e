"""Wherever there are guests there are enough adults: one for so many guests, and never fewer than two."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count, Id, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.columns.moments import Moments
    from volmatch.columns.ragged import Bools, Ints
    from volmatch.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Supervision(Rule):
    """Whenever a session starts at a place, the qualified adults there are enough for the guests there.

    Guests are the `attendance` of all sessions that are on at the place at that instant, of those the filter on sessions
    takes; adults are the people serving in them who qualify and whom the filter on volunteers takes. A session is on from its
    start to before its end. Enough is one adult for each `ratio` guests begun, and at least `floor` where there is a guest.

    Parameters
    ----------
    ratio
        How many guests one adult may look after.
    floor
        The least number of adults where there are guests at all.
    trait, skill, skill_level
        Who qualifies: who has the trait, and the skill at this level on the local day on which the session starts; what is
        absent is not asked for.
    moments
        ``starts`` looks whenever a session starts; ``changes`` also whenever one ends, for adults may leave before the guests.

    Excess: 1 for each adult missing, at each distinct instant and place.
    """

    ratio: Positive
    floor: Count = 2
    trait: Id | None = None
    skill: Id | None = None
    skill_level: Positive = 1
    moments: Literal["starts", "changes"] = "starts"

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each instant and place with too few adults."""
        happening: list[tuple[Session, str | None, dt.datetime, dt.datetime]] = []
        for placement in schedule.placements:
            session = problem.session(placement.session)
            if session is not None and self.where.takes_session(session, problem):
                place = schedule.place_of(session, problem)
                happening.append((session, place, placement.start, placement.start + session.length))
        adults = [duty for duty in schedule.duties(problem) if self._qualifies(duty)]
        moments = {(start, place) for _, place, start, _ in happening}
        if self.moments == "changes":
            moments |= {(end, place) for _, place, _, end in happening}
        for now, here in sorted(moments, key=lambda moment: (moment[0], moment[1] or "")):
            on = [session for session, place, start, end in happening if place == here and start <= now < end]
            yield from self._too_few(now, on, adults)

    def _too_few(self, now: dt.datetime, on: "list[Session]", adults: "list[Duty]") -> Iterator[Violation]:
        ids = tuple(sorted(session.id for session in on))
        present = tuple(sorted({duty.volunteer.id for duty in adults if duty.session.id in ids}))
        guests = sum(session.attendance for session in on)
        wanted = max(-(-guests // self.ratio), self.floor) if guests else 0
        if len(present) < wanted:
            facts = {
                "sessions": tuple(session.label for session in on),
                "start": now,
                "n": len(present),
                "guests": guests,
                "least": wanted,
            }
            message = Text("{sessions}: {n} to supervise {guests} guests at {start}, wanted at least {least}", facts)
            yield Violation(message, present, ids, wanted - len(present))

    def _qualifies(self, duty: "Duty") -> bool:
        person = duty.volunteer
        return (
            self.where.takes_volunteer(person)
            and (self.trait is None or self.trait in person.traits)
            and (self.skill is None or person.holds(self.skill, self.skill_level, duty.start.date()))
        )

    def encode(self, f: "Encoder") -> None:
        """Guests <= ratio * adults, and floor <= adults where there are guests, unless the moment is none."""
        import numpy as np

        t = f.tables
        moments = t.moments(t.takes_sessions(self.where), with_ends=self.moments == "changes")
        moment, option = moments.on
        attendance, column = t.session_attendance[t.option_session[option]], f.options[option]
        most, certain = np.zeros((2, moments.count), dtype=np.int64)
        np.add.at(most, moment, attendance)
        np.add.at(certain, moment[column < 0], attendance[column < 0])
        # A greater ratio than all guests there could ever be asks for one adult just the same, and keeps numbers small.
        ratio = min(self.ratio, max(1, int(most.max(initial=0))))
        floor = ratio * self.floor
        is_sure, open_, is_one = _any_option(f, *moments.causes, moments.count)
        has_sure, with_guests, has = _any_option(f, moment[attendance > 0], option[attendance > 0], moments.count)
        (at, adult), choice = self._adults(f, moments), column >= 0
        shares = f.rows(moment[choice], column[choice], attendance[choice], count=moments.count)
        shares += f.rows(at, adult, -ratio) + f.rows(open_, is_one, most[open_])
        floors = f.rows(moments.count + with_guests, has, floor) + f.rows(moments.count + open_, is_one, floor)
        floors += f.rows(moments.count + at, adult, -ratio)
        bounds = np.where(is_sure, 0, most) - certain, np.where(is_sure, 0, floor) - np.where(has_sure, floor, 0)
        group = np.tile(np.arange(moments.count), 2)
        f.keep_worst(shares + floors, group, most=np.concatenate(bounds), unit=ratio)

    def _adults(self, f: "Encoder", moments: "Moments") -> "tuple[Ints, Ints]":
        """Return (moment, variable) for all adults who may be there; one who may do two sessions at once counts once."""
        import numpy as np

        t = f.tables
        adult = t.takes_volunteers(self.where)[t.candidate_volunteer]
        if self.trait is not None:
            adult = adult & t.has_trait(self.trait)[t.candidate_volunteer]
        if self.skill is not None:
            adult = adult & t.holding(self.skill, self.skill_level)
        moment, candidate = (column[adult[moments.there[1]]] for column in moments.there)
        keys = np.column_stack([moment, t.candidate_volunteer[candidate]])
        _, first, person = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        person = person.ravel()
        visits = np.unique(np.column_stack([person, t.candidate_session[candidate]]), axis=0)
        is_double = np.bincount(visits[:, 0], minlength=first.size)[person] > 1
        _, double = np.unique(person[is_double], return_inverse=True)
        serves = f.any_of(double, candidate[is_double], int(double.max(initial=-1)) + 1)
        doubles = np.unique(person[is_double])
        return np.concatenate([moment[~is_double], moment[first[doubles]]]), np.concatenate(
            [candidate[~is_double], serves]
        )


def _any_option(f: "Encoder", moment: "Ints", option: "Ints", count: int) -> "tuple[Bools, Ints, Ints]":
    """Return which moments have an option that is chosen in any case; and others, with a Boolean "any of theirs is"."""
    import numpy as np

    column = f.options[option]
    sure = np.zeros(count, dtype=bool)
    sure[moment[column < 0]] = True
    may = ~sure[moment]
    others, row = np.unique(moment[may], return_inverse=True)
    return sure, others, f.any_of(row, column[may], others.size)
