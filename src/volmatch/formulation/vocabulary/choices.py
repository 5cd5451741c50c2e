"""What rules say about whether, when and where sessions take place."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.formulation import Rows
    from volmatch.rule import Where


class Placing:
    """The part of a rule's pen for choices of which some are made in any case: a column of -1 stands for a sure 1."""

    __slots__ = ()

    if TYPE_CHECKING:  # what the pen brings along
        level: int

        @property
        def tables(self) -> Tables:
            """The problem in columns."""

        @property
        def options(self) -> Ints:
            """The variable of each option."""

        @property
        def placements(self) -> Ints:
            """The variable of each placement."""

        def rows(self, row: Ints, column: Ints, coefficient: npt.ArrayLike, *, count: int | None = None) -> Rows:
            """Make linear expressions from entries."""

        def worst(self, rows: Rows, group: Ints, *, above: npt.ArrayLike = 0, unit: Ints | int = 1) -> Ints:
            """Add an integer for each group of rows."""

        def price(self, column: Ints, coefficient: npt.ArrayLike, *, constant: int = 0) -> None:
            """Count an expression as excess."""

        def any_of(self, row: Ints, column: Ints, count: int) -> Ints:
            """Add a Boolean for each group of Booleans."""

        def keep(
            self,
            rows: Rows,
            *,
            least: npt.ArrayLike | None = None,
            most: npt.ArrayLike | None = None,
            unit: int = 1,
        ) -> None:
            """Keep rows within bounds."""

    def totals(self, row: Ints, column: Ints, coefficient: npt.ArrayLike, count: int) -> tuple["Rows", Ints]:
        """Return linear expressions over choices, as rows and what comes to each in any case; the latter int64 (count,).

        Parameters
        ----------
        row, column
            int64, shape (n,); column -1 where the choice is made in any case.
        coefficient
            int64, shape (n,) or one number.
        """
        coefficient = whole(np.broadcast_to(whole(coefficient), row.shape))
        open_ = column >= 0
        sure = np.zeros(count, dtype=np.int64)
        np.add.at(sure, row[~open_], coefficient[~open_])
        return self.rows(row[open_], column[open_], coefficient[open_], count=count), sure

    def some_of(self, row: Ints, column: Ints, count: int) -> Ints:
        """Add a Boolean for each group of choices: 1 exactly when one is made; -1 where one is in any case; shape (count,)."""
        found = np.zeros(count, dtype=np.int64)
        found[row[column < 0]] = -1
        open_ = found >= 0
        number = np.cumsum(open_) - 1
        member = open_[row]
        found[open_] = self.any_of(number[row[member]], column[member], int(open_.sum()))
        return found

    def not_both(self, first: Ints, second: Ints, session: Ints, column: Ints) -> None:
        """Keep the choices of each pair from being made both; as a goal, each pair of sessions that clash costs the weight.

        Parameters
        ----------
        first, second
            int64 (n,): positions in the list of choices; each pair of choices stands once, and the pairs of any two
            sessions all have the same one first.
        session, column
            int64: whose choice each is, and its variable; at most one choice of a session is made.

        Notes
        -----
        One row for each first choice and session of a second: ``first + sum of the seconds <= 1``. Since one choice of a
        session is made at most, it is exceeded by 1 or not at all, and in one row at most for any two sessions.
        """
        width = max(1, self.tables.session_optional.size)
        pairs, row = np.unique(first * width + session[second], return_inverse=True)
        rows, sure = self.totals(
            np.concatenate([np.arange(pairs.size), row]),
            np.concatenate([column[pairs // width], column[second]]),
            1,
            pairs.size,
        )
        self.keep(rows, most=1 - sure)

    def keep_each(
        self, rows: "Rows", group: Ints, *, most: npt.ArrayLike, worth: npt.ArrayLike, unit: Ints | int = 1
    ) -> None:
        """Keep ``row <= most``; at a goal level each started `unit` of a group's worst excess counts its `worth`.

        Parameters
        ----------
        group
            int64 (rows,): the group of each row, from 0 on.
        worth
            int64 (groups,) or one number.
        unit
            int64 (rows,) or one number.
        """
        if self.level == 0:
            self.keep(rows, most=most)
        else:
            self.price(self.worst(rows, group, above=most, unit=unit), worth)

    def spending(self, where: "Where") -> tuple[Ints, Ints, int]:
        """Return what a filter's sessions cost, in hundredths: amounts by variable, and what is spent in any case.

        The hours of people and of rooms, each rounded to the hundredth, halves up, and the sessions' own cost. With a filter
        on volunteers, only the hours of those people.

        Returns
        -------
        column, amount
            int64 (n,): variables, and what each costs if it is 1; amounts above 0.
        sure
            What is spent in any case.
        """
        t = self.tables
        taken = t.takes_sessions(where)
        wage = np.floor(t.volunteer_rate * 100 + 0.5).astype(np.int64)[t.candidate_volunteer]
        wages = np.where(t.concerned(where), (t.candidate_minutes * wage + 30) // 60, 0)
        if where.volunteers is not None:
            paid = wages.nonzero()[0]
            return paid, wages[paid], 0
        minutes = (t.option_end - t.option_start)[t.placement_option]
        rent = (minutes * t.room_rate[t.placement_room] * 100 + 30) // 60
        costs = np.concatenate(
            [
                wages,
                np.where(taken[t.option_session], t.session_cost[t.option_session] * 100, 0),
                np.where(taken[t.option_session[t.placement_option]], rent, 0),
            ]
        )
        column = np.concatenate([np.arange(wages.size), self.options, self.placements])
        paid = ((costs > 0) & (column >= 0)).nonzero()[0]
        return column[paid], costs[paid], int(costs[column < 0].sum())
