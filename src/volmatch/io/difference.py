"""What changed from one version of a problem to the next: what came, what went, and what is now otherwise."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from volmatch.doors import door
from volmatch.errors import quoted
from volmatch.io.plain import problem_data
from volmatch.problem.problem import Problem
from volmatch.text import Text

Kind = Literal["added", "removed", "changed", "moved"]

#: The field by which the records of a list are told apart, by the name of the list.
_KEYS: Mapping[str, str] = {"volunteers": "id", "sessions": "id", "places": "id", "rooms": "id", "rules": "rule"}
#: The same for the lists in the records of a list.
_INNER: Mapping[str, Mapping[str, str]] = {"sessions": {"roles": "name"}}
_NO_KEYS: Mapping[str, str] = {}
_TEMPLATES: Mapping[Kind, Text] = {
    "added": Text("added: {path}"),
    "removed": Text("removed: {path}"),
    "changed": Text("changed: {path}, from {old} to {new}"),
    "moved": Text("in another order: {path}"),
}

_WITH_VALUE: Mapping[Kind, Text] = {
    "added": Text("added: {path}, {value}"),
    "removed": Text("removed: {path}, {value}"),
}


@attrs.frozen(kw_only=True)
class Change:
    """One thing that differs.

    Parameters
    ----------
    kind
        ``added``, ``removed``, ``changed``, or ``moved`` for a list with the same things in another order.
    path
        What it is, by ids and not by positions: ``volunteers[li].home``. A second rule of the same name is
        ``rules[cover#2]``.
    old, new
        The value before and after, as problems in JSON hold it; ``None`` where there was none, which may mean a default.
    """

    kind: Kind
    path: str
    old: Any = None
    new: Any = None

    @property
    def text(self) -> Text:
        """The change as a sentence; of whole records it gives the path, of anything smaller the values."""
        value = self.new if self.kind == "added" else self.old
        if self.kind in _WITH_VALUE and not isinstance(value, dict):
            return attrs.evolve(_WITH_VALUE[self.kind], facts={"path": self.path, "value": _shown(value)})
        told = {"path": self.path, "old": _shown(self.old), "new": _shown(self.new)}
        return attrs.evolve(_TEMPLATES[self.kind], facts=told)

    def sentence(self, lang: str = "en") -> str:
        """Say the change in a language."""
        return self.text.sentence(lang)


@attrs.frozen
class Difference:
    """All that differs between two problems; nothing does exactly if they are equal."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def sentence(self, lang: str = "en") -> str:
        """Say all changes in a language, one a line."""
        lines = [change.sentence(lang) for change in self.changes] or [Text("nothing differs").sentence(lang)]
        return "\n".join(lines)


@door
def difference(before: Problem, after: Problem) -> Difference:
    """Return what changed from one problem to another.

    People, sessions, places and rooms are compared by their ids, roles by their names, rules by theirs; what else is in
    lists is compared as a whole, so that a window of time that changed was removed and another added.
    """
    return Difference(tuple(_records("", problem_data(before), problem_data(after), _KEYS)))


def _records(path: str, old: Mapping[str, Any], new: Mapping[str, Any], keys: Mapping[str, str]) -> Iterator[Change]:
    """Yield what differs between two records; `keys` tells which of their lists have records with names."""
    for name in [*old, *(name for name in new if name not in old)]:
        step = f"{path}.{name}" if path else name
        if name in keys:
            yield from _keyed(step, name, keys[name], old.get(name, []), new.get(name, []))
        elif name in old and name in new:
            yield from _values(step, old[name], new[name])
        elif name in old:
            yield Change(kind="removed", path=step, old=old[name])
        else:
            yield Change(kind="added", path=step, new=new[name])


def _values(path: str, old: Any, new: Any) -> Iterator[Change]:
    """Yield what differs between two values."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _records(path, old, new, _NO_KEYS)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(path, old, new)
    else:
        yield Change(kind="changed", path=path, old=old, new=new)


def _keyed(path: str, name: str, key: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Yield what differs between two lists whose records have names."""
    before, after = _named(key, old), _named(key, new)
    for own, record in before.items():
        if own not in after:
            yield Change(kind="removed", path=f"{path}[{own}]", old=record)
        elif record != after[own]:
            yield from _records(f"{path}[{own}]", record, after[own], _INNER.get(name, _NO_KEYS))
    for own in after:
        if own not in before:
            yield Change(kind="added", path=f"{path}[{own}]", new=after[own])
    if [own for own in before if own in after] != [own for own in after if own in before]:
        yield Change(kind="moved", path=path)


def _named(key: str, records: Sequence[Any]) -> dict[str, Any]:
    """Return records by name; the second of a name is ``name#2``."""
    times: Counter[str] = Counter()
    found = {}
    for record in records:
        own = record[key]
        times[own] += 1
        found[own if times[own] == 1 else f"{own}#{times[own]}"] = record
    return found


def _lists(path: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    """Yield what stands in one list only."""
    gone, come = (Counter(map(_canonical, one)) for one in (old, new))
    for item in (gone - come).elements():
        yield Change(kind="removed", path=path, old=json.loads(item))
    for item in (come - gone).elements():
        yield Change(kind="added", path=path, new=json.loads(item))
    if gone == come:
        yield Change(kind="moved", path=path)


def _canonical(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and value.isprintable() else quoted(value)
