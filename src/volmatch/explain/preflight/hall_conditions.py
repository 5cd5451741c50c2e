"""More wanted at one moment than there is: the sets of wants that no assignment can all meet."""

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs


@attrs.frozen
class Want:
    """Something that goes on for a while and takes so many out of a pool, nobody of whom can be taken twice at a time.

    `key` tells it from the others; `pool` lists who may be taken.
    """

    key: int
    since: dt.datetime
    until: dt.datetime
    seats: int
    pool: Sequence[int]


@attrs.frozen
class Squeeze:
    """Wants that are on together, with fewer in all their pools than they take; keys and pool ascending."""

    keys: tuple[int, ...]
    since: dt.datetime
    until: dt.datetime
    seats: int
    pool: tuple[int, ...]

    @property
    def short(self) -> int:
        """How many are missing."""
        return self.seats - len(self.pool)


def squeezes(wants: Iterable[Want]) -> Iterator[Squeeze]:
    """Yield sets of wants that cannot all be met, each once; none that a part of it explains as well.

    Every moment at which not all wants can be met is in one of them.

    Notes
    -----
    At each start, seats are matched with the pool along shortest alternating paths. Where a seat finds none, the wants
    reached have fewer people than seats (Hall, On representatives of subsets, 1935).
    """
    found: dict[tuple[int, ...], Squeeze] = {}
    on: list[Want] = []
    in_order = sorted(wants, key=lambda want: (want.since, want.key))
    for moment, starting in groupby(in_order, key=lambda want: want.since):
        on = [*(want for want in on if want.until > moment), *starting]
        for squeeze in _at_one_moment(on):
            found.setdefault(squeeze.keys, squeeze)
    beginning: dict[int, list[Squeeze]] = defaultdict(list)
    for squeeze in found.values():
        beginning[squeeze.keys[0]].append(squeeze)
    for squeeze in found.values():
        near = (one for key in squeeze.keys for one in beginning[key])
        if not any(set(one.keys) < set(squeeze.keys) and one.short >= squeeze.short for one in near):
            yield squeeze


def _at_one_moment(wants: Sequence[Want]) -> Iterator[Squeeze]:
    """Yield what cannot be met among wants that are all on together; no two share anybody."""
    holder: dict[int, int] = {}
    unmet: set[int] = set()
    for number, want in enumerate(wants):
        for _ in range(want.seats):
            if number not in unmet and _reached(wants, number, holder):
                unmet.add(number)
    groups: list[set[int]] = []
    for number in sorted(unmet):
        group = _reached(wants, number, holder)
        for other in [other for other in groups if other & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    for group in groups:
        yield _squeeze([wants[number] for number in sorted(group)])


def _squeeze(wants: Sequence[Want]) -> Squeeze:
    return Squeeze(
        tuple(sorted(want.key for want in wants)),
        max(want.since for want in wants),
        min(want.until for want in wants),
        sum(want.seats for want in wants),
        tuple(sorted({one for want in wants for one in want.pool})),
    )


def _reached(wants: Sequence[Want], first: int, holder: dict[int, int]) -> set[int]:
    """Find somebody for one more seat of a want, others giving way; return the wants looked at if there is nobody."""
    via: dict[int, int] = {}
    reached = {first: -1}
    queue = deque([first])
    while queue:
        number = queue.popleft()
        for one in wants[number].pool:
            if one in via:
                continue
            via[one] = number
            if one not in holder:
                _give_way(one, via, reached, holder)
                return set()
            if holder[one] not in reached:
                reached[holder[one]] = one
                queue.append(holder[one])
    return set(reached)


def _give_way(last: int, via: dict[int, int], reached: dict[int, int], holder: dict[int, int]) -> None:
    """Take somebody who is free for the last want of a path, and for each before it whom the next gave up."""
    one = last
    while one >= 0:
        number = via[one]
        holder[one] = number
        one = reached[number]
