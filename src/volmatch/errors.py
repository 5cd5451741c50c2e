"""Everything volmatch raises, in the user's words."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import attrs

from volmatch.quoting import quoted as quoted  # noqa: PLC0414 - whoever refuses something quotes it too
from volmatch.text import Text

#: No more faults than this are listed in one error.
MOST_FAULTS = 100


class VolmatchError(Exception):
    """The one base class: ``except VolmatchError`` catches whatever this library raises."""

    @property
    def code(self) -> str | None:
        """What stands for the sentence in programs, whatever its wording; ``None`` where there is none."""
        told = self.args[0] if self.args else None
        return told.code if isinstance(told, Text) else None

    def sentence(self, lang: str = "en") -> str:
        """Say the error in a language."""
        told = self.args[0] if self.args else type(self).__name__
        return told.sentence(lang) if isinstance(told, Text) else str(told)

    def __str__(self) -> str:
        return self.sentence()


@attrs.frozen
class Fault:
    """One thing wrong with an input: where it stands, what was given, what was wanted.

    Parameters
    ----------
    path
        Place of the fault, such as ``sessions[3].roles[0].min``; empty for the input as a whole.
    wanted
        What is right there, and what to do.
    given
        The value found, shortened; ``None`` where nothing was given.
    """

    path: str
    wanted: Text
    given: str | None = None

    @property
    def code(self) -> str | None:
        """What stands for `wanted` in programs, whatever its wording; ``None`` for a sentence of a rule of one's own."""
        return self.wanted.code

    @classmethod
    def of(cls, path: str, wanted: Text, given: object) -> "Fault":
        """Make a fault that quotes the value given."""
        return cls(path, wanted, quoted(given))

    def sentence(self, lang: str = "en") -> str:
        """Say the fault in a language, as one line."""
        wanted = self.wanted.sentence(lang)
        facts = {"wanted": wanted, "given": self.given or ""}
        told = wanted if self.given is None else Text("{wanted} (given: {given})", facts).sentence(lang)
        return f"{self.path}: {told}" if self.path else told


class InputError(VolmatchError, ValueError):
    """An input with faults, all of them collected.

    Attributes
    ----------
    faults : tuple of Fault
        In the order found, at most `MOST_FAULTS`.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults[:MOST_FAULTS])
        super().__init__(self.faults)

    @property
    def code(self) -> str | None:
        """The code of the first fault."""
        return self.faults[0].code if self.faults else None

    def sentence(self, lang: str = "en") -> str:
        """Say all faults, one a line."""
        return "\n".join(fault.sentence(lang) for fault in self.faults)


class ProblemError(InputError):
    """A problem that contradicts itself or cannot be read."""


class ScheduleError(InputError):
    """A schedule that cannot be read, or that belongs to another problem."""


class ChangeError(InputError):
    """Changes after publication that cannot be read, or that name what the problem does not have."""


class SeatError(VolmatchError, RuntimeError):
    """A seat that cannot be taken, or a duty that cannot be given back, as the schedule is now.

    Attributes
    ----------
    reasons : tuple of Text
        What is in the way.
    is_stale : bool
        Whether the schedule changed since it was looked at: whoever looks again may find the seat still there.
    """

    def __init__(self, message: Text, *, reasons: Sequence[Text] = (), is_stale: bool = False) -> None:
        self.reasons = tuple(reasons)
        self.is_stale = is_stale
        super().__init__(message)


class DeskError(VolmatchError, ValueError):
    """What a desk is told does not fit what it knows: an answer to what is no longer on offer, an order nobody knows."""


class OfferError(InputError):
    """Offers to swap that cannot be read, or that name what the problem or the schedule does not have."""


class OptionError(VolmatchError, ValueError):
    """An option of a call (a time limit, a seed, a language) that makes no sense."""


class LimitError(VolmatchError, MemoryError):
    """A problem too large for this machine; the sentence gives the numbers.

    Attributes
    ----------
    size : volmatch.Size or None
        How large it is, where that is why it was refused; ``None`` where something else ran out.
    """

    def __new__(cls, *given: Any, **_named: Any) -> Self:
        """Make one, also for whoever goes by the class, as Dask between processes: there MemoryError's would refuse it."""
        return Exception.__new__(cls, *given)

    def __init__(self, message: Text, size: Any = None) -> None:
        self.size = size
        super().__init__(message)


class FileError(VolmatchError, OSError):
    """A file that cannot be read or written; the sentence names it and the reason.

    Attributes
    ----------
    filename : str
        The path as given.
    errno : int or None
        The system's number for the reason.
    """

    def __init__(self, message: Text, filename: str, errno: int | None = None) -> None:
        super().__init__(message)
        self.filename = filename
        self.errno = errno

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.filename, self.errno)


class EngineError(VolmatchError, RuntimeError):
    """A solver that failed in a way of its own."""


class NoScheduleError(VolmatchError, TimeoutError):
    """Time ran out before any schedule that keeps the rules of level 0 was found, and none was proved impossible."""


class EncodingError(VolmatchError, RuntimeError):
    """A bug of ours: what an engine found does not pass the independent check.

    Attributes
    ----------
    repro : str
        The problem as JSON that names nobody (see `volmatch.io.anonymous`), to be sent with a report.
    how : mapping or None
        The options of the solve, by name, where it was one.
    """

    repro: str = ""
    how: Mapping[str, Any] | None = None


class CallbackError(VolmatchError, RuntimeError):
    """The caller's own ``on_progress`` raised; its exception is the cause.

    Attributes
    ----------
    outcome : volmatch.Outcome or None
        The best checked schedule at that moment; ``None`` if there was none yet.
    """

    def __init__(self, message: Text, outcome: Any) -> None:
        self.outcome = outcome
        super().__init__(message)
