"""What the folder of a run says of itself: which problem in which parts, who belongs to which, and how it ended."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from volmatch.errors import FileError, OptionError
from volmatch.io.files import contents, replace
from volmatch.io.formats import MOST_BYTES
from volmatch.io.layout import laid_out
from volmatch.scale.splitting import Region
from volmatch.text import Text

INDEX, CHECKPOINT = "index.json", "checkpoint.json"
FORMAT = "volmatch-parts/1"
#: Said where a run ends before there is anything of which a schedule could be made.
STOPPED_EARLY = Text("the run was stopped before all parts were read; give more time")


def begun(folder: Path, wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what a folder says of the run in it; ``None`` where there is none.

    Raises
    ------
    OptionError
        If it holds the run of another problem, or of one that was cut otherwise.
    FileError
        If it cannot be read.
    """
    before = index_of(folder)
    if before is not None and {name: before.get(name) for name in wanted} != wanted:
        raise OptionError(Text("output: {folder} holds another run; name a new folder", {"folder": str(folder)}))
    return before


def keep_index(folder: Path, about: Mapping[str, Any], regions: Sequence[Region]) -> None:
    """Write down that a run was begun, once all that it needs is there: who belongs to which region, and what it is about."""
    _keep_directory(folder, regions)
    save_json(folder / INDEX, about)


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
