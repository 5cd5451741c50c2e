"""Outcomes as plain data and back: a schedule, its levels with their proofs, or why there is none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import attrs

from volmatch.errors import Fault, ScheduleError
from volmatch.io.plain import converter
from volmatch.io.sentence import Sentence, sentence_data
from volmatch.outcome import Outcome
from volmatch.problem.entity import Entity
from volmatch.problem.shapes import Id, Positive, Reader, Real, Whole
from volmatch.problem.values import FrozenMap, tidy
from volmatch.schedule import Assignment, LevelReport, Placement, Schedule, Status, StoppedBy
from volmatch.text import Text

SCHEDULE_FORMAT = "volmatch-schedule/1"

_Cost = Annotated[int, Whole(-(2**63), 2**63 - 1)]
_LONGEST_SOLVE = 10**9
#: What the fingerprint of a problem looks like, or that of an unknown one.
FINGERPRINT = "(?:[0-9a-f]{64})?"


@attrs.frozen
class FingerprintShape:
    """The fingerprint of a problem, or nothing where it is unknown."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the fingerprint."""
        if isinstance(given, str) and re.fullmatch(FINGERPRINT, given):
            return given
        return reader.fault(Text("wanted the fingerprint of a problem: 64 digits from 0 to f"), given)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Level:
    """One level as files keep it.

    Parameters
    ----------
    proved
        Whether no schedule can be better at this level, which is so exactly when the bound is not below the value.
    """

    level: Positive
    value: _Cost
    bound: _Cost | None = None
    proved: bool | None = None
    rules: Mapping[Id, _Cost] = FrozenMap({})

    @property
    def report(self) -> LevelReport:
        """The report that was written."""
        return LevelReport(level=self.level, value=self.value, bound=self.bound, rules=self.rules)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.proved not in (None, self.report.proved):
            yield "proved", Text("a level is proved exactly when its bound is not below its value")


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ScheduleFile:
    """An outcome as files keep it.

    Parameters
    ----------
    format
        Says that this is a schedule, and which version of its form.
    problem
        Fingerprint of the problem, see `volmatch.io.fingerprint`; empty where unknown.
    """

    format: Literal["volmatch-schedule/1"]
    problem: Annotated[str, FingerprintShape()] = ""
    status: Status
    stopped_by: StoppedBy
    assignments: Sequence[Assignment] = ()
    placements: Sequence[Placement] = ()
    dropped: Sequence[Id] = ()
    levels: Sequence[Level] = ()
    seconds: Annotated[float, Real(0, _LONGEST_SOLVE)] = 0
    clash: Sequence[Sentence] = ()

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.status == "infeasible" and (self.assignments or self.placements or self.dropped):
            yield "status", Text("there is a schedule, so the status is not infeasible")
        if self.status == "optimal" and not all(level.report.proved for level in self.levels):
            yield "status", Text("wanted every level proved, or the status feasible")
        if self.status != "infeasible" and self.clash:
            yield "clash", Text("only an infeasible problem has a clash")
        order = [level.level for level in self.levels]
        if order != sorted(set(order)):
            yield "levels", Text("wanted each level once, the first level first")

    @property
    def outcome(self) -> Outcome:
        """The outcome that was written."""
        schedule = Schedule(self.assignments, self.placements, self.dropped)
        return Outcome(
            schedule=None if self.status == "infeasible" else schedule,
            status=self.status,
            stopped_by=self.stopped_by,
            levels=tuple(level.report for level in self.levels),
            clash=tuple(one.text for one in self.clash),
            seconds=self.seconds,
            problem_fingerprint=self.problem,
        )


def outcome_of(data: Any) -> Outcome:
    """Return the outcome that parsed JSON stands for; times keep the offset they are written with.

    Raises
    ------
    ScheduleError
        With every fault found.
    """
    reader = Reader(None)
    read = Entity(ScheduleFile).read(data, reader)
    if reader.faults:
        raise ScheduleError(reader.faults)
    outcome: Outcome = read.outcome
    return outcome


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data.

    Raises
    ------
    ScheduleError
        For an outcome made by hand that contradicts itself.
    """
    if (outcome.schedule is None) != (outcome.status == "infeasible"):
        raise ScheduleError([Fault.of("status", Text("wanted infeasible exactly without a schedule"), outcome.status)])
    data = unchecked_outcome_data(outcome)
    outcome_of(data)
    return data


def unchecked_outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome of ours as plain data, without reading it back, which takes ten times as long."""
    schedule = outcome.schedule or Schedule()
    return {
        "format": SCHEDULE_FORMAT,
        "problem": outcome.problem_fingerprint,
        "status": outcome.status,
        "stopped_by": outcome.stopped_by,
        "assignments": [converter.unstructure(one) for one in schedule.assignments],
        "placements": [converter.unstructure(one) for one in schedule.placements],
        "dropped": list(schedule.dropped),
        "levels": [_level_data(level) for level in outcome.levels],
        "seconds": round(outcome.seconds, 3),
        **({"clash": [sentence_data(text) for text in outcome.clash]} if outcome.clash else {}),
    }


def _level_data(level: LevelReport) -> dict[str, Any]:
    own = {"level": level.level, "value": level.value, "bound": level.bound, "proved": level.proved}
    return {**own, "rules": dict(sorted(level.rules.items()))}
