"""At which moments something begins or ends at a place, and what is on there then."""

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.nearness import pairs_within
from volmatch.arrays.ragged import Ints, by_group, expand, whole


@attrs.frozen(eq=False)
class Moments:
    """Moments at places, M of them; one in which nothing can be on is left out. All int64, in any order.

    Parameters
    ----------
    count
        M.
    causes
        (moment, option): the moment is one if any of these options is chosen.
    on
        (moment, option): the options that would be on then and there.
    there
        (moment, candidate): the candidates of these options.
    """

    count: int
    causes: tuple[Ints, Ints]
    on: tuple[Ints, Ints]
    there: tuple[Ints, Ints]


def moments_of(option: Ints, times: tuple[Ints, Ints, Ints], candidate_option: Ints, *, with_ends: bool) -> Moments:
    """Return the moments at which some options start or, with `with_ends`, end.

    Parameters
    ----------
    option
        int64 (n,): the options looked at.
    times
        (place, start, end) of all options, each int64 (O,); a session is on from its start to before its end.
    candidate_option
        int64 (K,).
    """
    place, start, end = (column[option] for column in times)
    causes = np.tile(option, 1 + with_ends)
    keys = np.column_stack([np.tile(place, 1 + with_ends), np.concatenate([start, end])[: causes.size]])
    moments, number = distinct_rows(keys)
    entry, moment = pairs_within((place, start, end), (moments[:, 0], moments[:, 1]))
    kept = np.zeros(len(moments), dtype=bool)
    kept[moment] = True
    new = np.cumsum(kept) - 1
    is_kept = kept[number]
    indptr, order = by_group(candidate_option, times[0].size)
    on = option[entry]
    owner, position = expand(indptr[on], indptr[on + 1])
    return Moments(
        int(kept.sum()),
        (whole(new[number[is_kept]]), causes[is_kept]),
        (whole(new[moment]), on),
        (whole(new[moment][owner]), order[position]),
    )
