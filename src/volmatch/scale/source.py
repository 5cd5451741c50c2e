"""A data set in parts on disk: a folder for each place, what holds for all beside them; only the part that is asked for is read."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from volmatch.doors import door
from volmatch.errors import Fault, FileError, OptionError, ProblemError
from volmatch.io.formats import MOST_BYTES
from volmatch.io.tables.notes import Told, warn
from volmatch.io.tables.reading import Assembled, assembled, problem_of
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_files import sheets_in
from volmatch.io.tables.table_words import SHEETS, plain, understood
from volmatch.problem.problem import Problem
from volmatch.scale.splitting import is_name_of_part
from volmatch.text import Text

#: Names in the folder of a run that no part may have.
_TAKEN = frozenset({"people"})
#: Sheets that stand beside the parts, if anywhere.
_FOR_ALL = frozenset({"rules", "problem"})
_CHUNK = 2**20


def _path(given: Any) -> Path:
    return Path(given)


@attrs.frozen(slots=False)
class Source:
    """A data set that need not fit into memory: a folder in which each part has a folder of its own.

    A part is read as `volmatch.io.read_tables` reads a folder: sheets as CSV or Parquet, of the people who live there and the
    sessions that take place there. It is a problem of its own: it names the places its people may go to with the ways there, and
    sessions of other parts at those places are offered to them. Sheets in the folder itself hold for all parts: the rules, and
    the sheet ``problem`` with time zone and words; words that only other parts bear are declared there. Ids are unique in all
    parts together.

    Parameters
    ----------
    path
        The folder. What begins with a dot or an underscore in it is passed over.
    encoding
        Encoding of CSV files that are not UTF-8.

    Raises
    ------
    FileError
        If there is no such folder.
    OptionError
        If it has no parts, or one by a name that is taken.
    """

    path: Path = attrs.field(converter=_path)
    encoding: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse what holds no parts."""
        if not self.path.is_dir():
            facts = {"path": str(self.path), "reason": Text("its folder does not exist")}
            raise FileError(Text("cannot read {path}: {reason}", facts), str(self.path))
        if not self.parts:
            raise OptionError(
                Text("{folder}: wanted a folder for each part; this one has none", {"folder": str(self.path)})
            )
        for part in [one for one in self.parts if one in _TAKEN or not is_name_of_part(one)]:
            raise OptionError(Text("{folder}: no part may be called {part}", {"folder": str(self.path), "part": part}))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Names of the parts, in order."""
        return tuple(sorted(one.name for one in self.path.iterdir() if one.is_dir() and one.name[0] not in "._"))

    @door
    def problem(self, part: str, *, told: Told | None = None) -> Problem:
        """Read one part: its people and its sessions, under the standard rules whatever the rules beside the parts are.

        Raises
        ------
        OptionError
            If there is no such part.
        FileError
            If a file cannot be read.
        ProblemError
            With every fault, each with its part, sheet, row and column.
        ExtraError
            If a sheet is Parquet and pyarrow is not installed.
        """
        if part not in self.parts:
            raise OptionError(Text("there is no part {part}", {"part": part}))
        beside = {key: sheet for key, sheet in self._beside.items() if key != "rules"}
        try:
            sheets = sheets_in(self.path / part, MOST_BYTES, self.encoding)
            _refuse_twice(sheets, beside)
            return problem_of([*beside.values(), *sheets], told or warn)
        except ProblemError as error:
            raise ProblemError([within(part, fault) for fault in error.faults]) from None

    @cached_property
    def for_all(self) -> Assembled:
        """What the sheets beside the parts say.

        Raises
        ------
        FileError, ProblemError, ExtraError
            As `problem`.
        """
        read = assembled([*self._beside.values()])
        if read.faults:
            raise ProblemError(read.faults)
        return read

    @cached_property
    def _beside(self) -> dict[str, Sheet]:
        """The sheets that hold for all parts, by what they are."""
        if not any(one.is_file() and one.name[0] not in "._" for one in self.path.iterdir()):
            return {}
        sheets = [one for one in sheets_in(self.path, MOST_BYTES, self.encoding) if one.header]
        return {key_of(sheet): sheet for sheet in sheets}

    def stamp(self) -> str:
        """Return a fingerprint of all files: a run of other data is never gone on with."""
        known = hashlib.sha256()
        for folder in (self.path, *(self.path / part for part in self.parts)):
            for file in sorted(one for one in folder.iterdir() if one.is_file()):
                known.update(f"{file.relative_to(self.path).as_posix()}\n{file.stat().st_size}\n".encode())
                with file.open("rb") as opened:
                    while chunk := opened.read(_CHUNK):
                        known.update(chunk)
        return known.hexdigest()


def key_of(sheet: Sheet) -> str:
    """Return which sheet one is; a name that nobody knows is left as it is, to be refused where it is read."""
    return understood(SHEETS).get(plain(sheet.name)) or sheet.name


def within(part: str, fault: Fault) -> Fault:
    """Return a fault with the part in which it lies."""
    return attrs.evolve(fault, path=f"{part}/{fault.path}" if fault.path else part)


def _refuse_twice(sheets: Sequence[Sheet], beside: Mapping[str, Sheet]) -> None:
    """Refuse a sheet that stands beside the parts and in one of them, or that belongs beside them."""
    for sheet in sheets:
        key = key_of(sheet)
        if sheet.header and (key in beside or key in _FOR_ALL):
            wanted = Text("this sheet holds for all parts: keep it beside them, and not in one")
            raise ProblemError([Fault.of(sheet.name, wanted, sheet.name)])
