"""Settings of rules, and other things, that are written as JSON in one cell."""

from collections.abc import Mapping
from typing import Any

from volmatch.errors import Fault, ProblemError
from volmatch.io.strict import parsed
from volmatch.io.tables.rows import Row
from volmatch.text import Text


def json_settings(text: str, rule: Mapping[str, Any], row: Row, column: str = "settings") -> dict[str, Any]:
    """Return settings that are written as JSON, and note what is wrong with them."""
    try:
        data, faults = parsed(text.encode(errors="surrogatepass"))
    except ProblemError as error:
        data, faults = {}, list(error.faults)
    if not isinstance(data, dict):
        data, faults = {}, [Fault("", Text('wanted settings in braces, such as {{"hours": 11}}'))]
    for name in sorted(data.keys() & (rule.keys() | {"rule"})):
        faults.append(Fault("", Text("{name} has a column of its own; leave it out here", {"name": name})))
    for fault in faults:
        row.note(column, fault.wanted)
    return {name: value for name, value in data.items() if name not in rule}
