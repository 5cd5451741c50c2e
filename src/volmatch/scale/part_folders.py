"""The folder of a region: its problem, which people and sessions are its own, and its duties round by round."""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import attrs

from volmatch.formulation.build import build
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.interpreter import Interpreter
from volmatch.io.files import contents, replace
from volmatch.io.formats import MOST_BYTES, read_problem, write
from volmatch.io.layout import canonical, laid_out
from volmatch.problem.problem import Problem
from volmatch.scale.part_problems import by_itself
from volmatch.scale.run_index import FORMAT, begun, keep_index
from volmatch.scale.splitting import Region, Split
from volmatch.schedule import Assignment

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
        """Write a region of a problem down: its people with all sessions, as what a wish is worth depends on all it is about."""
        own = set(region.people)
        self.keep_problem(attrs.evolve(problem, volunteers=[one for one in problem.volunteers if one.id in own]))
        self.keep_region(region)

    def keep_problem(self, problem: Problem) -> None:
        """Write the region's problem."""
        Path(self.path).mkdir(parents=True, exist_ok=True)
        write(Path(self.path) / "problem.json", problem)

    def keep_region(self, region: Region) -> None:
        """Write which people and sessions are the region's."""
        replace(Path(self.path) / "region.json", laid_out(attrs.asdict(region)).encode())

    def region(self) -> Region:
        """Return which people and sessions are the region's."""
        data = json.loads(contents(Path(self.path) / "region.json", MOST_BYTES))
        return Region(data["name"], *(tuple(data[field]) for field in ("people", "inner", "border", "keeps")))

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
    """A region in words: its people with the sessions it must know, the same by itself, and which sessions are whose."""

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
    region = folder.region()
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
    cut = hashlib.sha256(canonical([attrs.asdict(region) for region in plan.regions])).hexdigest()
    names = [region.name for region in plan.regions]
    wanted = {"format": FORMAT, "problem": stamp, "parts": names, "cut": cut}
    if begun(folder, wanted) is None:
        for at, region in zip(found, plan.regions, strict=True):
            at.keep(plan.problem, region)
        keep_index(folder, wanted, plan.regions)
    return found
