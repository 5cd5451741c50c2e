"""A data set laid out for a run in parts: every part read, its borders found, and what is wrong told with part, sheet and row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import attrs

from volmatch.errors import Fault, NoScheduleError, OptionError, ProblemError
from volmatch.io.formats import write
from volmatch.io.tables.notes import warn
from volmatch.problem.exactly import Exactly
from volmatch.problem.words import Words
from volmatch.scale.hands import Hands, done_of
from volmatch.scale.part_folders import RegionFolder
from volmatch.scale.run_index import FORMAT, STOPPED_EARLY, begun, keep_index
from volmatch.scale.source import Source
from volmatch.scale.source_work import CENSUS, Bordered, Bordering, PartRead, Reading, Refused, Sorting, census_of
from volmatch.scale.splitting import Region
from volmatch.search.state.controls import Controls, Progress
from volmatch.text import Text

#: What becomes of parts that cannot be read.
OnFault = Literal["refuse", "leave out"]
#: No more notes than this on how sheets were understood are told.
_MOST_NOTES = 100


@attrs.frozen
class LaidOut:
    """The parts of a data set, ready to be solved."""

    folders: tuple[RegionFolder, ...]
    regions: tuple[Region, ...]


@attrs.frozen(eq=False)
class LayingOut:
    """Lays a data set out in the folder of a run.

    Parameters
    ----------
    source, folder
        The data set, and the folder.
    hands, controls
        Who works; time, cancel and progress.
    on_fault
        Whether parts that cannot be read end it, or are left out.
    """

    source: Source
    folder: Path
    hands: Hands
    controls: Controls
    on_fault: OnFault

    def run(self) -> LaidOut:
        """Do it, unless it was done before.

        Raises
        ------
        OptionError
            If the folder holds another run, or the rules cannot be solved in parts.
        ProblemError
            With the faults of all parts.
        NoScheduleError
            If the time is up, or the caller cancels, before all parts are read: nothing can be planned yet.
        """
        stamp = self.source.stamp()
        wanted = {"format": FORMAT, "problem": stamp, "source": True}
        before = begun(self.folder, wanted)
        if before is not None:
            folders = self._folders(before["parts"], stamp)
            return LaidOut(folders, tuple(folder.region() for folder in folders))
        read, refused = self._read(stamp)
        refused |= self._twice(read)
        if refused and (self.on_fault == "refuse" or len(refused) == len(self.source.parts)):
            raise ProblemError([fault for faults in refused.values() for fault in faults])
        read = [one for one in read if one.part not in refused]
        folders = self._folders([one.part for one in read], stamp)
        self._keep_census(folders, read)
        regions = self._bordered(folders, read)
        for fault in [fault for faults in refused.values() for fault in faults][:_MOST_NOTES]:
            warn(fault)
        told = {part: [one.sentence() for one in faults] for part, faults in refused.items()}
        keep_index(self.folder, {**wanted, "parts": [one.name for one in regions], "left_out": told}, regions)
        return LaidOut(folders, regions)

    def _folders(self, parts: Iterable[str], stamp: str) -> tuple[RegionFolder, ...]:
        return tuple(RegionFolder(str((self.folder / part).resolve()), stamp) for part in parts)

    def _each(self, tasks: Sequence[Any], doing: Text) -> list[Any]:
        def tell(ready: int) -> None:
            told = done_of(doing, ready, len(tasks))
            self.controls.tell(Progress(level=0, value=None, bound=None, seconds=self.controls.seconds, doing=told))

        tell(0)
        answers = self.hands.each(tasks, None, lambda: self.controls.stopped_by() is not None, tell)
        if answers is None:
            raise NoScheduleError(STOPPED_EARLY)
        return answers

    def _read(self, stamp: str) -> tuple[list[PartRead], dict[str, tuple[Fault, ...]]]:
        folders = self._folders(self.source.parts, stamp)
        tasks = [Reading(self.source, part, into) for part, into in zip(self.source.parts, folders, strict=True)]
        answers = self._each(tasks, Text("reading all parts"))
        read = [one for one in answers if isinstance(one, PartRead)]
        for note in [note for one in read for note in one.notes][:_MOST_NOTES]:
            warn(note)
        return read, {one.part: one.faults for one in answers if isinstance(one, Refused)}

    @staticmethod
    def _twice(read: Sequence[PartRead]) -> dict[str, tuple[Fault, ...]]:
        """Return a fault for each id that stands in an earlier part already."""
        found: dict[str, list[Fault]] = defaultdict(list)
        for what in ("people", "sessions"):
            first: dict[str, str] = {}
            for one in read:
                for id_ in getattr(one, what):
                    other = first.setdefault(id_, one.part)
                    if other != one.part:
                        facts = {"other": other}
                        wanted = Text(
                            "this id stands in the part {other} too; ids are unique in all parts together", facts
                        )
                        found[one.part].append(Fault.of(f"{one.part}/{what}", wanted, id_))
        return {part: tuple(faults) for part, faults in found.items()}

    def _keep_census(self, folders: Sequence[RegionFolder], read: Sequence[PartRead]) -> None:
        """Write down one session of each sort, with the rules for all parts."""
        data = self.source.for_all.data
        rules = data.get("rules")
        rules = Exactly(rules or ()) if data.get("standard") is False else rules
        general = {name: data[name] for name in ("timezone", "day_starts") if name in data}
        words = _united(data.get("words", {}), read)
        tasks = [Sorting(folder, rules, words) for folder in folders]
        refused = [one for one in self._each(tasks, Text("reading all parts")) if one is not None]
        for one in refused[:1]:  # the rules are the same for all
            raise ProblemError(self.source.for_all.placed(one.faults))
        write(self.folder / CENSUS, census_of(folders, rules, words, general))

    def _bordered(self, folders: Sequence[RegionFolder], read: Sequence[PartRead]) -> tuple[Region, ...]:
        """Find the borders, and write down what each part is."""
        tasks = []
        for folder, one in zip(folders, read, strict=True):
            near = (at for at, other in zip(folders, read, strict=True) if at != folder and other.held_at & one.goes_to)
            tasks.append(Bordering(folder, tuple(near), str((self.folder / CENSUS).resolve())))
        answers: list[Bordered] = self._each(tasks, Text("looking for the borders of all parts"))
        for obstacle in (obstacle for one in answers for obstacle in one.obstacles):
            raise OptionError(obstacle)
        guests: dict[str, set[str]] = defaultdict(set)
        for answer in answers:
            for name, sessions in answer.visited.items():
                guests[name].update(sessions)
        regions = []
        for folder, one, answer in zip(folders, read, answers, strict=True):
            keeps = tuple(session for session in one.sessions if session in guests[one.part])
            inner = tuple(session for session in one.sessions if session not in guests[one.part])
            visits = tuple(session for sessions in answer.visited.values() for session in sessions)
            regions.append(Region(one.part, one.people, inner, (*keeps, *visits), keeps))
            folder.keep_region(regions[-1])
        return tuple(regions)


def _united(declared: Mapping[str, Sequence[Any]], read: Sequence[PartRead]) -> Words:
    """Return all words that are declared or that somebody bears in any part."""
    names = [field.name for field in attrs.fields(Words)]
    found = {name: {*declared.get(name, ())}.union(*(one.words.get(name, ()) for one in read)) for name in names}
    return Words(**{name: sorted(words) for name, words in found.items()})
