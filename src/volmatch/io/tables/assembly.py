"""Rows put together into a problem as JSON holds it, remembering from which row each record came."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from volmatch.errors import Fault, ProblemError
from volmatch.io.strict import parsed
from volmatch.io.tables.columns import KEYS
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import ANY
from volmatch.io.tables.records import HELPERS, PARTS, ROLE_STEPS
from volmatch.io.tables.rows import Row, rows
from volmatch.io.tables.rule_words import are_words, settings_in
from volmatch.io.tables.table_words import plain
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_FIRST_STEP = re.compile(r"\.?([^.\[\]]+|\[[^\[\]]*\])")
#: People together, as in ``team: kitchen``.
_GROUP = re.compile(r"([^:：]+)[:：]\s*(.+)")  # noqa: RUF001 - people type the wide one
_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("trait", "traits", "特征"), "traits"),
    **dict.fromkeys(("team", "teams", "团队"), "teams"),
}
_OWNERS = ("places", "rooms", "volunteers", "sessions")
_UNKNOWN: Mapping[str, Text] = {
    "volunteers": Text("no volunteer has this id"),
    "sessions": Text("no session has this id"),
    "rooms": Text("no room has this id"),
}


@attrs.frozen
class Origin:
    """Where a record came from: a row, and in which column each of its fields stands, where it goes by another name there."""

    row: Row
    steps: Mapping[str, str]
    rest: str | None = None

    def place(self, way: str) -> str:
        """Return where a field stands, or else the row; `way` leads there from the record, such as ``.from`` or ``[2]``."""
        step = _FIRST_STEP.match(way)
        name = "" if step is None else step[1]
        column = self.steps.get(name, name)
        if column in self.row.known.at or self.rest is None:
            return self.row.known.place(self.row.number, column)
        return self.row.known.place(self.row.number, self.rest) + way


@attrs.define
class Assembly:
    """A problem in the making.

    Parameters
    ----------
    data
        What was put together so far.
    origins
        The row of each record, by the record's path in the data.
    rows
        All rows, in the order in which they were read.
    near
        The first date of the problem; dates without a year lie near it.
    """

    data: dict[str, Any] = attrs.field(factory=lambda: {"volunteers": [], "sessions": []})
    origins: dict[str, Origin] = attrs.field(factory=dict)
    rows: list[Row] = attrs.field(factory=list)
    near: dt.date | None = None
    _ids: dict[str, dict[str, int]] = attrs.field(factory=dict)
    _zone: dt.tzinfo = dt.UTC

    def take(self, known: Mapping[str, Known]) -> None:
        """Take all sheets in, those first to which others belong."""
        owned = (key for key, part in PARTS.items() if part.owner)
        for key in ("problem", *_OWNERS, *owned, "travel", "rules"):
            for row in rows(known[key]) if key in known else ():
                self.rows.append(row)
                self._take(key, row)
        self._settings()
        self._places(known)

    def faults(self) -> list[Fault]:
        """Return what was wrong with the rows."""
        return [fault for row in self.rows for fault in row.faults]

    def notes(self) -> list[Fault]:
        """Return what was understood in a way worth knowing."""
        return [note for row in self.rows for note in row.notes]

    def _take(self, key: str, row: Row) -> None:
        if key == "problem":
            self._general(row)
        elif key == "rules" and "rule" not in row.flat and "rules" in self.data:
            self._continued(row)
        elif PARTS[key].owner:
            self._child(row)
        else:
            self._record(row)

    def _general(self, row: Row) -> None:
        if len(self.rows) > 1:
            row.note(None, Text("wanted one row in this sheet"))
        if "timezone" in row.flat:
            self.data["timezone"] = row.flat["timezone"]
            self.origins["timezone"] = Origin(row, {"": "timezone"})
            self._zone = _zone(row.flat["timezone"])
        if row.flat.get("only"):
            self.data["standard"] = False
            self.origins["standard"] = Origin(row, {"": "only"})
        if "default_travel_minutes" in row.flat:
            self.data["travel"] = {"default_minutes": row.flat["default_travel_minutes"]}
            self.origins["travel"] = Origin(row, PARTS["problem"].steps)
        if "words" in row.flat:
            self.data["words"] = _settings_of(row.flat["words"], {}, row, "words")
            self.origins["words"] = Origin(row, {"": "words"})

    def _record(self, row: Row) -> None:
        """Take in a row that is a record of its own."""
        key, part = row.known.key, PARTS[row.known.key]
        if key in KEYS:
            self._name(key, row)
        record = part.fold(row.flat, row, self._zone)
        if key == "sessions" and "roles" in record and "role" not in row.flat and _is_chinese(row.known):
            record["roles"][0]["name"] = HELPERS["zh"]
        if "free" in record:
            self._free(record, row)
        if key == "travel":
            path, listed = "travel.minutes", self.data.setdefault("travel", {}).setdefault("minutes", [])
        else:
            path, listed = key, self.data.setdefault(key, [])
        self.origins[f"{path}[{len(listed)}]"] = Origin(row, part.steps, part.rest)
        if key == "sessions" and "roles" in record:
            self.origins[f"{path}[{len(listed)}].roles[0]"] = Origin(row, ROLE_STEPS)
        if key in _OWNERS and isinstance(record.get("id"), str):
            self._ids.setdefault(key, {}).setdefault(_normal(record["id"]), len(listed))
        listed.append(record)

    def _name(self, key: str, row: Row) -> None:
        """Give a row without an id one: its name, or for sessions that are called the same its name and when it is."""
        own, called = KEYS[key]
        if own in row.flat or called not in row.flat:
            return
        taken, name = self._ids.get(key, {}), row.flat[called]
        if key == "volunteers":
            row.flat[own] = name
            return
        told = [str(row.flat[one]) for one in ("date", "start") if isinstance(row.flat.get(one), str)]
        ids = [name, " ".join([name, *told])]
        free = (
            one for one in (*ids, *(f"{ids[1]} #{count}" for count in range(2, 10_000))) if _normal(one) not in taken
        )
        row.flat[own] = next(free, name)

    def _free(self, record: dict[str, Any], row: Row) -> None:
        """Read when somebody is free, said in one cell."""
        told = record.pop("free")
        if told == "always":
            return
        guessed = [one.span for one in told if one.span and one.span.is_guess]
        for span in dict.fromkeys(guessed):
            row.tell("free", Text("taken for {start} to {end}", {"start": span.first, "end": span.last}))
        try:
            record["available"] = [window for one in told for window in one.windows(self.near)]
        except NotACell as fault:
            row.note("free", fault.wanted)

    def _places(self, known: Mapping[str, Known]) -> None:
        """Take the places from where they are named, in a file without a sheet of places."""
        if "places" in known or "rooms" in known:
            return
        named = [one.get("place") for one in self.data["sessions"]]
        found = list(dict.fromkeys(name for name in named if isinstance(name, str)))
        if found:
            self.data["places"] = [{"id": name} for name in found]

    def _child(self, row: Row) -> None:
        """Take in a row that belongs to a record of another sheet."""
        part = PARTS[row.known.key]
        assert part.owner is not None
        parents, column, _ = part.owner
        if column not in row.flat:
            row.note(column, Text("this field is required"))
            return
        meant = self._meant(parents, row.flat[column])
        if not meant:
            row.note(column, _UNKNOWN[parents])
        flat = {name: value for name, value in row.flat.items() if name != column}
        record = part.fold(flat, row, self._zone) if meant else None
        for index in meant:
            self._belongs(row, f"{parents}[{index}]", self.data[parents][index], deepcopy(record))

    def _belongs(self, row: Row, path: str, parent: dict[str, Any], record: Any) -> None:
        """Give a record to the one of another sheet to which it belongs."""
        part = PARTS[row.known.key]
        assert part.owner is not None
        _, column, field = part.owner
        if field == "skills":
            self._skill(row, parent, path, *record)
            return
        if field == "available" and parent.get("available") == []:
            row.note(column, Text("this person is never free, says the sheet of volunteers; keep one"))
        listed = parent.setdefault(field, [])
        self.origins[f"{path}.{field}[{len(listed)}]"] = Origin(row, part.steps, part.rest)
        listed.append(record)

    def _skill(self, row: Row, parent: dict[str, Any], path: str, name: Any, skill: dict[str, Any]) -> None:
        skills = parent.setdefault("skills", {})
        if name is None or name in skills:
            told = (
                Text("this field is required") if name is None else Text("this person has this skill already; keep one")
            )
            row.note("skill", told)
            return
        skills[name] = skill
        self.origins[f"{path}.skills.{name}"] = Origin(row, PARTS["skills"].steps)

    def _continued(self, row: Row) -> None:
        """Take in a row that goes on with the settings of the rule above."""
        if row.flat.keys() - {"settings"}:
            row.note("rule", Text("this field is required"))
            return
        last = self.data["rules"][-1]
        last["settings"] = last.get("settings", "") + row.flat["settings"]

    def _settings(self) -> None:
        """Read the settings of all rules, once they are whole."""
        for index, rule in enumerate(self.data.get("rules", ())):
            text = rule.pop("settings", None)
            if text is not None and are_words(text):
                self._said(text, rule, self.origins[f"rules[{index}]"].row)
            elif text is not None:
                rule.update(_settings_of(text, rule, self.origins[f"rules[{index}]"].row))

    def _said(self, text: str, rule: dict[str, Any], row: Row) -> None:
        """Read settings that are said in words."""
        try:
            rule.update(settings_in(text, str(rule.get("rule"))))
        except NotACell as fault:
            row.note("settings", fault.wanted)

    def _meant(self, parents: str, word: str) -> list[int]:
        """Return which records a child is of: the one of an id; of people also all (``*``), or those of a trait or team."""
        index = self._ids.get(parents, {}).get(_normal(word))
        if index is not None or parents != "volunteers":
            return [] if index is None else [index]
        people = self.data["volunteers"]
        if word.strip() == ANY:
            return list(range(len(people)))
        group = _GROUP.fullmatch(word.strip())
        field = None if group is None else _GROUPS.get(plain(group[1]))
        return [at for at, one in enumerate(people) if field and group and group[2] in one.get(field, ())]


def _settings_of(text: str, rule: Mapping[str, Any], row: Row, column: str = "settings") -> dict[str, Any]:
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


def _is_chinese(known: Known) -> bool:
    """Whether a sheet has its headers in Chinese."""
    return any("\u4e00" <= letter <= "\u9fff" for header in known.sheet.header for letter in str(header or ""))


def _normal(word: str) -> str:
    return unicodedata.normalize("NFC", word)


def _zone(name: str) -> dt.tzinfo:
    """Return the zone of a name; UTC stands in for one that nobody knows, which the problem will refuse."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return dt.UTC
