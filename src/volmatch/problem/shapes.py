"""What each kind of value must look like, and how it is read.

A field says its shape in its annotation (``id: Id``, ``roles: Sequence[Role]``). The same shapes read Python values and
parsed JSON, and note every fault with its path, so that an input is judged once and as a whole.
"""

import datetime as dt
import math
import operator
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Protocol

import attrs

from volmatch.errors import MOST_FAULTS, Fault, quoted
from volmatch.problem.clock import FIRST_BIRTH, NotATime, carries_offset, clock_of, day_of, settle_moment
from volmatch.problem.letters import has_hidden
from volmatch.problem.values import FrozenMap
from volmatch.text import Text


class _Unreadable:
    """The mark of a value that could not be read (its fault is noted already)."""


UNREADABLE = _Unreadable()
#: Of a list in a rule that would keep nobody from anything if it were empty.
SAYS_NOTHING = Text("with nothing in it this says nothing; name something, or leave it out")

#: Longest list anywhere in an input.
MOST_ITEMS = 1_000_000
LONGEST_ID = 200
LONGEST_NAME = 1_000
_LONGEST_STEP = 80
#: Normalising (NFC) never makes a text shorter than this share of it.
_MOST_SHRINKING = 4


@attrs.define
class Reader:
    """One reading of one input: the zone, where we are, what was wrong so far.

    Without a zone, moments must carry their offset and keep it. `abroad` is the path of the first moment that carries an
    offset other than UTC's.
    """

    zone: dt.tzinfo | None
    abroad: str = ""
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

    def read(self, shape: "Shape", given: Any, step: str) -> Any:
        """Read a value one step deeper, whatever foreign object it is."""
        with self.at(step):
            try:
                return shape.read(given, self)
            except Exception as error:  # noqa: BLE001 - a foreign object may raise anything from any of its methods
                return self.fault(Text("reading this raised {error}", {"error": quoted(error)}), given)

    def fault(self, wanted: Text, given: object) -> _Unreadable:
        """Note a fault here; the value is unreadable."""
        self.faults.append(Fault.of(self.path, wanted, given))
        return UNREADABLE

    def missing(self, wanted: Text) -> _Unreadable:
        """Note that something is absent here."""
        self.faults.append(Fault(self.path, wanted))
        return UNREADABLE


def step_to(key: object) -> str:
    """Return the step of a path that leads to a key; a key not fit for print is not quoted there."""
    is_fit = isinstance(key, str) and key.isprintable() and 0 < len(key) <= _LONGEST_STEP
    return f".{key}" if is_fit else "[?]"


class Shape(Protocol):
    """How one kind of value is read."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the value in its settled form, or `UNREADABLE` after noting the fault."""


@attrs.frozen
class Word:
    """Text of a limited length without control characters; an id also without invisible ones; `of` says what it is a word of."""

    longest: int = LONGEST_ID
    is_id: bool = True
    of: str = ""

    def read(self, given: Any, reader: Reader) -> str | _Unreadable:
        """Return the text, NFC-normalised."""
        if not isinstance(given, str):
            return reader.fault(Text("wanted a text"), given)
        if len(given) > self.longest * _MOST_SHRINKING:
            return self._too_long(given, reader)
        word = unicodedata.normalize("NFC", str.__str__(given))
        if self.is_id and not word.strip():
            return reader.fault(Text("wanted a text that is not empty"), given)
        if len(word) > self.longest:
            return self._too_long(given, reader)
        if not (word.isascii() and word.isprintable()) and has_hidden(word, is_id=self.is_id):
            return reader.fault(Text("wanted a text without control or invisible characters"), given)
        return word

    def _too_long(self, given: str, reader: Reader) -> _Unreadable:
        return reader.fault(Text("wanted at most {most} characters", {"most": self.longest}), given)


@attrs.frozen
class Whole:
    """A whole number within bounds; ``True``, ``3.0`` and ``"3"`` are not whole numbers."""

    least: int
    most: int

    def read(self, given: Any, reader: Reader) -> int | _Unreadable:
        """Return a plain int."""
        wanted = Text("wanted a whole number from {least} to {most}", {"least": self.least, "most": self.most})
        number = _index(given)
        if number is None or not self.least <= number <= self.most:
            return reader.fault(wanted, given)
        return number


def _index(given: Any) -> int | None:
    """Return a whole number of any library as a plain int, or ``None`` for what is no whole number."""
    if isinstance(given, bool):
        return None
    try:
        return int(operator.index(given))
    except TypeError:
        return None


@attrs.frozen
class Real:
    """A finite number within bounds."""

    least: float
    most: float

    def read(self, given: Any, reader: Reader) -> float | _Unreadable:
        """Return an int where the number is whole, else a float: equal numbers are written equally."""
        wanted = Text("wanted a number from {least} to {most}", {"least": self.least, "most": self.most})
        number = float(given) if isinstance(given, float) else _index(given)
        if number is None or not self.least <= number <= self.most or not math.isfinite(number):
            return reader.fault(wanted, given)
        return int(number) if number == int(number) else number


@attrs.frozen
class Flag:
    """Yes or no."""

    def read(self, given: Any, reader: Reader) -> bool | _Unreadable:
        """Return the bool."""
        return given if isinstance(given, bool) else reader.fault(Text("wanted true or false"), given)


@attrs.frozen
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, given: Any, reader: Reader) -> str | _Unreadable:
        """Return the word."""
        for word in self.words:
            if isinstance(given, str) and given == word:
                return word
        return reader.fault(Text("wanted one of {words}", {"words": self.words}), given)


@attrs.frozen
class TimeShape:
    """A moment, a day or a time of day to the minute, as a value of `datetime` or ISO 8601 text."""

    parse: Callable[[Any, dt.tzinfo | None], Any]

    def read(self, given: Any, reader: Reader) -> Any:
        """Return what the parser makes of it; a moment without offset is wall-clock in the zone."""
        try:
            settled = self.parse(given, reader.zone)
        except NotATime as fault:
            return reader.fault(fault.wanted, given)
        if not reader.abroad and carries_offset(given):
            reader.abroad = reader.path
        return settled


@attrs.frozen
class Maybe:
    """A value or ``None``."""

    shape: Shape

    def read(self, given: Any, reader: Reader) -> Any:
        """Return ``None`` as it is."""
        return None if given is None else self.shape.read(given, reader)


@attrs.frozen
class ListOf:
    """A list of `least` or more; with ``or_one`` a single value stands for a list of one."""

    shape: Shape
    or_one: bool = False
    least: int = 0

    def read(self, given: Any, reader: Reader) -> tuple[Any, ...] | _Unreadable:
        """Return a tuple of the readable items."""
        if self.or_one and isinstance(given, str):
            given = (given,)
        if not isinstance(given, (list, tuple, set, frozenset)):
            return reader.fault(Text("wanted a list"), given)
        if len(given) > MOST_ITEMS:
            return reader.missing(Text("wanted at most {most} items", {"most": MOST_ITEMS}))
        if len(given) < self.least:
            return reader.missing(SAYS_NOTHING)
        items = sorted(given, key=str) if isinstance(given, (set, frozenset)) else given
        return tuple(self._items(items, reader))

    def _items(self, items: Any, reader: Reader) -> Iterator[Any]:
        for index, item in enumerate(items):
            if reader.is_full:
                return
            settled = reader.read(self.shape, item, f"[{index}]")
            if settled is not UNREADABLE:
                yield settled


@attrs.frozen
class MapOf:
    """A mapping from ids to values, of `least` or more."""

    shape: Shape
    key: Word = Word()
    least: int = 0

    def read(self, given: Any, reader: Reader) -> FrozenMap[str, Any] | _Unreadable:
        """Return a frozen mapping of the readable items, in the order of their keys."""
        if not isinstance(given, Mapping):
            return reader.fault(Text("wanted a mapping"), given)
        if len(given) > MOST_ITEMS:
            return reader.missing(Text("wanted at most {most} items", {"most": MOST_ITEMS}))
        if len(given) < self.least:
            return reader.missing(SAYS_NOTHING)
        settled: dict[str, Any] = {}
        for key, item in given.items():
            if reader.is_full:
                break
            name = reader.read(self.key, key, step_to(key))
            value = reader.read(self.shape, item, step_to(key))
            if isinstance(name, str) and name in settled:
                with reader.at(step_to(key)):
                    reader.missing(Text("this name stands twice once its accents are normalised; keep one"))
            if isinstance(name, str) and value is not UNREADABLE:
                settled[name] = value
        return FrozenMap(dict(sorted(settled.items())))


Id = Annotated[str, Word()]
Name = Annotated[str, Word(longest=LONGEST_NAME, is_id=False)]
Moment = Annotated[dt.datetime, TimeShape(settle_moment)]
Day = Annotated[dt.date, TimeShape(lambda given, _: day_of(given))]
Birth = Annotated[dt.date, TimeShape(lambda given, _: day_of(given, FIRST_BIRTH))]
Clock = Annotated[dt.time, TimeShape(lambda given, _: clock_of(given))]
Count = Annotated[int, Whole(0, 1_000_000)]
Positive = Annotated[int, Whole(1, 1_000_000)]
Weight = Annotated[int, Whole(-1_000_000, 1_000_000)]
Hours = Annotated[float, Real(0, 1_000_000)]
Minutes = Annotated[int, Whole(0, 10_000_000)]
