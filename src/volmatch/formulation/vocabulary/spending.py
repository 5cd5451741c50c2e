"""What sessions cost: the hours of people and of rooms, and what a session costs by itself."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.rule import Where


def spending(f: "Encoder", where: "Where") -> tuple[Ints, Ints, int]:
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
    t = f.tables
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
    column = np.concatenate([np.arange(wages.size), f.options, f.placements])
    paid = ((costs > 0) & (column >= 0)).nonzero()[0]
    return column[paid], costs[paid], int(costs[column < 0].sum())
