"""The folder of a run: a problem for each region, the duties of each round, and how far the run has come."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from volmatch.errors import FileError, OptionError
from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.io.files import contents, replace
from volmatch.io.formats import MOST_BYTES, read_problem, write
from volmatch.io.layout import canonical, laid_out
from volmatch.problem.problem import Problem
from volmatch.scale.part_problems import by_itself
from volmatch.scale.splitting import Region, Split
from volmatch.schedule import Assignment
from volmatch.text import Text

INDEX, CHECKPOINT = "index.json", "checkpoint.json"
#: Regions whose columns one process keeps, so that a round need not build them anew.
KEPT = 2


@attrs.frozen
class RegionFolder:
    """Where a region is kept.

    Parameters
    ----------
    path
        The folder; every worker sees it.
    stamp
        Fingerprint of the whole problem: whoever remembers a region by both never takes one for another.
    """

    path: str
    stamp: str

    @property
    def name(self) -> str:
        """What the region is called."""
        return Path(self.path).name

    def keep(self, problem: Problem, region: Region) -> None:
        """Write a region down: its people with all sessions of the problem."""
        Path(self.path).mkdir(parents=True, exist_ok=True)
        own = set(region.people)
        people = [person for person in problem.volunteers if person.id in own]
        write(Path(self.path) / "problem.json", attrs.evolve(problem, volunteers=people))
        replace(Path(self.path) / "region.json", laid_out(attrs.asdict(region)).encode())

    def known(self) -> "KnownRegion":
        """Return the region, read once by each process."""
        return _known(self)

    def columns(self) -> "RegionColumns":
        """Return the region by itself in columns, built once by each process as long as it is remembered."""
        return _columns(self)

    def duties(self, version: int) -> tuple[Assignment, ...]:
        """Return the duties of a round; version 0 is nobody's."""
        if not version:
            return ()
        listed = json.loads(contents(self._duties_of(version), MOST_BYTES))
        return tuple(Assignment(*one) for one in listed)

    def keep_duties(self, version: int, duties: Iterable[Assignment]) -> None:
        """Write the duties of a round."""
        listed = sorted([one.volunteer, one.session, one.role] for one in duties)
        replace(self._duties_of(version), canonical(listed))

    def forget_duties(self, but: int) -> None:
        """Remove the duties of all rounds but one."""
        for path in Path(self.path).glob("duties-*.json"):
            if path != self._duties_of(but):
                path.unlink(missing_ok=True)

    def _duties_of(self, version: int) -> Path:
        return Path(self.path) / f"duties-{version:04}.json"


@attrs.frozen(eq=False)
class KnownRegion:
    """A region in words: its people with all sessions, the same by itself, and which sessions are whose."""

    problem: Problem
    itself: Problem
    region: Region


@attrs.frozen(eq=False)
class RegionColumns:
    """A region by itself in columns, and the way out of them."""

    f: Formulation
    interpreter: Interpreter


@lru_cache(maxsize=KEPT)
def _known(folder: RegionFolder) -> KnownRegion:
    problem = read_problem(Path(folder.path) / "problem.json")
    data = json.loads(contents(Path(folder.path) / "region.json", MOST_BYTES))
    region = Region(data["name"], *(tuple(data[field]) for field in ("people", "inner", "border", "keeps")))
    return KnownRegion(problem, by_itself(problem, set(region.inner)), region)


@lru_cache(maxsize=KEPT)
def _columns(folder: RegionFolder) -> RegionColumns:
    itself = folder.known().itself
    f = build(itself)
    return RegionColumns(f, Interpreter.of(f, itself))


def written(folder: Path, plan: Split, stamp: str) -> tuple[RegionFolder, ...]:
    """Write down the regions of a problem, unless they are there already; return where they are.

    Raises
    ------
    OptionError
        If the folder holds the run of another problem, or of one that was cut otherwise.
    FileError
        If it cannot be written.
    """
    found = tuple(RegionFolder(str((folder / region.name).resolve()), stamp) for region in plan.regions)
    before = index_of(folder)
    cut = hashlib.sha256(canonical([attrs.asdict(region) for region in plan.regions])).hexdigest()
    names = [region.name for region in plan.regions]
    wanted = {"format": "volmatch-parts/1", "problem": stamp, "parts": names, "cut": cut}
    if before is not None:
        if {name: before.get(name) for name in wanted} != wanted:
            raise OptionError(Text("output: {folder} holds another run; name a new folder", {"folder": str(folder)}))
        return found
    for at, region in zip(found, plan.regions, strict=True):
        at.keep(plan.problem, region)
    _keep_directory(folder, plan.regions)
    save_json(folder / INDEX, wanted)
    return found


def index_of(folder: Path) -> dict[str, Any] | None:
    """Return what a folder says of the run in it; ``None`` where there is none."""
    return json_at(folder / INDEX)


def json_at(path: Path) -> dict[str, Any] | None:
    """Return what a file of a run says; ``None`` where there is none.

    Raises
    ------
    FileError
        If it is no such file, or cannot be read.
    """
    if not path.exists():
        return None
    try:
        found = json.loads(contents(path, MOST_BYTES))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise no_file_of_a_run(path)
    return found


def no_file_of_a_run(path: Path) -> FileError:
    """Return the error that says that a file is not what it should be."""
    return FileError(Text("{path} is no file of a run in parts", {"path": str(path)}), str(path))


def save_json(path: Path, data: Any) -> None:
    """Write a file of a run in one stroke."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, laid_out(data).encode())


def shelf(id_: str) -> str:
    """Return on which of 256 shelves of the directory a person stands; every machine finds the same."""
    number = 0
    for letter in id_.encode():
        number = (number * 31 + letter) % 256
    return f"{number:02x}"


def _keep_directory(folder: Path, regions: Sequence[Region]) -> None:
    """Write down which region each person belongs to, on shelves, so that one person is found without reading all."""
    shelves: dict[str, dict[str, str]] = {}
    for region in regions:
        for person in region.people:
            shelves.setdefault(shelf(person), {})[person] = region.name
    for name, people in sorted(shelves.items()):
        save_json(folder / "people" / f"{name}.json", dict(sorted(people.items())))
