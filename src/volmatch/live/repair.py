"""Repair: a published schedule after something happened, with the fewest people disturbed, and proof of that."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from volmatch.doors import door, door_but
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.live.applying import taken
from volmatch.live.change_reading import moment_of
from volmatch.live.changes import Change
from volmatch.live.compiled import Compiled
from volmatch.live.repaired import Repaired
from volmatch.live.repairing import Repairing
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.run.callbacks import Callbacks
from volmatch.schedule import Schedule
from volmatch.search.state.controls import CancelFlag, Controls
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

Given = Iterable[Change | Mapping[str, Any]]

#: A longer notice is a slip.
MOST_NOTICE = dt.timedelta(days=36_525)


@door_but("changes")
def repair(  # noqa: PLR0913 - each is an option
    problem: Problem,
    schedule: Schedule | Outcome,
    changes: Given,
    *,
    now: dt.datetime | str | None = None,
    notice: dt.timedelta | None = None,
    time_limit: float | None = 60.0,
    seed: int = 0,
    cancel: CancelFlag | None = None,
    isolation: Isolation = "auto",
) -> Repaired:
    """Return a published schedule after some changes, with as little else changed as can be.

    Served one after the other, each proved or told with its bound: what must hold; the first level that counts empty seats,
    and all before it; the fewest people disturbed besides by what the changes themselves took from them; the fewest duties
    changed; these as late as can be; then the other levels of the problem. Sessions that the changes are not about stay
    where and when they are, and those that were dropped stay dropped.

    Parameters
    ----------
    problem
        The problem of the published schedule.
    schedule
        What was published; an outcome also tells what was proved, which saves work.
    changes
        What happened since, see `volmatch.live`.
    now
        Whatever began before this moment stays as it is, but for duties that the changes name.
    notice
        Whatever begins within this time from now is dear to touch: people and duties count twice there.
    time_limit, seed, cancel, isolation
        As for `volmatch.solve`.

    Returns
    -------
    Repaired
        The next problem and its schedule, what each level costs, every move with its cause, and what else could be chosen.

    Raises
    ------
    ChangeError
        If a change cannot be read or does not fit the problem.
    OptionError
        For an option that makes no sense.
    NoScheduleError
        If the time was up before any schedule that keeps what must hold was found.
    """
    published = schedule_given(schedule)
    _refuse(problem, published, time_limit, seed, cancel, isolation)
    controls = controls_of(time_limit, seed, cancel, isolation)
    told = taken(problem, changes)
    moment = _now(problem, now, notice)
    return Repairing(problem, schedule, told, moment, notice, controls).run(None)


@door
def prepare(problem: Problem, schedule: Schedule | Outcome, *, time_limit: float | None = 60.0) -> "Prepared":
    """Return a published schedule made ready for repairs: its columns are made once, and each repair is then faster.

    Raises
    ------
    NoScheduleError
        If the time is up before they are made.
    """
    _refuse(problem, schedule_given(schedule), time_limit, 0, None)
    compiled = Compiled.of(problem, controls_of(time_limit, 0, None))
    compiled.narrow.model.by_column  # noqa: B018 - made now, so that no repair has to wait for it
    compiled.wide.model.by_column  # noqa: B018 - likewise
    return Prepared(problem, schedule, compiled)


@attrs.frozen(eq=False)
class Prepared:
    """A published schedule with its problem in columns.

    Parameters
    ----------
    problem, schedule
        As for `repair`.
    """

    problem: Problem
    schedule: Schedule | Outcome
    _compiled: Compiled

    def repair(
        self,
        changes: Given,
        *,
        now: dt.datetime | str | None = None,
        notice: dt.timedelta | None = None,
        time_limit: float | None = 60.0,
        seed: int = 0,
        cancel: CancelFlag | None = None,
        isolation: Isolation = "auto",
    ) -> Repaired:
        """Return the same as `volmatch.repair`; changes other than absences and duties given back are compiled anew."""
        _refuse(self.problem, schedule_given(self.schedule), time_limit, seed, cancel, isolation)
        controls = controls_of(time_limit, seed, cancel, isolation)
        told = taken(self.problem, changes)
        moment = _now(self.problem, now, notice)
        asked = Repairing(self.problem, self.schedule, told, moment, notice, controls)
        return asked.run(self._compiled if asked.is_told_by_columns else None)


def _refuse(
    problem: Problem, schedule: Schedule, time_limit: object, seed: object, cancel: object, isolation: object = "auto"
) -> None:
    refuse_nonsense(
        problem=problem,
        time_limit=time_limit,
        seed=seed,
        workers=None,
        on_progress=None,
        cancel=cancel,
        start=schedule,
        isolation=isolation,
    )


def _now(problem: Problem, now: dt.datetime | str | None, notice: dt.timedelta | None) -> dt.datetime | None:
    """Return the moment from which notice counts, or refuse a notice that makes no sense."""
    if notice is not None and (not isinstance(notice, dt.timedelta) or not dt.timedelta() <= notice <= MOST_NOTICE):
        raise OptionError(
            Text("notice: wanted a timedelta from 0 to a hundred years, not {given}", {"given": quoted(notice)})
        )
    if notice is not None and now is None:
        raise OptionError(Text("notice: it counts from now, so say when that is"))
    return moment_of(problem, now)


def controls_of(
    time_limit: float | None, seed: int, cancel: CancelFlag | None, isolation: Isolation = "auto"
) -> Controls:
    """Return the controls of a search that begins now."""
    callbacks = Callbacks(None, cancel)
    return Controls.of(time_limit, cancel=callbacks, tell=callbacks.tell, seed=seed, isolation=isolation)
