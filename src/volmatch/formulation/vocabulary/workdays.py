"""On which days people work, and how long their stretches of such days and of days off last."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.formulation.formulation import Rows
    from volmatch.rule import Where

_WEEK = 7
_NEVER = -1
#: Later than any level: nobody has asked about this day of this person yet.
_UNASKED = np.iinfo(np.int64).max


@attrs.define(eq=False)
class WorkCalendar:
    """The variables "works on this day" that rules have asked for so far, so that two rules share one.

    Parameters
    ----------
    column
        int64 (V, D): a Boolean for each volunteer and local day of the horizon; -1 where it can only be 0.
    level
        int64 (V, D): the level from which on the Boolean is there.
    """

    column: Ints
    level: Ints

    @classmethod
    def empty(cls, volunteers: int, days: int) -> "WorkCalendar":
        """Return a calendar that nobody has asked anything."""
        return cls(np.full((volunteers, days), _NEVER), np.full((volunteers, days), _UNASKED))

    def ask(self, f: "Encoder", asked: Bools, volunteer: Ints, day: Ints, candidate: Ints) -> None:
        """Make the Booleans of the days asked for, bool (V, D), that are not there at the encoder's level.

        Parameters
        ----------
        volunteer, day, candidate
            int64 (n,): candidates that make somebody work on a day, by position in the horizon.
        """
        new = asked & (self.level > f.level)
        here = new[volunteer, day]
        cell, row = np.unique(volunteer[here] * new.shape[1] + day[here], return_inverse=True)
        heads = np.bincount(row, minlength=cell.size)
        made = np.empty(cell.size, dtype=np.int64)
        made[row] = candidate[here]  # the only candidate of a day is its Boolean
        many = heads > 1
        number = np.cumsum(many) - 1
        member = many[row]
        made[many] = f.any_of(number[row[member]], candidate[here][member], int(many.sum()))
        self.level[new] = f.level
        self.column[new] = _NEVER
        self.column.flat[cell] = made


@attrs.frozen(eq=False)
class Workdays:
    """The variables "works on this day" of some people.

    Parameters
    ----------
    first_day
        Proleptic ordinal of the first local day: that of the horizon, or of the history where that begins before.
    column
        int64 (n, D): a Boolean for each person and day; -1 where it can only be 0.
    settled
        bool (n, D): on which days somebody works in any case, by the history.
    """

    _f: "Encoder"
    first_day: int
    column: Ints
    settled: Bools

    @property
    def day(self) -> Ints:
        """(D,) proleptic ordinals of the days."""
        return self.first_day + np.arange(self.column.shape[1])

    @property
    def open(self) -> Ints:
        """`column`, but -1 as well where the day is settled."""
        return np.where(self.settled, _NEVER, self.column)

    def runs_at_most(self, most: int) -> None:
        """Keep every run of workdays at most so long; each day more that the history alone does not make is a unit of excess."""
        if self.column.shape[1] <= most:
            return
        window = np.lib.stride_tricks.sliding_window_view(self.open, most + 1, axis=1).reshape(-1, most + 1)
        settled = np.lib.stride_tricks.sliding_window_view(self.settled, most + 1, axis=1).reshape(-1, most + 1)
        could = ((window >= 0) | settled).all(axis=1) & ~settled.all(axis=1)
        window, settled = window[could], settled[could]
        row, place = (~settled).nonzero()
        rows = self._f.rows(row, window[row, place], 1, count=len(window))
        self._f.keep(rows, most=most - settled.sum(axis=1))

    def runs_at_least(self, least: int) -> None:
        """Keep every run of workdays that touches no edge of the days at least so long; so is each missing day.

        A run without a day beyond the history is none of ours. So w(d) is put to the first day from d on that is not settled.
        """
        days, column = self.column.shape[1], self.open
        begin, k = _stretches(days, least)
        position = np.where(self.settled, days, np.arange(days))
        free = np.minimum.accumulate(position[:, ::-1], axis=1)[:, ::-1]
        first = free[:, begin]
        own = np.take_along_axis(np.pad(column, ((0, 0), (0, 1)), constant_values=_NEVER), first, axis=1)
        taken = (own >= 0) & (begin + k > first) & ~self.settled[:, begin - 1]
        person, pair = taken.nonzero()
        cells = np.concatenate([own[person, pair], column[person, begin[pair] - 1], column[person, (begin + k)[pair]]])
        most = self.settled[person, (begin + k)[pair]].astype(np.int64)
        self._last(least, (person, begin[pair], k[pair]), cells, 1, most)

    def breaks_at_least(self, least: int) -> None:
        """Keep every stretch of days off between two workdays, not both of the history, at least so long; so is each missing day."""
        column = self.open
        begin, k = _stretches(column.shape[1], least)
        worked = np.cumsum(self.settled, axis=1)
        before, off = column[:, begin - 1], ~self.settled[:, begin]
        is_settled = self.settled[:, begin - 1]
        is_over = worked[:, begin + k] > worked[:, begin]
        person, pair = (off & ((before >= 0) | (is_settled & ~is_over))).nonzero()
        cells = np.concatenate([column[person, begin[pair]], before[person, pair], column[person, (begin + k)[pair]]])
        most = 1 - is_settled[person, pair] - self.settled[person, (begin + k)[pair]].astype(np.int64)
        self._last(least, (person, begin[pair], k[pair]), cells, -1, most)

    def _last(self, least: int, stretch: tuple[Ints, Ints, Ints], cells: Ints, sign: int, most: Ints) -> None:
        """Keep every stretch that begins at d at least `least` long, for 1 <= k < least and d + k among the days.

        Parameters
        ----------
        stretch
            (person, d, k), each int64 (n,): sorted.
        cells
            int64 (3n,): the variables w(d), w(d-1) and w(d+k); -1 where there is none.
        most
            int64 (n,): the bound of each row, less what is settled in it.

        Notes
        -----
        With w the workdays: a run is too short if it begins at d and is over at d + k, ``w(d) - w(d-1) - w(d+k) <= 0``. For
        days off put 1 - w for w, which gives ``-w(d) + w(d-1) + w(d+k) <= 1``.
        """
        person, begin, k = stretch
        if person.size == 0:
            return
        there = cells >= 0
        row = np.tile(np.arange(person.size), 3)
        coefficient = np.repeat([sign, -sign, -sign], person.size)
        rows = self._f.rows(row[there], cells[there], coefficient[there], count=person.size)
        if self._f.level == 0:
            self._f.keep(rows, most=most)
        else:
            is_first = np.append(True, (np.diff(person) != 0) | (np.diff(begin) != 0))
            is_last = np.append(is_first[1:], True)
            self._price(rows, most, is_first, np.where(is_last, least - k, 1))

    def _price(self, rows: "Rows", most: Ints, is_first: Bools, weight: Ints) -> None:
        """Price "over by d + k", 1 as soon as it is 1 for a smaller k of the same stretch, at a weight each."""
        over = self._f.variables(np.ones(rows.count))
        number = np.arange(rows.count)
        self._f.define(rows + self._f.rows(number, over, -1), most=most)
        later = number[~is_first]
        pair = np.arange(later.size)
        chain = self._f.rows(pair, over[later], 1) + self._f.rows(pair, over[later - 1], -1)
        self._f.define(chain, least=np.zeros(later.size))
        self._f.price(over, weight)
        stretch = np.cumsum(is_first) - 1
        first = number[is_first]

        def fill(values: Ints) -> None:
            broken = np.cumsum(np.append(0, rows.at(values) > most))
            values[over] = broken[1:] > broken[first[stretch]]

        self._f.fill(fill)


def _stretches(days: int, least: int) -> tuple[Ints, Ints]:
    """Return (d, k): where a stretch between two others could begin, and each 1 <= k < least with d + k among the days."""
    begin = np.arange(1, max(1, days - 1))
    of, k = expand(np.ones_like(begin), np.minimum(least - 1, days - 1 - begin) + 1)
    return begin[of], k


def workdays(f: "Encoder", where: "Where", *, weekdays: Sequence[int] | None = None, reach: int = 0) -> Workdays:
    """Return the variables "works on this local day, in a session that the filter takes" of the people it takes.

    Two rules of one level that ask for the same get the same.

    Parameters
    ----------
    weekdays
        Only these, 0 for Monday, the other days stay -1; ``None`` for all.
    reach
        So many days before and after the horizon are looked at too, as far as the history goes.
    """
    t = f.tables
    people, counts = t.takes_volunteers(where).nonzero()[0], t.concerned(where)
    first = int(t.start_day.min()) if t.start_day.size else 0
    days = int(t.start_day.max()) - first + 1 if t.start_day.size else 0
    volunteers = t.volunteer_home.size
    dated = where.volunteers if t.is_dated(where) else None
    calendar = f.builder.once((WorkCalendar, where.sessions, dated), lambda: WorkCalendar.empty(volunteers, days))
    lead = min(reach, max(0, first - int(t.past.day.min(initial=first))))
    tail = min(reach, max(0, int(t.past.day.max(initial=first)) - (first + days - 1)))
    weekday = (first - lead + np.arange(lead + days + tail) - 1) % _WEEK
    wanted = np.ones(weekday.size, dtype=bool) if weekdays is None else np.isin(weekday, whole(weekdays))
    is_asked = np.zeros((volunteers, weekday.size), dtype=bool)
    is_asked[np.ix_(people, wanted.nonzero()[0])] = True
    row = counts.nonzero()[0]
    day = t.option_day[t.candidate_option[row]] - first
    inside = slice(lead, lead + days)
    calendar.ask(f, is_asked[:, inside], t.candidate_volunteer[row], day, row)
    column = np.full(is_asked.shape, _NEVER)
    column[:, inside] = np.where(is_asked[:, inside], calendar.column, _NEVER)
    return Workdays(
        f, first - lead, column[people], (_settled(t, where, first - lead, weekday.size) & is_asked)[people]
    )


def _settled(t: "Tables", where: "Where", first: int, days: int) -> Bools:
    """Return on which days the history has somebody work, in a session that a filter takes; bool (V, days)."""
    settled = np.zeros((t.volunteer_home.size, days), dtype=bool)
    day = t.past.day - first
    taken = t.past.concerned(t.codes, where) & (day >= 0) & (day < days)
    settled[t.past.volunteer[taken], day[taken]] = True
    return settled
