"""A map of variables: which one of the formulation each variable of a model is, and whose, in which session, where and when.

A model is cut from another again and again: a level, a component of it, a neighbourhood of that. Its variables are numbered
anew each time, so numbers of two models must never meet. Keys cannot be used as an index; they only translate.
"""

from functools import cached_property
from typing import TypeVar

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.formulation import Formulation

_Number = TypeVar("_Number", np.int64, np.float64)


@attrs.frozen(eq=False)
class VariableMap:
    """Rows of the tables by variable of the formulation; int64 (width,), -1 where a variable has none.

    Candidates have all four; the choice of an option or room has no volunteer; variables of goals have nothing.
    """

    volunteer: Ints
    session: Ints
    place: Ints
    day: Ints

    @classmethod
    def of(cls, f: Formulation) -> "VariableMap":
        """Return the map of a formulation."""
        t = f.tables
        option = np.full(f.size, -1, dtype=np.int64)
        option[f.held[f.held >= 0]] = (f.held >= 0).nonzero()[0]
        placed = f.placed >= 0
        option[f.placed[placed]] = t.placement_option[placed]
        option[: t.candidate_option.size] = t.candidate_option
        volunteer = np.full(f.size, -1, dtype=np.int64)
        volunteer[: t.candidate_volunteer.size] = t.candidate_volunteer

        def of_option(values: Ints) -> Ints:
            return whole(np.where(option >= 0, np.append(values, -1)[option], -1))

        return cls(volunteer, of_option(t.option_session), of_option(t.option_place), of_option(t.option_day))


@attrs.frozen(eq=False, slots=False)
class Keys:
    """The keys of a model's variables: each one's number in the formulation, with which its columns are looked up.

    Parameters
    ----------
    map
        Of the formulation.
    number
        int64 (n,), rising: the variable of the formulation that each one is; -1 for those added at the end, which no
        formulation knows.
    """

    _map: VariableMap
    _number: Ints

    @classmethod
    def of(cls, map_: VariableMap) -> "Keys":
        """Return the keys of all variables of a formulation."""
        return cls(map_, np.arange(map_.session.size))

    @classmethod
    def nowhere(cls, size: int) -> "Keys":
        """Return the keys of a model of its own, whose variables belong to nobody."""
        nothing = np.full(size, -1, dtype=np.int64)
        return cls.of(VariableMap(nothing, nothing, nothing, nothing))

    @property
    def size(self) -> int:
        """Number of variables of the model."""
        return self._number.size

    @property
    def width(self) -> int:
        """Number of variables of the formulation."""
        return self._map.session.size

    def at(self, columns: Ints) -> "Keys":
        """Return the keys of some variables of the model, in this order."""
        return Keys(self._map, self._number[columns])

    def and_added(self, count: int) -> "Keys":
        """Return the keys of a model with more variables at its end, which no formulation knows."""
        return Keys(self._map, np.append(self._number, np.full(count, -1)))

    @property
    def number(self) -> Ints:
        """The variable of the formulation that each one is, -1 for those it does not know; int64 (n,)."""
        return self._number

    def gather(self, values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        """Return values by the model's variables from values by the formulation's."""
        assert values.size == self.width
        return values[self._number]

    def spread(self, values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
        """Return values by the formulation's variables, 0 for those that are not in the model."""
        assert values.size == self.size
        known = self._number >= 0
        spread = np.zeros(self.width, dtype=values.dtype)
        spread[self._number[known]] = values[known]
        return spread

    def columns_of(self, numbers: Ints) -> Ints:
        """Return the model's variables that are these of the formulation, all of which it has; int64 (k,)."""
        return whole(self._number.searchsorted(numbers))

    def among(self, numbers: Ints) -> Ints:
        """Return the model's variables that are among these of the formulation; rising."""
        return whole(np.isin(self._number, numbers).nonzero()[0])

    @cached_property
    def volunteer(self) -> Ints:
        """Whose each variable of the model is; int64 (n,)."""
        return self._looked_up(self._map.volunteer)

    @cached_property
    def session(self) -> Ints:
        """In which session each variable of the model is; int64 (n,)."""
        return self._looked_up(self._map.session)

    @cached_property
    def place(self) -> Ints:
        """At which place each variable of the model is; int64 (n,)."""
        return self._looked_up(self._map.place)

    @cached_property
    def day(self) -> Ints:
        """On which day each variable of the model is; int64 (n,)."""
        return self._looked_up(self._map.day)

    def _looked_up(self, column: Ints) -> Ints:
        return whole(np.append(column, -1)[self._number])
