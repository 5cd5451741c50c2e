"""The words in which a rule speaks columns; whether its rows are hard or priced is decided here, once for all rules."""

from typing import Protocol, runtime_checkable

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.distinct import distinct
from volmatch.arrays.ragged import Ints, expand, whole
from volmatch.columns.tables import Tables
from volmatch.errors import LimitError
from volmatch.formulation.builder import Builder
from volmatch.formulation.formulation import INFINITE, Fill, Rows
from volmatch.text import Text


@runtime_checkable
class Encodes(Protocol):
    """A rule about more than single candidates, in columns."""

    def encode(self, f: "Encoder") -> None:
        """Add the rule's rows to a formulation."""


#: Costs stay below this, so that neither int64 nor an engine's floats round them.
MOST_COST = 2**53


@attrs.frozen(eq=False)
class Encoder:
    """One rule's pen.

    At level 0 what a rule keeps holds; at a goal level each unit of excess costs the rule's weight.
    """

    builder: Builder
    level: int
    weight: int
    rule: str = ""

    @property
    def tables(self) -> Tables:
        """The problem in columns; candidate k is variable k."""
        return self.builder.tables

    def held(self, session: Ints) -> tuple[Ints, Ints, Ints]:
        """Return, for listed session rows, whether each takes place, as ``always + sum of variables``.

        Returns
        -------
        entry, column
            int64 (n,): the variables of each listed session's options.
        always
            int64 (len(session),): 1 where the session takes place in any case.
        """
        t = self.tables
        first = np.searchsorted(t.option_session, session, side="left").astype(np.int64)
        last = np.searchsorted(t.option_session, session, side="right").astype(np.int64)
        entry, option = expand(first, last)
        column = self.builder.held[option]
        always = np.zeros(session.size, dtype=np.int64)
        always[entry[column < 0]] = 1
        return entry[column >= 0], column[column >= 0], always

    @property
    def options(self) -> Ints:
        """int64 (O,): the variable "this option is chosen"; -1 where it is in any case."""
        return self.builder.held

    @property
    def placements(self) -> Ints:
        """int64 (P,): the variable "this option gets this room"; two may be the same variable as an option's."""
        return self.builder.placed

    def rows(self, row: Ints, column: Ints, coefficient: npt.ArrayLike, *, count: int | None = None) -> Rows:
        """Make linear expressions from entries.

        Parameters
        ----------
        row, column
            int64, shape (n,).
        coefficient
            int64, shape (n,) or one number.
        count
            Number of rows, if more than the last that has an entry; the bounds given to `keep` tell it as well.
        """
        least_count = int(row.max()) + 1 if row.size else 0
        return Rows(row, column, whole(np.broadcast_to(whole(coefficient), row.shape)), max(least_count, count or 0))

    def variables(self, most: npt.ArrayLike) -> Ints:
        """Add integer variables of the rule's own, each from 0 to its `most`, shape (n,); return their columns."""
        return self.builder.add_variables(self.level, np.zeros(np.size(most)), most)

    def any_of(self, row: Ints, column: Ints, count: int) -> Ints:
        """Add a Boolean for each group of Booleans: 1 exactly when some member is 1.

        Parameters
        ----------
        row, column
            int64, shape (n,): member `column[e]` belongs to group `row[e]`.
        count
            Number of groups; one without members is 0.

        Returns
        -------
        columns
            int64, shape (count,).
        """
        found = self.variables(np.ones(count))
        entry = np.arange(row.size)
        self.define(self.rows(entry, column, 1) + self.rows(entry, found[row], -1), most=np.zeros(row.size))
        members = self.rows(row, column, 1, count=count)
        self.define(members + self.rows(np.arange(count), found, -1), least=np.zeros(count))

        def fill(values: Ints) -> None:
            values[found] = members.at(values) > 0

        self.builder.add_fill(self.level, fill)
        return found

    def define(self, rows: Rows, *, least: npt.ArrayLike | None = None, most: npt.ArrayLike | None = None) -> None:
        """Add rows that say what the rule's own variables mean: they hold at every level."""
        rows, lower, upper = _bounded(rows, least, most)
        self.builder.add_rows(self.level, rows, lower, upper)

    def keep(
        self, rows: Rows, *, least: npt.ArrayLike | None = None, most: npt.ArrayLike | None = None, unit: int = 1
    ) -> None:
        """Keep ``least <= row <= most``; at a goal level each started `unit` of excess costs the rule's weight."""
        rows, lower, upper = _bounded(rows, least, most)
        low, high = rows.range(*self.builder.bounds[:2])
        if self.level == 0:
            binding = (low < lower) | (high > upper)
            self.builder.add_rows(0, rows.chosen(binding), lower[binding], upper[binding])
            return
        short, over = low < lower, high > upper
        self._price_excess(rows.chosen(short), lower[short], (lower - low)[short], 1, unit)
        self._price_excess(rows.chosen(over), upper[over], (high - upper)[over], -1, unit)

    def _price_excess(self, rows: Rows, bound: Ints, worst: Ints, sign: int, unit: int) -> None:
        """Add a priced variable e >= 0 to each row: ``sign * row + unit * e >= sign * bound``."""
        excess = self.variables(-(-worst // unit))
        number = np.arange(rows.count)
        signed = Rows(rows.row, rows.column, sign * rows.coefficient, rows.count)
        self.builder.add_rows(
            self.level, signed + Rows(number, excess, np.full(rows.count, unit), rows.count), sign * bound, INFINITE
        )
        self.price(excess, 1)

        def fill(values: Ints) -> None:
            values[excess] = np.maximum(0, -((signed.at(values) - sign * bound) // unit))

        self.builder.add_fill(self.level, fill)

    def keep_worst(self, rows: Rows, group: Ints, *, most: npt.ArrayLike, unit: int = 1) -> None:
        """Keep ``row <= most``; at a goal level each started `unit` of the worst excess in a group costs the rule's weight.

        Parameters
        ----------
        group
            int64 (rows,): the group of each row, from 0 on.
        """
        if self.level == 0:
            self.keep(rows, most=most)
        else:
            self.price(self.worst(rows, group, above=most, unit=unit), 1)

    def worst(self, rows: Rows, group: Ints, *, above: npt.ArrayLike = 0, unit: Ints | int = 1) -> Ints:
        """Add an integer for each group of rows: at least 0 and ``(row - above) / unit``; as low as that where it is priced.

        Returns
        -------
        columns
            int64, shape (greatest group + 1,).
        """
        rows, _, above = _bounded(attrs.evolve(rows, count=group.size), None, above)
        most = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.int64)
        np.maximum.at(most, group, -((above - rows.range(*self.builder.bounds[:2])[1]) // unit))
        found = self.variables(most)
        self.define(rows + self.rows(np.arange(rows.count), found[group], -unit, count=rows.count), most=above)

        def fill(values: Ints) -> None:
            needed = np.zeros_like(most)
            np.maximum.at(needed, group, -((above - rows.at(values)) // unit))
            values[found] = needed

        self.fill(fill)
        return found

    def fill(self, fill: Fill) -> None:
        """Say how variables of the rule's own follow from all those before them; called with the values of all variables."""
        self.builder.add_fill(self.level, fill)

    def conflict(self, indptr: Ints, column: Ints) -> None:
        """Keep at most one of each listed set of candidates; as a goal, each pair of sessions that clash costs the weight.

        Parameters
        ----------
        indptr, column
            CSR of sets of candidates of one volunteer.
        """
        if self.level == 0:
            self.builder.add_cliques(0, indptr, column)
            return
        first, second = self._pairs(indptr, column)
        both = self.variables(np.ones(first.size))
        number = np.arange(first.size)
        rows = self.rows(number, first, 1) + self.rows(number, second, 1) + self.rows(number, both, -1)
        self.define(rows, most=np.ones(first.size))
        self.price(both, 1)

        def fill(values: Ints) -> None:
            values[both] = values[first] & values[second]

        self.builder.add_fill(self.level, fill)

    def _pairs(self, indptr: Ints, column: Ints) -> tuple[Ints, Ints]:
        """Return each pair of candidates of different sessions that stands in some set, once."""
        t = self.tables
        clique = np.repeat(np.arange(indptr.size - 1), np.diff(indptr))
        position, other = expand(np.arange(column.size) + 1, indptr[1:][clique])
        a, b = np.minimum(column[position], column[other]), np.maximum(column[position], column[other])
        apart = t.candidate_session[a] != t.candidate_session[b]
        width = max(1, t.candidate_volunteer.size)
        keys = distinct(a[apart] * width + b[apart])
        return keys // width, keys % width

    def price(self, column: Ints, coefficient: npt.ArrayLike, *, constant: int = 0) -> None:
        """Count ``constant + coefficient . column`` as excess; the whole must never be negative. At level 0 it is kept at 0."""
        coefficient = whole(np.broadcast_to(whole(coefficient), column.shape))
        units = float(np.abs(coefficient).astype(float).sum())
        if units * self.weight >= MOST_COST:
            raise LimitError(_too_large(self, units))
        if self.level:
            self.builder.add_cost(self.level, column, self.weight * coefficient, self.weight * constant)
        elif column.size or constant:
            self.builder.add_rows(0, Rows(np.zeros_like(column), column, coefficient, 1), -INFINITE, -constant)


def _too_large(encoder: Encoder, units: float) -> Text:
    """Say whose weight is too large for what it counts, and which would do."""
    most = int(MOST_COST // units)
    facts = {"level": encoder.level, "rule": encoder.rule, "weight": encoder.weight}
    facts |= {"units": f"{units:.1e}", "most": most}
    if most > 1:
        return Text(
            "the costs of level {level} are too large to be added up exactly: the rule {rule} counts up to {units} units, each at "
            "the weight {weight}; a weight up to {most} would do, and rules of one level keep their proportion when all weights "
            "are made smaller: a common divisor of them all is taken out anyway",
            facts,
        )
    return Text(
        "the costs of level {level} are too large to be added up exactly: the rule {rule} counts up to {units} units, whatever "
        "their weight; choose a larger unit, smaller scores, or fewer people for the rule",
        facts,
    )


def _bounded(rows: Rows, least: npt.ArrayLike | None, most: npt.ArrayLike | None) -> tuple[Rows, Ints, Ints]:
    """Return the rows and both bounds in full length; the longest of them says how many rows there are."""
    sizes = [np.size(bound) for bound in (least, most) if bound is not None and np.ndim(bound)]
    count = max([rows.count, *sizes])
    lower = whole(np.broadcast_to(whole(-INFINITE if least is None else least), count))
    upper = whole(np.broadcast_to(whole(INFINITE if most is None else most), count))
    return attrs.evolve(rows, count=count), lower, upper
