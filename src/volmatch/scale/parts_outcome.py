"""What came of a problem solved in parts: the levels with their bounds, and a folder from which any part is read alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.io.files import AnyPath
from volmatch.io.formats import read_outcome, read_problem
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.scale.run_index import INDEX, index_of, json_at, no_file_of_a_run, shelf
from volmatch.scale.splitting import is_name_of_part
from volmatch.schedule import Assignment, Duty, LevelReport, Placement, Schedule, Status, StoppedBy
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class PartsOutcome:
    """The schedule of a problem that was solved in parts, kept in a folder; only what is asked for is read.

    Parameters
    ----------
    folder
        Where it is.
    status, stopped_by
        As of an `Outcome`.
    levels
        One report a level, about the whole; `rules` are not told apart.
    parts
        Names of the parts.
    rounds
        How many rounds of work it took.
    seconds
        Wall-clock time of the last run.
    left_out
        Parts of a data set that could not be read and were left out, with what is wrong with each, in English.
    """

    folder: Path
    status: Status
    stopped_by: StoppedBy
    levels: tuple[LevelReport, ...]
    parts: tuple[str, ...]
    rounds: int = 0
    seconds: float = attrs.field(default=0.0, eq=False)
    left_out: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @door
    def problem(self, part: str) -> Problem:
        """Return the problem of one part: its people, and all sessions; of a data set those of the part and those they can serve in."""
        return read_problem(self._part(part) / "problem.json")

    @door
    def part(self, part: str) -> Outcome:
        """Return the schedule of one part's people. Its levels say what the part adds to the whole, the border left out."""
        return read_outcome(self._part(part) / "schedule.json")

    @door
    def part_of(self, person: str) -> str:
        """Return the name of the part that a person belongs to.

        Raises
        ------
        OptionError
            If nobody has this id.
        """
        found = (json_at(self.folder / "people" / f"{shelf(person)}.json") or {}).get(person)
        if found is None:
            raise OptionError(Text("the problem has no volunteer {id}", {"id": person}))
        return str(found)

    @door
    def person(self, id_: str) -> tuple[Duty, ...]:
        """Return the duties of one person, in order of time; no other part is read.

        Raises
        ------
        OptionError
            If nobody has this id.
        """
        part = self.part_of(id_)
        schedule = self.part(part).schedule or Schedule()
        return tuple(duty for duty in schedule.duties(self.problem(part)) if duty.volunteer.id == id_)

    def schedule(self) -> Schedule:
        """Return the schedule of everybody, for a problem that fits into memory."""
        duties, placements = list[Assignment](), dict[str, Placement]()
        for part in self.parts:
            one = self.part(part).schedule or Schedule()
            duties += one.assignments
            placements.update(one.placement_of)
        return Schedule(duties, placements.values())

    def sentence(self, lang: str = "en") -> str:
        """Say in a few lines how it ended and what each level costs."""
        return "\n".join(one.sentence(lang) for one in self._told())

    def __str__(self) -> str:
        return self.sentence()

    def _told(self) -> Iterator[Text]:
        facts = {"parts": len(self.parts), "seconds": f"{self.seconds:.1f}", "folder": str(self.folder)}
        yield Text("solved in {parts} parts in {seconds} s; the schedules are in {folder}", facts)
        for part, faults in self.left_out.items():
            known = {"part": part, "n": len(faults)}
            yield Text.counted(
                "left out: the part {part}, with {n} fault", "left out: the part {part}, with {n} faults", known
            )
        for one in self.levels:
            known = {"level": one.level, "value": one.value, "bound": "?" if one.bound is None else one.bound}
            yield Text("level {level} costs {value}, and no schedule costs less than {bound}", known)

    def _part(self, name: str) -> Path:
        if name not in self.parts:
            raise OptionError(Text("there is no part {part}", {"part": name}))
        return self.folder / name


@door
def read(folder: AnyPath) -> PartsOutcome:
    """Return what came of a problem that was solved in parts, from its folder; parts are read when they are asked for.

    Raises
    ------
    OptionError
        If the folder holds no finished run.
    FileError
        If its files cannot be read, or are not what they should be.
    """
    path = Path(folder)
    index = index_of(path)
    if index is None or "levels" not in index:
        raise OptionError(Text("{folder} holds no finished run in parts", {"folder": str(path)}))
    try:
        return PartsOutcome(
            folder=path,
            status=_word(Status, index["status"]),
            stopped_by=_word(StoppedBy, index["stopped_by"]),
            levels=tuple(map(_level, index["levels"])),
            parts=tuple(map(_part, index["parts"])),
            rounds=int(index["rounds"]),
            seconds=float(index["seconds"]),
            left_out={part: tuple(told) for part, told in index.get("left_out", {}).items()},
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise no_file_of_a_run(path / INDEX) from None


def outcome_fields(outcome: PartsOutcome) -> dict[str, Any]:
    """Return what an index says of an outcome."""
    levels = [
        {"level": one.level, "value": one.value, "bound": one.bound, "proved": one.proved} for one in outcome.levels
    ]
    told = {"status": outcome.status, "stopped_by": outcome.stopped_by, "levels": levels, "rounds": outcome.rounds}
    return {**told, "seconds": round(outcome.seconds, 3)}


def _level(told: Mapping[str, Any]) -> LevelReport:
    bound = told["bound"]
    return LevelReport(level=int(told["level"]), value=int(told["value"]), bound=None if bound is None else int(bound))


def _word(kind: Any, given: Any) -> Any:
    if given not in get_args(kind):
        raise ValueError
    return given


def _part(name: Any) -> str:
    if not is_name_of_part(name):
        raise ValueError
    return str(name)
