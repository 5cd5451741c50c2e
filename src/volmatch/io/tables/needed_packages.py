"""What comes with an extra of volmatch: loaded where it is needed, with a sentence that says how to get it."""

import importlib
from typing import Any

from volmatch.errors import VolmatchError
from volmatch.installing import command
from volmatch.text import Text, template


class ExtraError(VolmatchError, ImportError):
    """Something that needs a package which is not installed; the sentence says which, and how to get it."""


def openpyxl(part: str = "openpyxl") -> Any:
    """Return the package that knows workbooks, or a part of it."""
    return _loaded(part, _told(template("workbooks need openpyxl: {command}")))


def pandas() -> Any:
    """Return the package of data frames."""
    return _loaded("pandas", Text("data frames need pandas: pip install pandas"))


def pyarrow() -> Any:
    """Return the package that reads the tables of others."""
    return _loaded("pyarrow", Text("tables of this kind need pyarrow: pip install pyarrow"))


def parquet() -> Any:
    """Return the reader of Parquet files."""
    return _loaded("pyarrow.parquet", Text("Parquet files need pyarrow: pip install pyarrow"))


def distributed() -> Any:
    """Return the package of clusters."""
    return _loaded("distributed", Text("clusters need dask: {command}", {"command": command("cluster")}))


def _told(words: str) -> Text:
    return Text(words, {"command": command("tables")})


def _loaded(name: str, wanted: Text) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        raise ExtraError(wanted) from error
