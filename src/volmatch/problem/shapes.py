"""What each kind of value must look like, and how it is read.

A field says its shape in its annotation (``id: Id``, ``roles: Sequence[Role]``). The same shapes read Python values and
parsed JSON, and note every fault with its path, so that an input is judged once and as a whole.
"""

import datetime as dt
import math
import operator
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Protocol
from zoneinfo import ZoneInfo

import attrs

from volmatch.errors import MOST_FAULTS, Fault
from volmatch.problem.clock import NotATime, clock_of, day_of, settle_moment
from volmatch.problem.values import FrozenMap
from volmatch.text import Text


class _Unreadable:
    """The mark of a value that could not be read (its fault is noted already)."""


UNREADABLE = _Unreadable()

#: Longest list anywhere in an input.
MOST_ITEMS = 1_000_000
LONGEST_ID = 200
LONGEST_NAME = 1_000


@attrs.define
class Reader:
    """One reading of one input: the zone, where we are, what was wrong so far."""

    zone: ZoneInfo
    faults: list[Fault] = attrs.field(factory=list)
    _path: list[str] = attrs.field(factory=list)

    @property
    def path(self) -> str:
        """Where the reading stands, such as ``sessions[3].start``."""
        return "".join(self._path).removeprefix(".")

    @property
    def is_full(self) -> bool:
        """Whether so many faults were found that reading on would help nobody."""
        return len(self.faults) >= MOST_FAULTS

    @contextmanager
    def at(self, step: str) -> Iterator[None]:
        """Read one step deeper: ``.name`` or ``[3]``."""
        self._path.append(step)
        try:
            yield
        finally:
            self._path.pop()

    def fault(self, wanted: Text, given: object) -> _Unreadable:
        """Note a fault here; the value is unreadable."""
        self.faults.append(Fault.of(self.path, wanted, given))
        return UNREADABLE

    def missing(self, wanted: Text) -> _Unreadable:
        """Note that something is absent here."""
        self.faults.append(Fault(self.path, wanted))
        return UNREADABLE


class Shape(Protocol):
    """How one kind of value is read."""

    def read(self, given: Any, reader: Reader) -> Any:  # noqa: ANN401 - input is anything, by nature
        """Return the value in its settled form, or `UNREADABLE` after noting the fault."""


@attrs.frozen
class Word:
    """Text of a limited length without control characters; an id also without invisible ones."""

    longest: int = LONGEST_ID
    is_id: bool = True

    def read(self, given: Any, reader: Reader) -> str | _Unreadable:  # noqa: ANN401
        """Return the text, NFC-normalised."""
        if not isinstance(given, str):
            return reader.fault(Text("wanted a text"), given)
        word = given if given.isascii() else unicodedata.normalize("NFC", given)
        if self.is_id and not word.strip():
            return reader.fault(Text("wanted a text that is not empty"), given)
        if len(word) > self.longest:
            return reader.fault(Text("wanted at most {most} characters", {"most": self.longest}), given)
        if not (word.isascii() and word.isprintable()) and self._has_hidden(word):
            return reader.fault(Text("wanted a text without control or invisible characters"), given)
        return word

    def _has_hidden(self, word: str) -> bool:
        hidden = {"Cc", "Cs", "Cn", "Zl", "Zp"} | ({"Cf", "Co"} if self.is_id else set())
        return any(unicodedata.category(letter) in hidden for letter in word)


@attrs.frozen
class Whole:
    """A whole number within bounds; ``True``, ``3.0`` and ``"3"`` are not whole numbers."""

    least: int
    most: int

    def read(self, given: Any, reader: Reader) -> int | _Unreadable:  # noqa: ANN401
        """Return a plain int."""
        wanted = Text("wanted a whole number from {least} to {most}", {"least": self.least, "most": self.most})
        if isinstance(given, (bool, str)):
            return reader.fault(wanted, given)
        try:
            number = operator.index(given)
        except TypeError:
            return reader.fault(wanted, given)
        return number if self.least <= number <= self.most else reader.fault(wanted, given)


@attrs.frozen
class Real:
    """A finite number within bounds."""

    least: float
    most: float

    def read(self, given: Any, reader: Reader) -> float | _Unreadable:  # noqa: ANN401
        """Return an int where the number is whole, else a float: equal numbers are written equally."""
        wanted = Text("wanted a number from {least} to {most}", {"least": self.least, "most": self.most})
        if isinstance(given, bool) or not isinstance(given, (int, float)):
            return reader.fault(wanted, given)
        if not self.least <= given <= self.most or not math.isfinite(given):
            return reader.fault(wanted, given)
        return int(given) if given == int(given) else float(given)


@attrs.frozen
class Flag:
    """Yes or no."""

    def read(self, given: Any, reader: Reader) -> bool | _Unreadable:  # noqa: ANN401
        """Return the bool."""
        return given if isinstance(given, bool) else reader.fault(Text("wanted true or false"), given)


@attrs.frozen
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, given: Any, reader: Reader) -> str | _Unreadable:  # noqa: ANN401
        """Return the word."""
        if isinstance(given, str) and given in self.words:
            return given
        return reader.fault(Text("wanted one of {words}", {"words": self.words}), given)


@attrs.frozen
class MomentShape:
    """A date and time to the minute: a datetime or ISO 8601 text; without offset it is wall-clock in the zone."""

    def read(self, given: Any, reader: Reader) -> dt.datetime | _Unreadable:  # noqa: ANN401
        """Return an aware datetime with the fixed offset that holds in the zone at that moment."""
        try:
            return settle_moment(given, reader.zone)
        except NotATime as fault:
            return reader.fault(fault.wanted, given)


@attrs.frozen
class DayShape:
    """A calendar day: a date or ISO 8601 text."""

    def read(self, given: Any, reader: Reader) -> dt.date | _Unreadable:  # noqa: ANN401
        """Return the date."""
        try:
            return day_of(given)
        except NotATime as fault:
            return reader.fault(fault.wanted, given)


@attrs.frozen
class ClockShape:
    """A time of day to the minute: a time or text such as ``09:30``."""

    def read(self, given: Any, reader: Reader) -> dt.time | _Unreadable:  # noqa: ANN401
        """Return the time."""
        try:
            return clock_of(given)
        except NotATime as fault:
            return reader.fault(fault.wanted, given)


@attrs.frozen
class Maybe:
    """A value or ``None``."""

    shape: Shape

    def read(self, given: Any, reader: Reader) -> Any:  # noqa: ANN401
        """Return ``None`` as it is."""
        return None if given is None else self.shape.read(given, reader)


@attrs.frozen
class ListOf:
    """A list; with ``or_one`` a single value stands for a list of one."""

    shape: Shape
    or_one: bool = False

    def read(self, given: Any, reader: Reader) -> tuple[Any, ...] | _Unreadable:  # noqa: ANN401
        """Return a tuple of the readable items."""
        if self.or_one and isinstance(given, str):
            given = (given,)
        if not isinstance(given, (list, tuple, set, frozenset)):
            return reader.fault(Text("wanted a list"), given)
        if len(given) > MOST_ITEMS:
            return reader.missing(Text("wanted at most {most} items", {"most": MOST_ITEMS}))
        items = sorted(given, key=str) if isinstance(given, (set, frozenset)) else given
        settled = tuple(self._items(items, reader))
        return settled

    def _items(self, items: Any, reader: Reader) -> Iterator[Any]:  # noqa: ANN401
        for index, item in enumerate(items):
            if reader.is_full:
                return
            with reader.at(f"[{index}]"):
                settled = self.shape.read(item, reader)
            if settled is not UNREADABLE:
                yield settled


@attrs.frozen
class MapOf:
    """A mapping from ids to values."""

    shape: Shape

    def read(self, given: Any, reader: Reader) -> FrozenMap[str, Any] | _Unreadable:  # noqa: ANN401
        """Return a frozen mapping of the readable items, in the order of their keys."""
        if not isinstance(given, Mapping):
            return reader.fault(Text("wanted a mapping"), given)
        settled: dict[str, Any] = {}
        for key, item in given.items():
            with reader.at(f".{key}" if isinstance(key, str) and key.isprintable() else "[?]"):
                name = Word().read(key, reader)
                value = self.shape.read(item, reader)
                if isinstance(name, str) and name in settled:
                    reader.missing(Text("this name stands twice once its accents are normalised; keep one"))
            if isinstance(name, str) and value is not UNREADABLE:
                settled[name] = value
        return FrozenMap(dict(sorted(settled.items())))


Id = Annotated[str, Word()]
Name = Annotated[str, Word(longest=LONGEST_NAME, is_id=False)]
Moment = Annotated[dt.datetime, MomentShape()]
Day = Annotated[dt.date, DayShape()]
Clock = Annotated[dt.time, ClockShape()]
Count = Annotated[int, Whole(0, 1_000_000)]
Positive = Annotated[int, Whole(1, 1_000_000)]
Weight = Annotated[int, Whole(-1_000_000, 1_000_000)]
Hours = Annotated[float, Real(0, 1_000_000)]
Minutes = Annotated[int, Whole(0, 10_000_000)]
