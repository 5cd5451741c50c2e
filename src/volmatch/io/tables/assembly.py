"""Rows put together into a problem as JSON holds it, remembering from which row each record came."""

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.alike_words import alike, normal
from volmatch.io.tables.bound_sessions import bind
from volmatch.io.tables.clocks import zone_named
from volmatch.io.tables.columns import KEYS
from volmatch.io.tables.free_in_a_row import settle_free
from volmatch.io.tables.headings import Known
from volmatch.io.tables.json_settings import json_settings
from volmatch.io.tables.needed_people import one_each
from volmatch.io.tables.origins import Origin
from volmatch.io.tables.people_together import people_together
from volmatch.io.tables.records import HELPERS, PARTS, ROLE_STEPS
from volmatch.io.tables.rows import Row, rows
from volmatch.io.tables.rule_words import are_words, settings_in
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.settled_cells import is_chinese
from volmatch.io.tables.spellings import TAKEN_FOR, Spellings, settle_spellings
from volmatch.io.tables.split_sessions import parts_of
from volmatch.io.tables.united_words import unite_words
from volmatch.io.tables.unmet_skills import tell_unmet
from volmatch.io.tables.weekday_column import check_weekday
from volmatch.io.tables.weekdays import NotACell
from volmatch.text import Text

_REQUIRED = Text("this field is required")
_OWNERS = ("places", "rooms", "volunteers", "sessions")
_UNKNOWN: Mapping[str, Text] = {
    "volunteers": Text("no volunteer has this id"),
    "sessions": Text("no session has this id"),
    "rooms": Text("no room has this id"),
    "places": Text("no place has this id"),
}


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
    around
        What is known of the dates of the problem; those that are not told whole are settled beside them.
    """

    data: dict[str, Any] = attrs.field(factory=lambda: {"volunteers": [], "sessions": []})
    origins: dict[str, Origin] = attrs.field(factory=dict)
    rows: list[Row] = attrs.field(factory=list)
    around: Around = attrs.field(factory=Around)
    _ids: dict[str, dict[str, int]] = attrs.field(factory=dict)
    _several: dict[str, list[int]] = attrs.field(factory=dict)
    _shared: dict[str, list[int]] = attrs.field(factory=dict)
    _spellings: dict[str, Spellings] = attrs.field(factory=dict)
    _unnamed: dict[int, Row] = attrs.field(factory=dict)
    _zone: dt.tzinfo = dt.UTC

    def take(self, known: Mapping[str, Known]) -> None:
        """Take all sheets in, those first to which others belong."""
        owned = (key for key, part in PARTS.items() if part.owner)
        for key in ("problem", *_OWNERS, *owned, "travel", "history", "rules"):
            for row in rows(known[key]) if key in known else ():
                self.rows.append(row)
                self._take(key, row)
        one_each(self.data["sessions"], self._unnamed, HELPERS)
        self._settings()
        if is_short := len(self._unnamed) == len(self.data["sessions"]):
            unite_words(self.data, self.origins, has_places="places" in known or "rooms" in known)
        self._places(known)
        tell_unmet(self.data, self.origins, has_ids=not is_short)
        settle_spellings(self.data, self.origins)
        bind(self.data, self.origins, self._shared)

    def faults(self) -> list[Fault]:
        """Return what was wrong with the rows."""
        if any(row.faults for row in self.rows):
            for row in self.rows:
                self._unknown_places(row)
        return list(dict.fromkeys(fault for row in self.rows for fault in row.faults))

    def _unknown_places(self, row: Row) -> None:
        """Note places that nobody knows: a problem does not look at records that have other faults."""
        known = self._ids.get("places")
        for column in ("place", "home"):
            word = row.flat.get(column)
            is_word = column in row.known.at and isinstance(word, str)
            if known and is_word and normal(str(word)) not in known and alike(str(word)) not in map(alike, known):
                row.faults.append(Fault.of(row.known.place(row.number, column), _UNKNOWN["places"], word))

    def notes(self) -> list[Fault]:
        """Return what was understood in a way worth knowing."""
        return list(dict.fromkeys(note for row in self.rows for note in row.notes))

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
        for name in ("timezone", "day_starts"):
            if name in row.flat:
                self.data[name], self.origins[name] = row.flat[name], Origin(row, {"": name})
        if "timezone" in row.flat:
            self._zone = zone_named(row.flat["timezone"])
        if row.flat.get("only"):
            self.data["standard"] = False
            self.origins["standard"] = Origin(row, {"": "only"})
        if "default_travel_minutes" in row.flat:
            self.data["travel"] = {"default_minutes": row.flat["default_travel_minutes"]}
            self.origins["travel"] = Origin(row, PARTS["problem"].steps)
        if "words" in row.flat:
            self.data["words"] = json_settings(row.flat["words"], {}, row, "words")
            self.origins["words"] = Origin(row, {"": "words"})

    def _record(self, row: Row) -> None:
        """Take in a row that is a record of its own."""
        key, part = row.known.key, PARTS[row.known.key]
        if key == "sessions" and "id" not in row.flat:
            self._unnamed[len(self.data["sessions"])] = row
        if key == "sessions":
            check_weekday(row)
        if key in KEYS:
            self._name(key, row)
        record = part.fold(row.flat, row, self._zone)
        if key == "sessions" and "roles" in record and "role" not in row.flat and is_chinese(row.known):
            record["roles"][0]["name"] = HELPERS["zh"]
        for said in ("free", "busy"):
            if said in record:
                settle_free(record, row, said, self.around)
        if key == "sessions":
            self._sessions(parts_of(record, row, self._zone), row)
            return
        if key == "travel":
            path, listed = "travel.minutes", self.data.setdefault("travel", {}).setdefault("minutes", [])
        else:
            path, listed = key, self.data.setdefault(key, [])
        self.origins[f"{path}[{len(listed)}]"] = Origin(row, part.steps, part.rest)
        if key in _OWNERS and isinstance(record.get("id"), str):
            self._ids.setdefault(key, {}).setdefault(normal(record["id"]), len(listed))
        listed.append(record)

    def _sessions(self, parts: list[dict[str, Any]], row: Row) -> None:
        """List a session, or the parts of one that is shared; other sheets mean all of these by the id of the whole."""
        listed = self.data["sessions"]
        found = list(range(len(listed), len(listed) + len(parts)))
        for at, part in zip(found, parts, strict=True):
            self.origins[f"sessions[{at}]"] = Origin(row, PARTS["sessions"].steps)
            if "roles" in part:
                self.origins[f"sessions[{at}].roles[0]"] = Origin(row, ROLE_STEPS)
            if isinstance(part.get("id"), str):
                self._ids.setdefault("sessions", {}).setdefault(normal(part["id"]), at)
            self._unnamed |= {at: row} if found[0] in self._unnamed else {}
        listed += parts
        if parts[1:] and isinstance(word := row.flat.get("id"), str):
            for days in filter(lambda days: days[-1] == found[0], self._several.values()):
                days.extend(found[1:])
            self._several[normal(word)] = self._shared[word] = found

    def _name(self, key: str, row: Row) -> None:
        """Give a row without an id one: its name, or for sessions that are called the same its name and when it is."""
        own, called = KEYS[key]
        if key == "sessions" and row.number in row.known.sheet.several:
            self._one_of_several(row, row.flat.get(own, row.flat.get(called)))
            return
        if own in row.flat or called not in row.flat:
            return
        taken, name = self._ids.get(key, {}), row.flat[called]
        if key == "volunteers":
            row.flat[own] = name
            return
        told = [str(row.flat[one]) for one in ("date", "start") if isinstance(row.flat.get(one), str)]
        ids = [name, " ".join([name, *told])]
        free = (
            one for one in (*ids, *(f"{ids[1]} #{count}" for count in range(2, 10_000))) if normal(one) not in taken
        )
        row.flat[own] = next(free, name)

    def _one_of_several(self, row: Row, word: Any) -> None:
        """Give a session an id with its date, if one row stands for several days; other sheets mean all of them by the word."""
        if isinstance(word, str) and isinstance(row.flat.get("date"), str):
            row.flat["id"] = f"{word} {row.flat['date']}"
            self._several.setdefault(normal(word), []).append(len(self.data["sessions"]))

    def _places(self, known: Mapping[str, Known]) -> None:
        """Take the places from where they are named, in a file without a sheet of places."""
        if "places" in known or "rooms" in known:
            return
        named = [one.get("place") for key in ("sessions", "history") for one in self.data.get(key, ())]
        if found := list(dict.fromkeys(name for name in named if isinstance(name, str))):
            self.data["places"] = [{"id": name} for name in found]

    def _child(self, row: Row) -> None:
        """Take in a row that belongs to a record of another sheet."""
        part = PARTS[row.known.key]
        assert part.owner is not None
        parents, column, _ = part.owner
        if column not in row.flat:
            row.note(column, _REQUIRED)
            return
        meant = self._meant(parents, row.flat[column], row)
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
            if self.origins[path].row.is_out:
                return
            row.note(column, Text("this person is never free, says the sheet of volunteers; keep one"))
        listed = parent.setdefault(field, [])
        self.origins[f"{path}.{field}[{len(listed)}]"] = Origin(row, part.steps, part.rest)
        listed.append(record)

    def _skill(self, row: Row, parent: dict[str, Any], path: str, name: Any, skill: dict[str, Any]) -> None:
        skills = parent.setdefault("skills", {})
        if name is None or name in skills:
            row.note("skill", _REQUIRED if name is None else Text("this person has this skill already; keep one"))
            return
        skills[name] = skill
        self.origins[f"{path}.skills.{name}"] = Origin(row, PARTS["skills"].steps)

    def _continued(self, row: Row) -> None:
        """Take in a row that goes on with the settings of the rule above."""
        if row.flat.keys() - {"settings"}:
            row.note("rule", _REQUIRED)
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
                rule.update(json_settings(text, rule, self.origins[f"rules[{index}]"].row))

    def _said(self, text: str, rule: dict[str, Any], row: Row) -> None:
        """Read settings that are said in words."""
        try:
            rule.update(settings_in(text, str(rule.get("rule"))))
        except NotACell as fault:
            row.note("settings", fault.wanted)

    def _meant(self, parents: str, word: str, row: Row) -> list[int]:
        """Return which records a child is of: the one of an id; of people also all (``*``), or those of a trait or team."""
        index = self._ids.get(parents, {}).get(normal(word))
        several = self._several.get(normal(word)) if parents == "sessions" else None
        if index is None and several:
            return several
        if index is not None:
            return [index]
        together = people_together(word, self.data["volunteers"]) if parents == "volunteers" else []
        return together or self._spelt_otherwise(parents, word, row)

    def _spelt_otherwise(self, parents: str, word: str, row: Row) -> list[int]:
        """Return the one record that is meant by a word that is no id; told, and refused where it may be one of several."""
        records = self.data.get(parents, ())
        spellings = self._spellings.get(parents) or self._spellings.setdefault(parents, Spellings(records))
        meant = list(spellings.meant(word))
        _, column, _ = PARTS[row.known.key].owner or ("", "", "")
        if len(meant) > 1:
            words = tuple(str(records[at]["id"]) for at in meant)
            row.note(column, Text("this may be any of {words}; write the id", {"words": words}))
        elif meant:
            row.tell(column, attrs.evolve(TAKEN_FOR, facts={"word": str(records[meant[0]]["id"])}))
        return meant[:1]
