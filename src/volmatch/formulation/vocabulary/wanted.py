"""Of the people in a role, no more count than it would like."""

from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.ragged import Ints

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder


def within_target(f: "Encoder", candidate: Ints) -> tuple[Ints, Ints]:
    """Return variables whose sum is, role by role, the number of listed candidates who serve, but at most its target.

    Parameters
    ----------
    candidate
        int64, shape (n,).

    Returns
    -------
    column, one
        int64, shape (m,): the variables, and for each a candidate of its role: a candidate is its own variable where the role
        can hold no more than its target. Others may be lower than said, so they must be wanted high.
    """
    t = f.tables
    may_exceed = (t.role_max > t.role_target)[t.candidate_role[candidate]]
    role, first, row = np.unique(t.candidate_role[candidate][may_exceed], return_index=True, return_inverse=True)
    target = t.role_target[role]
    heads = f.rows(row, candidate[may_exceed], 1, count=role.size)
    counted = f.variables(target)
    f.define(heads + f.rows(np.arange(role.size), counted, -1, count=role.size), least=np.zeros(role.size))

    def fill(values: Ints) -> None:
        values[counted] = np.minimum(heads.at(values), target)

    f.fill(fill)
    simple = candidate[~may_exceed]
    return np.concatenate([simple, counted]), np.concatenate([simple, candidate[may_exceed][first]])
