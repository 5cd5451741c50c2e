"""A desk: orders come in, are placed in batches, offered, accepted or not, served or missed, and rated."""

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Self

import attrs

from volmatch.engines.answer import Isolation
from volmatch.errors import DeskError, OptionError, quoted
from volmatch.io.fingerprints import fingerprint
from volmatch.live.change_reading import moment_of
from volmatch.live.changes import Cancelled
from volmatch.live.dispatch.batch import batch_of
from volmatch.live.dispatch.desk_events import Accepted, Declined, Event, settled_event
from volmatch.live.dispatch.desk_log import IN_MEMORY, DeskLog
from volmatch.live.dispatch.desk_state import DeskState
from volmatch.live.dispatch.desk_steps import after
from volmatch.live.dispatch.known_records import KnownRecords
from volmatch.live.dispatch.placing import Dispatched, placed, unanswered
from volmatch.problem.exactly import Exactly
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.rule import Rule
from volmatch.rules import only, standard
from volmatch.schedule import Schedule
from volmatch.text import Text

#: How often a batch is solved again because somebody answered meanwhile; the last time, answers wait.
TRIES = 3


class Desk:
    """Orders that arrive one by one, and people who are asked to take them.

    All that happens is an event in a log, and what the desk knows is what the log says: a desk that is opened again, also
    after a crash in the middle of a step, knows what it knew. What was promised stays, whoever said no is not asked for that
    order again, and a rating makes somebody less likely to be asked for orders of that kind, not impossible.

    Parameters
    ----------
    problem
        People, places, rooms, rules and time zone; its sessions are orders from the start. A file that has one already needs
        none; another one than the file's is refused.
    rules
        Rules on top of the standard ones of each batch, or ``rules.only([...])``. By default those of the problem: the standard
        ones, or, where it has others, exactly these.
    store
        Path of the log, an SQLite file; by default it is kept in memory only.
    answer_within
        How long somebody who is asked has to answer.
    notice
        Nothing is offered that begins sooner than this.
    memory
        How long ago an order may have ended and still count for limits and rest; older ones count as hours served.
    at
        When the desk is opened; now, if not given.

    Raises
    ------
    OptionError
        For an option that makes no sense.
    FileError
        If the store cannot be opened or is none of a desk's.
    DeskError
        If the store is another problem's.

    Notes
    -----
    A desk may be used from several threads, and its file by several processes: whoever comes second finds what the first did.
    """

    def __init__(
        self,
        problem: Problem | None = None,
        *,
        rules: Sequence[Rule] | None = None,
        store: str | os.PathLike[str] = IN_MEMORY,
        answer_within: dt.timedelta = dt.timedelta(minutes=30),
        notice: dt.timedelta = dt.timedelta(0),
        memory: dt.timedelta = dt.timedelta(days=35),
        at: dt.datetime | str | None = None,
    ) -> None:
        for name, given in (("answer_within", answer_within), ("notice", notice), ("memory", memory)):
            if not isinstance(given, dt.timedelta) or given < dt.timedelta(0):
                facts = {"name": name, "given": quoted(given)}
                raise OptionError(Text("{name}: wanted a time span, such as timedelta(minutes=30), not {given}", facts))
        if problem is not None and not isinstance(problem, Problem):
            raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(problem)}))
        self.answer_within, self.notice, self.memory = answer_within, notice, memory
        self._log = DeskLog(store)
        try:
            self._state, self._number, self._last = self._opened(problem, rules, at)
        except BaseException:
            self._log.close()
            raise
        self._zone = self._state.problem.zone
        self._known = KnownRecords(self._zone)
        self._catch_up()

    def close(self) -> None:
        """Close the store; everything that happened is in it already."""
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> DeskState:
        """What is known now, also by what others added to the store."""
        with self._log.lock:
            self._catch_up()
            return self._state

    @property
    def schedule(self) -> Schedule:
        """Everything that is asked, promised or served."""
        return self.state.schedule

    @property
    def history(self) -> tuple[tuple[dt.datetime, Event], ...]:
        """Everything that happened, with its moment, in order."""
        return tuple((at, event) for _, at, event in self._log.since(0, self._zone))

    def problem_at(self, at: dt.datetime | str | None = None, *, expected: Iterable[Session] = ()) -> Problem:
        """Return the problem of placing what is open at a moment, as `dispatch` solves it: to be explained or shown."""
        state, _, moment = self._seen(at)
        return batch_of(state, moment, memory=self.memory, notice=self.notice, expected=expected)

    def tell(self, *events: Event | Mapping[str, Any], at: dt.datetime | str | None = None) -> None:
        """Take in what happened: all of it, or nothing.

        Parameters
        ----------
        events
            Values such as ``Served("li", "order 7")`` or ``Rated("li", "order 7", 4)``, or mappings that name their kind
            by ``change``.
        at
            When; now, if not given. Never before what happened last.

        Raises
        ------
        ChangeError
            For what is no event.
        DeskError
            If an event does not fit what is known.
        """
        settled = [settled_event(event, self._zone) for event in events]
        with self._log.step():
            self._add(settled, self._seen(at)[2])

    def order(self, session: Session | Mapping[str, Any], *, at: dt.datetime | str | None = None) -> None:
        """Take an order in; as `tell` of ``Added``."""
        self.tell({"change": "added", "session": session}, at=at)

    def cancel(self, session: str, *, at: dt.datetime | str | None = None) -> None:
        """Take an order back, whatever was promised; as `tell` of ``Cancelled``."""
        self.tell(Cancelled(session), at=at)

    def accept(self, volunteer: str, session: str, *, at: dt.datetime | str | None = None) -> None:
        """Note a yes; as `tell` of ``Accepted``. Of two at the same instant for one seat, one is told no."""
        self.tell(Accepted(volunteer, session), at=at)

    def decline(self, volunteer: str, session: str, *, at: dt.datetime | str | None = None) -> None:
        """Note a no; as `tell` of ``Declined``."""
        self.tell(Declined(volunteer, session), at=at)

    def dispatch(
        self,
        *,
        at: dt.datetime | str | None = None,
        time_limit: float | None = 10.0,
        expected: Sequence[Session] = (),
        deterministic: bool = False,
        isolation: Isolation = "auto",
    ) -> Dispatched:
        """Place what is open, as well as the rules let it, and ask whom that gives something to do.

        Whoever did not answer in time is no longer asked. Everything is one step: the offers are all in the log, or none is.

        Parameters
        ----------
        at
            When; now, if not given.
        time_limit
            Seconds for the solve.
        expected
            Orders that are likely to come, with ids of their own: people are kept free for them where that costs no order
            that is there. They are offered to nobody.
        deterministic
            Ask the same people again for the same events, as `solve` does.
        isolation
            Where engines work, as for `solve`.

        Raises
        ------
        DeskError
            If what was promised breaks a rule by now: tell who cannot come (``Withdrawn``, ``Absence``).
        NoScheduleError
            If time was up before any schedule was found.
        """
        place = partial(
            self._placed,
            time_limit=time_limit,
            expected=expected,
            deterministic=deterministic,
            isolation=isolation,
        )
        for _ in range(TRIES - 1):
            state, number, moment = self._seen(at)
            found = place(state, moment)
            with self._log.step():
                if self._seen(at)[1] == number:
                    self._add([*unanswered(state, moment), *found.offers], moment)
                    return found
        with self._log.step():
            state, _, moment = self._seen(at)
            found = place(state, moment)
            self._add([*unanswered(state, moment), *found.offers], moment)
        return found

    def _placed(self, state: DeskState, moment: dt.datetime, **how: Any) -> Dispatched:
        return placed(
            state,
            moment,
            answer_within=self.answer_within,
            notice=self.notice,
            memory=self.memory,
            known=self._known,
            **how,
        )

    def _add(self, events: Sequence[Event], moment: dt.datetime) -> None:
        """Judge events one after the other and add them to the log; what is known changes only after all of them."""
        state = self._state
        for event in events:
            state = after(event, state, moment)
        self._log.add(self._number, moment, events)

    def _catch_up(self) -> None:
        """Take in what the log says beyond what is known."""
        with self._log.lock:
            for number, at, event in self._log.since(self._number, self._zone):
                self._state, self._number, self._last = after(event, self._state, at), number, at

    def _seen(self, at: dt.datetime | str | None) -> tuple[DeskState, int, dt.datetime]:
        """Return what is known, up to which event, and when something happens now: never before what happened last."""
        with self._log.lock:
            self._catch_up()
            given = _instant(self._state.problem, at)
            return self._state, self._number, max(self._last, given or dt.datetime.now(tz=self._zone))

    def _opened(
        self, problem: Problem | None, rules: Sequence[Rule] | None, at: dt.datetime | str | None
    ) -> tuple[DeskState, int, dt.datetime]:
        kept = self._log.opening()
        if kept is None:
            if problem is None:
                raise DeskError(Text("the store is new: wanted a problem to open the desk with"))
            given, is_exact = _with_rules(problem, rules)
            self._log.begin(given, _instant(given, at) or dt.datetime.now(tz=given.zone), is_exact=is_exact)
            kept = self._log.opening()
        elif problem is not None:
            given, is_exact = _with_rules(problem, rules)
            if (fingerprint(given), is_exact) != (fingerprint(kept[0]), kept[1]):
                raise DeskError(
                    Text("the store was opened with another problem; open it without one to go on with its own")
                )
        if kept is None:
            raise DeskError(Text("the store is new: wanted a problem to open the desk with"))
        found, is_exact, began = kept
        return DeskState.opened(found, began, is_exact=is_exact), 0, began


def _with_rules(problem: Problem, rules: Sequence[Rule] | None) -> tuple[Problem, bool]:
    """Return a problem with the rules that were given alone, and whether these are all there are to be."""
    if rules is not None:
        return attrs.evolve(problem, rules=only(rules)), isinstance(rules, Exactly)
    is_standard = sorted(map(repr, problem.rules)) == sorted(map(repr, standard(problem)))
    return attrs.evolve(problem, rules=only([] if is_standard else problem.rules)), not is_standard


def _instant(problem: Problem, at: dt.datetime | str | None) -> dt.datetime | None:
    """Return a moment as the clocks of a problem show it, to the second: things happen when they happen."""
    given: Any = at
    if isinstance(at, str):
        try:
            given = dt.datetime.fromisoformat(at)
        except ValueError:
            given = at
    if not isinstance(given, dt.datetime):
        return moment_of(problem, given, "at")
    minute = given.replace(second=0, microsecond=0)
    found = moment_of(problem, minute, "at")
    return found and found + (given - minute)
