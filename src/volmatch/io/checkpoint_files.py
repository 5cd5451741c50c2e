"""A checkpoint as a file: how far a solve got, for which problem, and a digest that tells a damaged file from a whole one."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import attrs

from volmatch.errors import Fault, InputError, ScheduleError
from volmatch.io.files import too_large
from volmatch.io.layout import canonical
from volmatch.io.outcomes import FingerprintShape, ScheduleFile, unchecked_outcome_data
from volmatch.io.strict import parsed
from volmatch.outcome import Outcome
from volmatch.problem.entity import Entity
from volmatch.problem.shapes import Id, Reader
from volmatch.problem.values import tidy
from volmatch.text import Text

CHECKPOINT_FORMAT = "volmatch-checkpoint/1"
_FAMILY = CHECKPOINT_FORMAT.partition("/")[0] + "/"


@attrs.frozen(field_transformer=tidy, kw_only=True)
class CheckpointFile:
    """How far a solve got.

    Parameters
    ----------
    format
        Says that this is a checkpoint, and which version of its form.
    version
        The volmatch that wrote it; another one takes the schedule from it and proves anew.
    problem
        Fingerprint of the problem, see `volmatch.io.fingerprint`.
    reached
        The best schedule so far, and what is proved about each level, as in a schedule file; nothing before there is one.
    digest
        SHA-256 of all other fields as canonical JSON, in hex: says whether the file is as it was written.
    """

    format: Literal["volmatch-checkpoint/1"]
    version: Id
    problem: Annotated[str, FingerprintShape()]
    reached: ScheduleFile | None = None
    digest: Annotated[str, FingerprintShape()]

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.problem:
            yield "problem", Text("wanted the fingerprint of a problem: 64 digits from 0 to f")
        if self.reached is not None and self.reached.status == "infeasible":
            yield "reached", Text("wanted a schedule, or nothing")
        if self.reached is not None and any(_is_too_good(one.value, one.bound) for one in self.reached.levels):
            yield "reached", Text("no level can cost less than its bound")


def _is_too_good(value: int, bound: int | None) -> bool:
    return bound is not None and bound > value


def checkpoint_bytes(version: str, problem: str, reached: Outcome | None) -> bytes:
    """Return what stands in a checkpoint.

    Parameters
    ----------
    version
        Of volmatch.
    problem
        Its fingerprint.
    reached
        The best schedule so far and what is proved.
    """
    data = {
        "format": CHECKPOINT_FORMAT,
        "version": version,
        "problem": problem,
        "reached": None if reached is None else unchecked_outcome_data(reached),
    }
    return canonical({**data, "digest": _digest(data)}) + b"\n"


def checkpoint_of(raw: bytes, most_bytes: int) -> CheckpointFile:
    """Read a checkpoint.

    Raises
    ------
    ScheduleError
        If it is none, is damaged, or was written in a form that this volmatch does not know, with every fault found.
    """
    try:
        if len(raw) > most_bytes:
            raise too_large(most_bytes)
        data, faults = parsed(raw)
    except InputError as error:
        raise _told(error.faults) from None
    if faults:
        raise _told(faults)
    _demand_format(data)
    reader = Reader(None)
    read: CheckpointFile = Entity(CheckpointFile).read(data, reader)
    if reader.faults:
        raise _told(reader.faults)
    if _digest({name: value for name, value in data.items() if name != "digest"}) != read.digest:
        raise _told([Fault("digest", Text("this checkpoint is not as it was written: it is damaged or was changed"))])
    return read


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def _demand_format(data: Any) -> None:
    """Refuse what is no checkpoint of this form."""
    given = data.get("format") if isinstance(data, Mapping) else None
    if given == CHECKPOINT_FORMAT:
        return
    if isinstance(given, str) and given.startswith(_FAMILY):
        wanted = Text("this checkpoint was written by a newer volmatch; wanted {wanted}", {"wanted": CHECKPOINT_FORMAT})
    else:
        wanted = Text("this is no checkpoint; wanted {wanted}", {"wanted": CHECKPOINT_FORMAT})
    raise _told([Fault.of("format", wanted, given)])


def _told(faults: tuple[Fault, ...] | list[Fault]) -> ScheduleError:
    """Return the error that says which argument the faults are in."""
    return ScheduleError([attrs.evolve(one, path=f"checkpoint.{one.path}".removesuffix(".")) for one in faults])
