"""Which duties people wished for: looked up from the side that is shorter, their wishes or what they could do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from volmatch.arrays.distinct import distinct, distinct_rows
from volmatch.arrays.ragged import Bools, Ints, expand, whole

if TYPE_CHECKING:
    from volmatch.columns.limits_and_wishes import WishColumns
    from volmatch.columns.tables import Tables
    from volmatch.rule import Where


def wished(t: "Tables", where: "Where") -> tuple[Ints, Ints, Ints]:
    """Return (wish, candidate) for all candidates that wishes are about, and how many sessions each wish is about.

    Returns
    -------
    wish, candidate
        int64 (n,): all within the filter.
    sessions
        int64 (W,): sessions within the filter; 0 for a wish of somebody it does not take.
    """
    sizes = whole([topic.size for topic in t.wishes.topics])
    topic, session = np.repeat(np.arange(sizes.size), sizes), np.concatenate([whole([]), *t.wishes.topics])
    taken = t.takes_sessions(where)[session]
    topic, session = topic[taken], session[taken]
    sizes = np.bincount(topic, minlength=sizes.size)
    counts = t.takes_volunteers(where)[t.wishes.volunteer]
    sessions = np.where(counts, sizes[t.wishes.about], 0)
    could = np.bincount(t.candidate_volunteer, minlength=t.volunteer_home.size)[t.wishes.volunteer]
    from_wish = (counts & (sessions <= could)).nonzero()[0]
    from_duty = (counts & (sessions > could)).nonzero()[0]
    last = np.cumsum(sizes)[t.wishes.about[from_wish]]
    entry, position = expand(last - sessions[from_wish], last)
    wish = from_wish[entry]
    entry, candidate = t.candidates_of_pairs(t.wishes.volunteer[wish], session[position])
    other, own = t.candidates_of_volunteers(t.wishes.volunteer[from_duty])
    other = from_duty[other]
    count = max(1, t.session_optional.size)
    is_about = _stands_in(
        np.sort(topic * count + session), t.wishes.about[other] * count + t.option_session[t.candidate_option[own]]
    )
    return np.concatenate([wish[entry], other[is_about]]), np.concatenate([candidate, own[is_about]]), sessions


def best_wishes(wishes: "WishColumns", sessions: Ints, within: int) -> Bools:
    """Return which wishes are among the first so many choices of their volunteer; bool (W,).

    Parameters
    ----------
    sessions
        int64 (W,): how many sessions each wish is about; one about none is no choice.
    within
        So many different scores above 0, from the highest on.
    """
    counts = (wishes.score > 0) & (sessions > 0)
    owner, fall = distinct_rows(np.column_stack([wishes.volunteer[counts], -wishes.score[counts]]))[0].T
    place = np.arange(owner.size) - np.searchsorted(owner, owner)
    last = np.full(int(wishes.volunteer.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(last, owner[place < within], fall[place < within])
    taken: Bools = counts & (-wishes.score <= last[wishes.volunteer])
    return taken


def wanted_by_few(t: "Tables", people: Bools, most: int | None) -> tuple[Bools, Bools]:
    """Return which sessions, bool (S,), and duties of the history, bool (H,), at most so many people wish for; all for ``None``.

    Parameters
    ----------
    people
        bool (V,): whose wishes count.
    """
    sizes = t.session_optional.size, t.past.volunteer.size
    if most is None:
        return np.ones(sizes[0], dtype=bool), np.ones(sizes[1], dtype=bool)
    liked = (t.wishes.score > 0) & people[t.wishes.volunteer]
    pairs = distinct_rows(np.column_stack([t.wishes.volunteer[liked], t.wishes.about[liked]]))[0]
    now = _people_by_row(pairs, t.wishes.topics, sizes[0]) <= most
    return now, _people_by_row(pairs, t.wishes.past, sizes[1]) <= most


def _people_by_row(pairs: Ints, topics: Sequence[Ints], rows: int) -> Ints:
    """Return how many people, in pairs (person, topic), have a topic that holds each row; int64 (rows,)."""
    sizes = whole([topic.size for topic in topics])
    listed, last = np.concatenate([whole([]), *topics]), np.cumsum(sizes)
    entry, position = expand((last - sizes)[pairs[:, 1]], last[pairs[:, 1]])
    cells = distinct(pairs[entry, 0] * max(1, rows) + listed[position])
    return np.bincount(cells % max(1, rows), minlength=rows)


def _stands_in(listed: Ints, asked: Ints) -> Bools:
    """Return which numbers stand in a sorted list."""
    if listed.size == 0:
        return np.zeros(asked.size, dtype=bool)
    found: Bools = listed[np.minimum(np.searchsorted(listed, asked), listed.size - 1)] == asked
    return found
