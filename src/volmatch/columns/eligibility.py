"""Who may hold which seat: found by way of the seats that a rule cannot tell apart, never by trying everybody everywhere."""

import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from volmatch.arrays.ragged import Bools, Ints, by_group, expand, whole
from volmatch.columns.masks import Masks, Reads, allowed_by, columns_read
from volmatch.columns.tables import Tables
from volmatch.errors import LimitError
from volmatch.text import Text

#: Pairs of volunteer and seat looked at in one stride; bounds the memory that compiling takes.
STRIDE = 500_000
#: More pairs than this take longer to look at than anybody waits.
MOST_PAIRS = 10_000_000_000
#: More candidates than this do not fit into an ordinary machine's memory.
MOST_CANDIDATES = 20_000_000


@attrs.frozen(eq=False)
class Seats:
    """All (role, option) of one session, sorted by start, option and role; int64 (N,); roles that nobody may hold left out."""

    role: Ints
    option: Ints

    @classmethod
    def of(cls, tables: Tables) -> "Seats":
        """Return the seats of a problem."""
        indptr, options = by_group(tables.option_session, tables.session_optional.size)
        open_roles = (tables.role_max > 0).nonzero()[0]
        session = tables.role_session[open_roles]
        entry, position = expand(indptr[session], indptr[session + 1])
        role, option = open_roles[entry], options[position]
        order = np.lexsort((role, option, tables.option_start[option]))
        return cls(role[order], option[order])

    @property
    def count(self) -> int:
        """N."""
        return self.role.size

    def column(self, tables: Tables, name: str) -> npt.NDArray[np.generic]:
        """Return a column of roles, options or sessions by seat; shape (N,)."""
        rows = {"role": self.role, "option": self.option, "session": tables.option_session[self.option]}
        found: npt.NDArray[np.generic] = getattr(tables, name)[rows[name.partition("_")[0]]]
        return found


@attrs.frozen(eq=False)
class Classes:
    """The seats by what one rule reads of them: to the rule, those of one class are all the same.

    Parameters
    ----------
    rule
        The rule.
    number
        int64 (N,): class of each seat.
    sample
        int64 (C,): one seat of each class.
    indptr, seat
        CSR: the seats of each class.
    """

    rule: Masks
    number: Ints
    sample: Ints
    indptr: Ints
    seat: Ints

    @classmethod
    def of(cls, tables: Tables, seats: Seats, rule: Masks) -> "Classes | None":
        """Return the classes of a rule; ``None`` if it does not say what it reads, or tells nearly all seats apart."""
        if not isinstance(rule, Reads) or rule.reads is None or seats.count == 0:
            return None
        columns = [seats.column(tables, name) for name in columns_read(rule, tables)]
        if rule.where.sessions is not None:
            columns.append(tables.takes_sessions(rule.where)[tables.option_session[seats.option]])
        if tables.is_dated(rule.where):
            columns.append(tables.option_day[seats.option])
        number = np.zeros(seats.count, dtype=np.int64)
        for column in columns:
            values, own = np.unique(column, return_inverse=True)
            number = np.unique(number * values.size + own, return_inverse=True)[1]
        count = int(number.max()) + 1
        if 2 * count > seats.count:
            return None
        indptr, seat = by_group(number, count)
        return cls(rule, number, seat[indptr[:-1]], indptr, seat)

    @property
    def count(self) -> int:
        """C."""
        return self.sample.size


@attrs.frozen(eq=False)
class Sieve:
    """What one rule allows some people; bool (people, C)."""

    classes: Classes
    allowed: Bools

    def pairs(self) -> Ints:
        """Return how many seats the rule leaves to each person; int64 (people,)."""
        return whole(self.allowed @ np.diff(self.classes.indptr))

    def seats(self, first: int, last: int) -> tuple[Ints, Ints]:
        """Return (person, seat) for all seats that the rule leaves to a range of people."""
        person, number = self.allowed[first:last].nonzero()
        entry, position = expand(self.classes.indptr[number], self.classes.indptr[number + 1])
        return first + person[entry], self.classes.seat[position]

    def lets_through(self, person: Ints, seat: Ints) -> Bools:
        """Return which pairs the rule allows."""
        found: Bools = self.allowed.ravel()[person * self.classes.count + self.classes.number[seat]]
        return found


@attrs.define(eq=False)
class CandidateSearch:
    """The search for candidates, some people at a time.

    Parameters
    ----------
    classes
        Of the rules that say what they read, those with the fewest first.
    plain
        The other rules.
    looked_at
        Pairs of volunteer and seat, or class of seats, so far.
    """

    tables: Tables
    seats: Seats
    classes: Sequence[Classes]
    plain: Sequence[Masks]
    looked_at: int = 0

    @classmethod
    def of(cls, tables: Tables, masks: Sequence[Masks]) -> "CandidateSearch":
        """Prepare the search."""
        seats = Seats.of(tables)
        found = [Classes.of(tables, seats, rule) for rule in masks]
        classes = sorted((one for one in found if one is not None), key=lambda one: one.count)
        return cls(tables, seats, classes, [rule for rule, one in zip(masks, found, strict=True) if one is None])

    def strides(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield (volunteer, role, option) of all candidates, sorted by volunteer and seat, a stride at a time."""
        people = self.tables.volunteer_home.size
        widths = [one.count for one in self.classes] or [self.seats.count]
        self._look_at(people * widths[0], undo=True)
        at_once = max(1, STRIDE // max(1, *widths))
        for first in range(0, people, at_once):
            yield from self._among(np.arange(first, min(people, first + at_once)))

    def _among(self, people: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield the candidates among some people.

        The rule that leaves fewest seats says which pairs are looked at; a rule with more classes than that is asked about
        each pair.
        """
        pairs = np.full(people.size, self.seats.count)
        sieves: list[Sieve] = []
        late: list[Masks] = []
        for classes in self.classes:
            if 2 * people.size * classes.count > pairs.sum():
                late.append(classes.rule)
                continue
            sieve = Sieve(classes, self._allowed(classes, people))
            left = sieve.pairs()
            is_best = not sieves or left.sum() < pairs.sum()
            sieves.insert(0 if is_best else len(sieves), sieve)
            pairs = left if is_best else pairs
        self._look_at(int(pairs.sum()))
        for first, last in _cuts(pairs):
            yield self._left(people, sieves, late, first, last)

    def _allowed(self, classes: Classes, people: Ints) -> Bools:
        """Return what a rule allows some people, of each class of seats; bool (people, C)."""
        self._look_at(people.size * classes.count)
        seat = np.tile(classes.sample, people.size)
        view = _looking_at(
            self.tables, np.repeat(people, classes.count), self.seats.role[seat], self.seats.option[seat]
        )
        allowed = allowed_by(classes.rule, view)
        return np.broadcast_to(True if allowed is None else allowed, seat.shape).reshape(people.size, classes.count)

    def _left(
        self, people: Ints, sieves: Sequence[Sieve], late: Sequence[Masks], first: int, last: int
    ) -> tuple[Ints, Ints, Ints]:
        """Return the candidates of a range of people."""
        count = self.seats.count
        if sieves:
            person, seat = sieves[0].seats(first, last)
        else:
            person, seat = np.repeat(np.arange(first, last), count), np.tile(np.arange(count), last - first)
        for sieve in sieves[1:]:
            passes = sieve.lets_through(person, seat)
            person, seat = person[passes], seat[passes]
        person, seat = self._kept(late, people, person, seat)
        person, seat = np.divmod(np.sort(person * count + seat), max(1, count))
        person, seat = self._kept(self.plain, people, person, seat)
        return people[person], self.seats.role[seat], self.seats.option[seat]

    def _kept(self, rules: Sequence[Masks], people: Ints, person: Ints, seat: Ints) -> tuple[Ints, Ints]:
        """Return the pairs that some rules allow, each asked about every pair."""
        for rule in rules:
            columns = people[person], self.seats.role[seat], self.seats.option[seat]
            allowed = allowed_by(rule, _looking_at(self.tables, *columns))
            if allowed is not None and not allowed.all():
                person, seat = person[allowed], seat[allowed]
        return person, seat

    def _look_at(self, pairs: int, *, undo: bool = False) -> None:
        """Count pairs, and give up if they are too many; with `undo` only say whether they would be."""
        if self.looked_at + pairs > MOST_PAIRS:
            people = self.tables.volunteer_home.size
            facts = {"volunteers": people, "seats": self.seats.count, "most": MOST_PAIRS}
            raise LimitError(
                Text("{volunteers} volunteers x {seats} seats leave more than the {most} pairs one can look at", facts)
            )
        self.looked_at += 0 if undo else pairs


def _cuts(pairs: Ints) -> Iterator[tuple[int, int]]:
    """Yield ranges of people who together have about a stride of pairs."""
    stride = np.cumsum(pairs) // STRIDE
    cuts = [0, *((stride[1:] != stride[:-1]).nonzero()[0] + 1).tolist(), pairs.size]
    yield from pairwise(cuts)


def with_candidates(tables: Tables, masks: Sequence[Masks], alive: Callable[[], None]) -> Tables:
    """Return the tables with all (volunteer, role, option) that every mask allows, sorted by volunteer and start.

    Parameters
    ----------
    masks
        The rules about single candidates.
    alive
        Called now and then; an exception it raises ends the work.

    Raises
    ------
    LimitError
        If too many pairs would have to be looked at, or too many candidates are found.
    """
    found: list[tuple[Ints, Ints, Ints]] = []
    total = 0
    for columns in CandidateSearch.of(tables, masks).strides():
        alive()
        found.append(columns)
        total += columns[0].size
        if total > MOST_CANDIDATES:
            raise LimitError(Text("more than {most} candidates do not fit into memory", {"most": MOST_CANDIDATES}))
    parts = [np.concatenate(parts) for parts in zip(*found, strict=True)] if found else [whole([])] * 3
    return _looking_at(tables, *parts)


def _looking_at(tables: Tables, volunteer: Ints, role: Ints, option: Ints) -> Tables:
    """Return the same tables with other candidates."""
    view = copy.copy(tables)
    for name in ("_by_role", "_by_volunteer", "_by_pair"):
        view.__dict__.pop(name, None)
    view.candidate_volunteer, view.candidate_role, view.candidate_option = volunteer, role, option
    return view
