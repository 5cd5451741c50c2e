"""How changes are read: as values, or as mappings with a field that names the kind, all faults at once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import attrs

from volmatch.errors import ChangeError, OptionError
from volmatch.live.changes import BY_NAME, TAG, Change
from volmatch.problem.entity import Entity, shape_of
from volmatch.problem.problem import Problem
from volmatch.problem.shapes import UNREADABLE, ListOf, Moment, Reader
from volmatch.text import Text


@attrs.frozen
class ChangeShape:
    """How one change is read: a value of a known kind, or a mapping whose ``change`` names it.

    Parameters
    ----------
    by_name
        Each kind by its name in files.
    """

    by_name: Mapping[str, Any] = BY_NAME

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the settled change."""
        if type(given) in self.by_name.values():
            return Entity(type(given)).read(given, reader)
        if not isinstance(given, Mapping) or TAG not in given:
            return reader.fault(Text('wanted a change, such as {{"change": "cancelled", "session": "art-1"}}'), given)
        name = given[TAG]
        if not isinstance(name, str) or name not in self.by_name:
            with reader.at(f".{TAG}"):
                return reader.fault(Text("wanted one of {words}", {"words": tuple(sorted(self.by_name))}), name)
        return Entity(self.by_name[name]).read({key: value for key, value in given.items() if key != TAG}, reader)


def settled(problem: Problem, changes: Iterable[Change | Mapping[str, Any]]) -> tuple[Change, ...]:
    """Return changes with their times as the clocks of a problem's time zone show them.

    Raises
    ------
    ChangeError
        With every fault of every change, each with its place: ``changes[2].to``.
    """
    reader = Reader(problem.zone)
    given = changes if isinstance(changes, (list, tuple, str, Mapping)) else _listed(changes)
    found = reader.read(ListOf(ChangeShape()), given, "changes")
    if reader.faults:
        raise ChangeError(reader.faults)
    told: Sequence[Change] = () if found is UNREADABLE else found
    return tuple(told)


def _listed(changes: Any) -> Any:
    """Return what can be gone through as a list; one change alone, or anything else, is judged as it is."""
    return list(changes) if isinstance(changes, Iterable) else changes


def moment_of(problem: Problem, given: Any, name: str = "now") -> dt.datetime | None:
    """Return a moment as the clocks of a problem show it, or ``None`` where none is given.

    Raises
    ------
    OptionError
        If it is no moment.
    """
    if given is None:
        return None
    reader = Reader(problem.zone)
    found = reader.read(shape_of(Moment), given, name)
    if reader.faults:
        raise OptionError(Text("{fault}", {"fault": reader.faults[0].sentence()}))
    return cast("dt.datetime", found)
