"""One after the other: whoever presses a button is judged by the schedule and the waiting list that those before them left."""

import datetime as dt
import threading
from collections.abc import Callable

from volmatch.errors import OptionError, SeatError, quoted
from volmatch.live.change_reading import moment_of
from volmatch.live.seat_board import SeatBoard
from volmatch.live.signed import Signed, no
from volmatch.live.waiting import WaitingList
from volmatch.problem.problem import Problem
from volmatch.run.contradictions import problem_kept
from volmatch.schedule import Assignment
from volmatch.text import Text

#: What an app does with each change before anybody sees it.
Keep = Callable[[Signed | WaitingList], object]
#: A change of the waiting list alone.
ChangeLine = Callable[[SeatBoard, WaitingList], WaitingList]


class InTurn:
    """The schedule and the waiting list as they are now, changed by one at a time; safe to be asked from many threads at once.

    Parameters
    ----------
    board, line
        As they are at first.
    keep, patience
        As for `volmatch.live.SignUp`.

    Raises
    ------
    OptionError
        If `patience` makes no sense.
    """

    def __init__(self, board: SeatBoard, line: WaitingList, keep: Keep | None, patience: dt.timedelta) -> None:
        if patience <= dt.timedelta():
            raise OptionError(Text("patience: wanted a timedelta above 0, not {given}", {"given": quoted(patience)}))
        self._state, self._keep, self._patience = (board, line), keep, patience
        self._turn = threading.Lock()

    @property
    def board(self) -> SeatBoard:
        """The schedule as it is now."""
        return self._state[0]

    @property
    def problem(self) -> Problem:
        """The problem."""
        return self.board.problem

    def at(self, now: dt.datetime | None) -> tuple[SeatBoard, WaitingList]:
        """Return the schedule and the waiting list as they are at a moment."""
        board, line = self._state
        return board, line if now is None else line.settled(board, now, self._patience)

    def change_line(self, change: ChangeLine, now: dt.datetime | None) -> WaitingList:
        """Change the waiting list alone, after everybody who came before."""
        if now is None:
            raise OptionError(Text("now: offers end, so say what time it is"))
        with self._turn, problem_kept(self.problem):
            board, before = self._state
            line = change(*self.at(now)).settled(board, now, self._patience)
            if self._keep is not None and line != before:
                self._keep(line)
            self._state = board, line
            return line

    def sign(self, asked: Assignment, value: int, stamp: str | None, now: dt.datetime | str | None) -> Signed:
        """Change the schedule by one duty, after everybody who came before."""
        moment = self.moment(now, is_needed=bool(value))
        with self._turn, problem_kept(self.problem):
            board, line = self.at(moment)
            if stamp is not None and stamp != board.stamp:
                raise SeatError(Text("the schedule has changed since it was looked at; look again"), is_stale=True)
            seat = board.seat(asked, moment) if value else board.duty(asked)
            placed, reasons = board.schedule.placement_of.get(asked.session), seat.reasons
            if moment is not None and placed is not None and placed.start < moment:
                reasons = (Text("it began before now"),)
            elif value and not reasons:
                reasons = line.reasons(board, asked)
            if seat.price is None or reasons:
                raise no(self.problem, asked, reasons, is_taking=bool(value))
            after, line = board.after(asked, seat.price, value), line.without(asked)
            if moment is not None:
                line = line.settled(after, moment, self._patience)
            signed = Signed(
                seat=seat,
                is_taken=bool(value),
                volunteer=asked.volunteer,
                schedule=after.schedule,
                stamp=after.stamp,
                waiting=line,
            )
            if self._keep is not None:
                self._keep(signed)
            self._state = after, line
            return signed

    def moment(self, now: dt.datetime | str | None, *, is_needed: bool = True) -> dt.datetime | None:
        """Return a moment, to the second and finer; where seats are released or people wait, one is needed."""
        if now is None and is_needed and (self.board.terms.releases or self._state[1] != WaitingList()):
            raise OptionError(Text("now: seats open or are offered as time goes by, so say what time it is"))
        if not isinstance(now, dt.datetime):
            return moment_of(self.problem, now)
        minute = now.replace(second=0, microsecond=0)
        settled = moment_of(self.problem, minute)
        return None if settled is None else settled + (now - minute)
