"""Where in the programme each variable of a model stands: whose it is, in which session, at which place, on which day."""

import attrs
import numpy as np

from volmatch.arrays.ragged import Ints, whole
from volmatch.formulation.formulation import Formulation


@attrs.frozen(eq=False)
class VariableMap:
    """Rows of the tables by variable; int64 (n,), -1 where a variable has none.

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

    def at(self, columns: Ints) -> "VariableMap":
        """Return the map of some variables, by their numbers here."""
        return VariableMap(self.volunteer[columns], self.session[columns], self.place[columns], self.day[columns])

    def and_nowhere(self) -> "VariableMap":
        """Return the map with one more variable, which stands nowhere."""
        return VariableMap(*(np.append(one, -1) for one in attrs.astuple(self, recurse=False)))
