"""Which candidates count in which day, week, month, quarter, year, season, stretch of days or horizon of a limit."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import Bools, Ints, expand, stable_order, whole
from volmatch.columns.limits_and_wishes import DAY, HORIZON, MONTH, QUARTER, SEASON, WEEK, YEAR, LimitColumns, Per

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


#: How many months each has, and how many days the longest: from its first day so many lead into the next one.
_MONTHS = {MONTH: (1, 31), QUARTER: (3, 92), YEAR: (12, 366)}
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")
#: The proleptic ordinal of the first of January 1970.
EPOCH = 719_163


@attrs.frozen(eq=False)
class Periods:
    """Candidates by period of a limit: entry e says `candidate[e]` counts in row `row[e]`; row r belongs to `limit[r]`.

    `past[e]` is a duty of the history that counts in row `past_row[e]`, where the history was asked for.

    Of the `length[r]` days of a period, `inside[r]` lie between the first and the last candidate start of the problem.
    """

    row: Ints
    candidate: Ints
    limit: Ints
    inside: Ints
    length: Ints
    past_row: Ints
    past: Ints

    def left_of(self, most: Ints, amount: Ints) -> Ints:
        """Return by row what duties of the history, each of an amount, leave of what is allowed; at least nothing."""
        used = np.bincount(self.past_row, amount[self.past], most.size).astype(np.int64)
        return whole(np.maximum(0, most - used))

    def share_of(self, amount: Ints) -> Ints:
        """Return by row the part of an amount that falls to the days inside, rounded up."""
        return -(-amount * self.inside // self.length)


@attrs.frozen
class Form:
    """What a limit counts by, as in `LimitColumns`.

    Parameters
    ----------
    code
        `HORIZON`, `DAY` and so on, or -n for any n days in a row.
    since, until
        The first and the last day of a season, as proleptic ordinals; else 0.
    """

    code: int
    since: int
    until: int

    def around(self, day: Ints) -> tuple[Ints, Ints]:
        """Return the earliest and latest first day of the periods that hold each day; the latest lies before, where there are none."""
        if self.code == HORIZON:
            return np.zeros_like(day), np.zeros_like(day)
        if self.code == DAY:
            return day, day
        if self.code == WEEK:
            first = day - (day - 1) % WEEK
        elif self.code in _MONTHS:
            first = _first_of_months(day, _MONTHS[self.code][0])
        elif self.code == SEASON:
            first = np.full_like(day, self.since)
            return first, first - ((day < self.since) | (day > self.until))
        else:
            return day + self.code + 1, day
        return first, first

    def lengths(self, begins: Ints) -> Ints:
        """Return how many days the periods have that begin on these."""
        if self.code in _MONTHS:
            count, longest = _MONTHS[self.code]
            return _first_of_months(begins + longest, count) - begins
        return np.full_like(begins, self.until - self.since + 1 if self.code == SEASON else abs(self.code))


@attrs.frozen(eq=False)
class Calendar:
    """When candidates start.

    Parameters
    ----------
    start_day, start_kind, start_counts
        For every candidate start of every session, whether or not it has a room: its local day, the code of the session's
        kind, and whether the rule looks at the session.
    candidate_day, candidate_kind, candidate_counts
        (K,) the same for candidates.
    candidates_of_volunteers
        Volunteer rows -> (entry, candidate).
    past_volunteer, past_day, past_kind, past_counts
        (H,) the same for duties of the history; none of them counts unless it was asked for.
    """

    start_day: Ints
    start_kind: Ints
    start_counts: Bools
    candidate_day: Ints
    candidate_kind: Ints
    candidate_counts: Bools
    candidates_of_volunteers: Callable[[Ints], tuple[Ints, Ints]]
    past_volunteer: Ints
    past_day: Ints
    past_kind: Ints
    past_counts: Bools

    def edges(self, length: int) -> tuple[int, int]:
        """Return the first and the last day of stretches of so many days."""
        first, last = int(self.start_day.min()), int(self.start_day.max())
        if self.past_day.size == 0:
            return first, last
        earliest, latest = int(self.past_day.min()), int(self.past_day.max())
        return min(first, max(earliest, first - length + 1)), max(last, min(latest, last + length - 1))

    def past_of(self, volunteer: Ints, kind: int) -> tuple[Ints, Ints]:
        """Return (entry, duty): the duties of the history, of a kind or any, that count for listed volunteer rows."""
        taken = (self.past_counts & ((kind == -1) | (self.past_kind == kind))).nonzero()[0]
        order = stable_order(volunteer)
        first, last = (np.searchsorted(volunteer[order], self.past_volunteer[taken], side=side) for side in _SIDES)
        duty, position = expand(whole(first), whole(last))
        return order[position], taken[duty]


def periods_of_limits(
    t: "Tables", limit: Ints, where: "Where", *, serving: bool = False, with_past: bool = False
) -> Periods:
    """Return the candidates that count in each period of the listed limits; if `serving`, not those on call.

    Rows are the periods, in order, on which a session that counts could start.
    """
    return periods_of(t.limits, limit, _calendar(t, where, serving=serving, with_past=with_past))


def periods_of_all(t: "Tables", per: Per, where: "Where", *, with_past: bool = False) -> Periods:
    """Return the same for everybody a filter takes, all by one period."""
    limits = LimitColumns.alike(t.takes_volunteers(where).nonzero()[0], per)
    return periods_of(limits, np.arange(limits.volunteer.size), _calendar(t, where, with_past=with_past))


def _calendar(t: "Tables", where: "Where", *, serving: bool = False, with_past: bool = False) -> Calendar:
    taken = t.takes_sessions(where)
    if serving:
        taken = taken & ~np.isin(np.arange(taken.size), t.role_session[t.role_standby])
    seen = t.past.day.size if with_past else 0
    return Calendar(
        start_day=t.start_day,
        start_kind=t.session_kind[t.start_session],
        start_counts=taken[t.start_session],
        candidate_day=t.candidate_day,
        candidate_kind=t.session_kind[t.candidate_session],
        candidate_counts=taken[t.candidate_session] if serving else t.concerned(where),
        candidates_of_volunteers=t.candidates_of_volunteers,
        past_volunteer=t.past.volunteer[:seen],
        past_day=t.past.day[:seen],
        past_kind=t.past.kind[:seen],
        past_counts=t.past.concerned(t.codes, where)[:seen],
    )


_NONE = Periods(*(whole([]) for _ in range(7)))


def periods_of(limits: LimitColumns, chosen: Ints, calendar: Calendar) -> Periods:
    """Return the candidates that count in each period of the chosen limits.

    The periods of a limit are those on which a session that counts could start. Stretches of n days begin on each day
    from the first to the last on which they still fit before the last start of any session; where the history was asked for,
    they may reach into it.
    """
    parts = list(_parts(limits, chosen, calendar))
    columns = [attrs.astuple(part, recurse=False) for part in [_NONE, *parts]]
    return Periods(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def _parts(limits: LimitColumns, chosen: Ints, calendar: Calendar) -> Iterator[Periods]:
    """Yield the periods of all limits of one form (period and kind) at a time; forms are few."""
    columns = np.column_stack([limits.per, limits.since, limits.until, limits.kind])[chosen]
    forms, form_of = distinct_rows(columns)
    rows_before = 0
    for number, (*form, kind) in enumerate(forms.tolist()):
        alike, per = chosen[form_of == number], Form(*form)
        counts = calendar.start_counts & ((kind == -1) | (calendar.start_kind == kind))
        begins = _begins(per, calendar, counts)
        entry, candidate = calendar.candidates_of_volunteers(limits.volunteer[alike])
        is_kind = (kind == -1) | (calendar.candidate_kind[candidate] == kind)
        counted = calendar.candidate_counts[candidate] & is_kind
        entry, candidate = entry[counted], candidate[counted]
        position, period = _within(per, begins, calendar.candidate_day[candidate])
        heir, past = calendar.past_of(limits.volunteer[alike], kind)
        old, past_period = (
            _within(per, begins, calendar.past_day[past]) if per.code != HORIZON else (past[:0], past[:0])
        )
        row = rows_before + entry[position] * begins.size + period
        inside, length = _days_inside(per, begins, calendar.start_day)
        yield Periods(
            row,
            candidate[position],
            np.repeat(alike, begins.size),
            np.tile(inside, alike.size),
            np.tile(length, alike.size),
            rows_before + heir[old] * begins.size + past_period,
            past[old],
        )
        rows_before += alike.size * begins.size


def _days_inside(per: Form, begins: Ints, start_day: Ints) -> tuple[Ints, Ints]:
    """Return how many days of each period lie between the first and the last start, and how many it has; (1, 1) of wholes."""
    if per.code in {HORIZON, DAY} or begins.size == 0:
        return np.ones_like(begins), np.ones_like(begins)
    length = per.lengths(begins)
    return np.minimum(begins + length - 1, start_day.max()) - np.maximum(begins, start_day.min()) + 1, length


def _within(per: Form, begins: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Return (position, period): in which of the periods with these first days each day lies."""
    first, last = per.around(day)
    return expand(
        np.searchsorted(begins, first, side="left").astype(np.int64),
        np.searchsorted(begins, last, side="right").astype(np.int64),
    )


def _begins(per: Form, calendar: Calendar, counts: Bools) -> Ints:
    """Return the first days of all periods of a form that hold a start that counts; sorted."""
    days = distinct(calendar.start_day[counts])
    if per.code >= 0 or days.size == 0:
        early, late = per.around(days)
        return distinct(early[early <= late])
    length, (first, last) = -per.code, calendar.edges(-per.code)
    latest = max(first, last - length + 1)
    _, begins = expand(np.maximum(days - length + 1, first), np.minimum(days, latest) + 1)
    return distinct(begins)


def _first_of_months(day: Ints, count: int) -> Ints:
    """Return the first day of the months, so many from January on, that hold each day."""
    months = (day - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months - months % count).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH
