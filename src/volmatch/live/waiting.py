"""A waiting list for seats that are taken: who comes first is asked before they get one, and has time to answer."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import OptionError
from volmatch.live.open_seats import KEPT
from volmatch.live.seat_board import SeatBoard
from volmatch.problem.entity import Entity
from volmatch.problem.problem import Problem
from volmatch.problem.shapes import Id, Moment, Reader
from volmatch.problem.values import tidy
from volmatch.schedule import Assignment
from volmatch.text import Text


@attrs.frozen(field_transformer=tidy)
class Offer:
    """A free seat that is kept for somebody who waited for it.

    Parameters
    ----------
    volunteer, session, role
        Ids of both, and the role's name.
    until
        When it ends, if they do not accept it before.
    """

    volunteer: Id
    session: Id
    role: Id
    until: Moment

    @property
    def seat(self) -> Assignment:
        """What they get if they accept."""
        return Assignment(self.volunteer, self.session, self.role)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class WaitingList:
    """Who waits for which seat, and who was asked; a value that never changes.

    Parameters
    ----------
    offers
        Seats kept for somebody, in the order in which they were offered.
    waiting
        Those who wait, the first to be asked first, each for one seat.
    """

    offers: Sequence[Offer] = ()
    waiting: Sequence[Assignment] = ()

    @classmethod
    def of(cls, problem: Problem, given: object) -> "WaitingList":
        """Read a waiting list, as a value or as what `data` returned; who or what the problem no longer has is left out.

        Raises
        ------
        OptionError
            If it is none.
        """
        reader = Reader(problem.zone)
        found: Any = reader.read(Entity(cls), given, "waiting")
        if reader.faults:
            raise OptionError(Text("{fault}", {"fault": reader.faults[0].sentence()}))
        return cls(
            offers=tuple(one for one in found.offers if _is_known(problem, one.seat)),
            waiting=tuple(one for one in found.waiting if _is_known(problem, one)),
        )

    def data(self) -> Mapping[str, Any]:
        """Return the list as what JSON has, to be kept and given to the next `SignUp`."""
        offers = [{**attrs.asdict(one), "until": one.until.isoformat()} for one in self.offers]
        return {"offers": offers, "waiting": [attrs.asdict(one) for one in self.waiting]}

    def is_about(self, asked: Assignment) -> bool:
        """Whether somebody waits for a seat already, or was asked."""
        return asked in self.waiting or any(one.seat == asked for one in self.offers)

    def and_waits(self, asked: Assignment) -> "WaitingList":
        """Return the list with somebody more at its end."""
        return attrs.evolve(self, waiting=(*self.waiting, asked))

    def without(self, asked: Assignment) -> "WaitingList":
        """Return the list without somebody who got the seat, or wants it no more."""
        return WaitingList(
            offers=tuple(one for one in self.offers if one.seat != asked),
            waiting=tuple(one for one in self.waiting if one != asked),
        )

    def kept_from(self, asked: Assignment) -> int:
        """Return how many seats like this one are kept for others."""
        mine = asked.volunteer
        return sum(
            (one.session, one.role) == (asked.session, asked.role) and one.volunteer != mine for one in self.offers
        )

    def reasons(self, board: SeatBoard, asked: Assignment) -> tuple[Text, ...]:
        """Return why somebody cannot have a seat although it is free: it is kept for others."""
        return (KEPT,) if 0 < board.free(asked) <= self.kept_from(asked) else ()

    def settled(self, board: SeatBoard, now: dt.datetime, patience: dt.timedelta) -> "WaitingList":
        """Return the list as it is at a moment: offers that are over have gone, and free seats are offered to who comes first.

        Whoever cannot take a seat as the schedule is keeps their place in line, and the next is asked. So does whoever was
        asked and cannot take it any more.
        """
        placed = board.schedule.placement_of
        standing = [one for one in self.offers if one.until > now and one.seat not in board.schedule.assignments]
        offers = [one for one in standing if board.seat(one.seat, now).is_open]
        back = [one.seat for one in standing if one not in offers]
        rest = list[Assignment]()
        for asked in (*back, *self.waiting):
            if asked.session not in placed or placed[asked.session].start <= now or asked in board.schedule.assignments:
                continue
            taken = sum((one.session, one.role) == (asked.session, asked.role) for one in offers)
            if board.free(asked) > taken and board.seat(asked, now).is_open:
                until = min(now + patience, placed[asked.session].start)
                offers.append(Offer(asked.volunteer, asked.session, asked.role, until))
            else:
                rest.append(asked)
        return WaitingList(offers=tuple(offers), waiting=tuple(rest))


def _is_known(problem: Problem, asked: Assignment) -> bool:
    session = problem.session(asked.session)
    return (
        problem.volunteer(asked.volunteer) is not None and session is not None and session.role(asked.role) is not None
    )
