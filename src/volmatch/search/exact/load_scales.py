"""What a unit of one person's load is in another's: whoever can do the same duty carries the same load."""

import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints
from volmatch.formulation.model import Matrix
from volmatch.search.state import thresholds


def load_scales(rows: Matrix, links: Bools, needs: Bools, part: Ints) -> npt.NDArray[np.float64]:
    """Return how much load a unit of each row of a person stands for; 1 for the first row of each part, and for all other rows.

    Parameters
    ----------
    rows
        Rows of a model.
    links
        bool (m,): rows ``sum of a x = sum of steps``, each in a unit of its own.
    needs
        bool (m,): rows ``sum of x >= need``, whose variables carry the same load each.
    part
        int64 (n,): a number for each variable, the same for those that have to do with each other.
    """
    size = part.size
    need_of = np.full(size, -1, dtype=np.int64)
    entry = (needs[rows.row] & (rows.coefficient > 0)).nonzero()[0][::-1]
    need_of[rows.column[entry]] = rows.row[entry]
    is_load = links[rows.row] & (rows.coefficient > 0) & (need_of[rows.column] >= 0)
    link, need, times = rows.row[is_load], need_of[rows.column[is_load]], rows.coefficient[is_load].astype(np.float64)
    scale = np.full(rows.count, np.nan)
    first = np.unique(part[rows.column[is_load]], return_index=True)[1]
    scale[link[first]] = 1.0
    for _ in range(thresholds.COUNTING_STEPS):
        load = np.full(rows.count, np.nan)
        np.fmax.at(load, need, scale[link] * times)
        found = np.full(rows.count, np.nan)
        np.fmin.at(found, link, load[need] / times)
        new = np.isnan(scale) & ~np.isnan(found)
        if not new.any():
            break
        scale[new] = found[new]
    return np.where(np.isnan(scale), 1.0, scale)
