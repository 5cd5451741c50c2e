"""The JSON Schemas of files, for editors and for programs in other languages: they come with every installation."""

import json
from pathlib import Path
from typing import Any, Literal

from volmatch.doors import door
from volmatch.errors import FileError
from volmatch.io.files import contents
from volmatch.text import Text

#: Where the schemas lie: inside an installed package, or in the documentation of a checkout.
_HERE = Path(__file__).resolve()
_SHELVES = (_HERE.parents[1] / "pages" / "schemas", _HERE.parents[3] / "docs" / "reference")
_MOST_BYTES = 2**24


@door
def schema(kind: Literal["problem", "schedule", "changes", "offers", "checkpoint"] = "problem") -> dict[str, Any]:
    """Return the JSON Schema of a kind of file; its ``$id`` names it, and nothing is to be found there.

    A schema knows a file's form only. What fields contradict, and which ids exist, volmatch says when it reads the file.

    Parameters
    ----------
    kind
        ``problem``, ``schedule``, ``changes``, ``offers`` (to swap) or ``checkpoint``.
    """
    name = f"{kind}.schema.json"
    found = next((shelf / name for shelf in _SHELVES if (shelf / name).is_file()), None)
    if found is None:
        raise FileError(Text("this installation has no file {name}; install volmatch anew", {"name": name}), name)
    read: dict[str, Any] = json.loads(contents(found, _MOST_BYTES))
    return read
