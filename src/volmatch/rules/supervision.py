"""Wherever there are guests there are enough adults: one for so many guests, and never fewer than two."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import tidy
from volmatch.problem.words import Skilled, Trait
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.arrays.ragged import Bools
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Supervision(Rule):
    """Whenever a session starts at a place, the qualified adults there are enough for the guests there.

    Guests are the `attendance` of all sessions that are on at the place at that instant, of those the filter on sessions
    takes; adults are the people serving in those of them that have guests who qualify and whom the filter on volunteers takes. A
    session whose place is not known is at a place of its own. A session is on from its start to before its end. Enough is one adult for each `ratio` guests begun, and at least `floor` where there is a guest.

    Excess: 1 for each adult missing, at each distinct instant and place.

    Parameters
    ----------
    ratio
        How many guests one adult may look after.
    floor
        The least number of adults where there are guests at all.
    trait, skill, skill_level
        Who qualifies: who has the trait, and the skill at this level, on the local day on which the session starts; what is
        absent is not asked for.
    adults
        Who is there for the guests: ``with_guests`` whoever serves in a session that has some; ``at_place`` also whoever serves
        in another session at the place, such as a watch over the whole house.
    moments
        ``starts`` looks whenever a session starts; ``changes`` also whenever one ends, for adults may leave before the guests.
    """

    ratio: Positive
    floor: Count = 2
    trait: Trait | None = None
    skill: Skilled | None = None
    skill_level: Positive = 1
    adults: Literal["with_guests", "at_place"] = "with_guests"
    moments: Literal["starts", "changes"] = "changes"

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.skill is None and self.skill_level > 1:
            yield "skill_level", Text("a level is said of a skill; name one")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each instant and place with too few adults."""
        happening: list[tuple[Session, tuple[str, str], dt.datetime, dt.datetime]] = []
        for placement in schedule.settled(problem).placements:
            session = problem.session(placement.session)
            if session is not None and self.where.takes_session(session, problem):
                known = schedule.place_of(session, problem)
                place = ("", session.id) if known is None else (known, "")
                happening.append((session, place, placement.start, placement.start + session.length))
        adults = [duty for duty in schedule.duties(problem) if self._qualifies(duty)]
        moments = {(start, place) for _, place, start, _ in happening}
        if self.moments == "changes":
            moments |= {(end, place) for _, place, _, end in happening}
        for now, here in sorted(moments):
            on = [session for session, place, start, end in happening if place == here and start <= now < end]
            yield from self._too_few(now, on, adults)

    def _too_few(self, now: dt.datetime, on: "list[Session]", adults: "list[Duty]") -> Iterator[Violation]:
        ids = tuple(sorted(session.id for session in on))
        there = {session.id for session in on if session.attendance or self.adults == "at_place"}
        present = tuple(sorted({duty.volunteer.id for duty in adults if duty.session.id in there}))
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
            not duty.role.standby
            and self.where.takes_on(person, duty.day)
            and (self.trait is None or person.bears(self.trait, duty.day))
            and (self.skill is None or person.holds(self.skill, self.skill_level, duty.day))
        )

    def encode(self, f: "Encoder") -> None:
        """Guests <= ratio * adults, and floor <= adults where there are guests, unless the moment is none."""
        import numpy as np

        from volmatch.arrays.event_points import moments_of
        from volmatch.formulation.vocabulary.choices import some_of, totals
        from volmatch.formulation.vocabulary.runs import heads

        t = f.tables
        option = t.takes_sessions(self.where)[t.option_session].nonzero()[0]
        alone = int(t.option_place.max(initial=0)) + 1 + t.option_session
        times = np.where(t.option_place < 0, alone, t.option_place), t.option_start, t.option_end
        moments = moments_of(option, times, t.candidate_option, with_ends=self.moments == "changes")
        moment, option = moments.on
        count, attendance = moments.count, t.session_attendance[t.option_session[option]]
        guests, sure_guests = totals(f, moment, f.options[option], attendance, count)
        most = np.zeros(count, dtype=np.int64)
        np.add.at(most, moment, attendance)
        # A greater ratio than all guests there could ever be asks for one adult just the same, and keeps numbers small.
        ratio = min(self.ratio, max(1, int(most.max(initial=0))))
        is_one = some_of(f, moments.causes[0], f.options[moments.causes[1]], count)
        excuse, excused = is_one[is_one >= 0], (is_one >= 0).nonzero()[0]
        hosts = (attendance > 0).nonzero()[0]
        crowded, crowd = np.unique(moment[hosts], return_inverse=True)
        has, sure_floor = totals(
            f, crowded, some_of(f, crowd, f.options[option[hosts]], crowded.size), ratio * self.floor, count
        )
        qualified = self._qualified(t)[moments.there[1]]
        at, adult = heads(f, *(column[qualified] for column in moments.there))
        adults = f.rows(at, adult, -ratio, count=count)
        bounds = most * (is_one >= 0) - sure_guests, ratio * self.floor * (is_one >= 0) - sure_floor
        shares = guests + adults + f.rows(excused, excuse, most[excused])
        floors = has + adults + f.rows(excused, excuse, ratio * self.floor)
        both = shares + f.rows(count + floors.row, floors.column, floors.coefficient)
        f.keep_worst(both, np.tile(np.arange(count), 2), most=np.concatenate(bounds), unit=ratio)

    def _qualified(self, t: "Tables") -> "Bools":
        """Return which candidates are adults who may count; bool (K,)."""
        adult = t.takes_people(self.where) & t.candidate_serves
        if self.trait is not None:
            adult = adult & t.bearing(self.trait)
        if self.adults == "with_guests":
            adult = adult & (t.session_attendance > 0)[t.candidate_session]
        if self.skill is not None:
            adult = adult & t.holding(self.skill, self.skill_level)
        return adult
