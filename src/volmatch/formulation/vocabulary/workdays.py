"""On which days people work, and how long their stretches of such days and of days off last."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, expand, whole

if TYPE_CHECKING:
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
        Proleptic ordinal of the first local day of the horizon.
    column
        int64 (n, D): a Boolean for each person and day of the horizon; -1 where it can only be 0.
    """

    _f: "Encoder"
    first_day: int
    column: Ints

    @property
    def day(self) -> Ints:
        """(D,) proleptic ordinals of the days."""
        return self.first_day + np.arange(self.column.shape[1])

    def runs_at_most(self, most: int) -> None:
        """Keep every run of workdays at most so long; each day more is a unit of excess."""
        if self.column.shape[1] <= most:
            return
        window = np.lib.stride_tricks.sliding_window_view(self.column, most + 1, axis=1).reshape(-1, most + 1)
        full = window[(window >= 0).all(axis=1)]
        self._f.keep(self._f.rows(np.repeat(np.arange(len(full)), most + 1), full.ravel(), 1), most=most)

    def runs_at_least(self, least: int) -> None:
        """Keep every run of workdays that touches no edge of the horizon at least so long; so is each missing day."""
        self._last(least, sign=1, most=0)

    def breaks_at_least(self, least: int) -> None:
        """Keep every stretch of days off between two workdays at least so long; so is each missing day."""
        self._last(least, sign=-1, most=1)

    def _last(self, least: int, *, sign: int, most: int) -> None:
        """Keep every stretch that begins at d at least `least` long, for 1 <= k < least and d + k in the horizon.

        Notes
        -----
        With w the workdays: a run is too short if it begins at d and is over at d + k, ``w(d) - w(d-1) - w(d+k) <= 0``. For
        days off put 1 - w for w, which gives ``-w(d) + w(d-1) + w(d+k) <= 1``.
        """
        days = self.column.shape[1]
        if self.column.shape[0] == 0 or days < 3 or least < 2:  # noqa: PLR2004 - a stretch between two others needs 3 days
            return
        begin = np.arange(1, days - 1)
        longest = np.minimum(least - 1, days - 1 - begin)
        of, k = expand(np.ones_like(longest), longest + 1)
        before = self.column[:, (begin if sign > 0 else begin - 1)[of]]
        person, place = (before >= 0).nonzero()
        d, k = begin[of[place]], k[place]
        cells = np.concatenate([self.column[person, d], self.column[person, d - 1], self.column[person, d + k]])
        there = cells >= 0
        row = np.tile(np.arange(d.size), 3)
        coefficient = np.repeat([sign, -sign, -sign], d.size)
        rows = self._f.rows(row[there], cells[there], coefficient[there], count=d.size)
        if self._f.level == 0:
            self._f.keep(rows, most=most)
        else:
            weight = np.where(k == longest[of[place]], least - k, 1)
            self._price(rows, most, k == 1, weight)

    def _price(self, rows: "Rows", most: int, is_first: Bools, weight: Ints) -> None:
        """Price "over by d + k", 1 as soon as it is 1 for a smaller k of the same stretch, at a weight each."""
        over = self._f.variables(np.ones(rows.count))
        number = np.arange(rows.count)
        self._f.define(rows + self._f.rows(number, over, -1), most=np.full(rows.count, most))
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


def workdays(f: "Encoder", where: "Where", *, weekdays: Sequence[int] | None = None) -> Workdays:
    """Return the variables "works on this local day, in a session that the filter takes" of the people it takes.

    Two rules of one level that ask for the same get the same.

    Parameters
    ----------
    weekdays
        Only these, 0 for Monday, the other days stay -1; ``None`` for all.
    """
    t = f.tables
    people, counts = t.takes_volunteers(where).nonzero()[0], t.takes_sessions(where)[t.candidate_session]
    first = int(t.start_day.min()) if t.start_day.size else 0
    days = int(t.start_day.max()) - first + 1 if t.start_day.size else 0
    volunteers = t.volunteer_home.size
    calendar = f.builder.once((WorkCalendar, where.sessions), lambda: WorkCalendar.empty(volunteers, days))
    is_asked = np.zeros((volunteers, days), dtype=bool)
    weekday = (first + np.arange(days) - 1) % _WEEK
    wanted = np.ones(days, dtype=bool) if weekdays is None else np.isin(weekday, whole(weekdays))
    is_asked[np.ix_(people, wanted.nonzero()[0])] = True
    row = counts.nonzero()[0]
    day = t.option_day[t.candidate_option[row]] - first
    calendar.ask(f, is_asked, t.candidate_volunteer[row], day, row)
    return Workdays(f, first, np.where(is_asked, calendar.column, _NEVER)[people])
