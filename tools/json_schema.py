"""The JSON Schemas of problem, schedule and change files, made from the classes that read them: editors complete and check files.

A schema knows a file's form only. What fields contradict, and which ids exist, volmatch says when it reads the file.
"""

import typing
from typing import Any

import attrs
from tools.json_records import DAY_AND_TIME, OFFSET, Records, Schema, described, or_null

from volmatch import rules
from volmatch.io.checkpoint_files import CHECKPOINT_FORMAT, CheckpointFile
from volmatch.io.outcomes import SCHEDULE_FORMAT, Level, ScheduleFile
from volmatch.io.plain import PROBLEM_FORMAT
from volmatch.live.change_files import CHANGES_FORMAT
from volmatch.live.changes import BY_NAME, TAG
from volmatch.live.offer_files import OFFERS_FORMAT
from volmatch.live.swap_offers import SwapOffer
from volmatch.outcome import Outcome
from volmatch.problem.entity import Entity, shape_of
from volmatch.problem.problem import Problem
from volmatch.problem.settle import PAST, RECORDS
from volmatch.problem.shapes import Clock, Shape
from volmatch.problem.words import Words
from volmatch.schedule import LevelReport, Schedule

_STANDARD = "Whether the rules are added to the standard ones, as they are without this field; false: they are all."
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def problem_schema() -> Schema:
    """Return the schema of a problem file."""
    made = Records(DAY_AND_TIME, "2026-08-01T10:00")
    parts: Schema = {
        name: {"type": "array", "items": made.of(shape)} for name, shape in {**RECORDS, "history": PAST}.items()
    }
    about = described(Problem)
    return {
        "$schema": _DRAFT,
        "$id": "urn:volmatch:problem:1",
        "title": f"A problem of volmatch ({PROBLEM_FORMAT})",
        "type": "object",
        "required": ["format", "volunteers", "sessions"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": PROBLEM_FORMAT},
            "timezone": {"type": "string", "description": about["timezone"], "examples": ["Asia/Shanghai"]},
            "day_starts": {**made.of(shape_of(Clock)), "description": about["day_starts"]},
            **parts,
            "travel": {**or_null(made.of(_travel())), "description": about["travel"]},
            "standard": {"type": "boolean", "description": _STANDARD},
            "rules": {"type": ["array", "null"], "items": _rule(made)},
            "words": {**made.of(Entity(Words)), "description": about["words"]},
        },
        "$defs": dict(sorted(made.definitions.items())),
    }


def schedule_schema() -> Schema:
    """Return the schema of a schedule file; its times, which stand alone, carry their offset."""
    return _of_outcomes(ScheduleFile, "urn:volmatch:schedule:1", f"A schedule of volmatch ({SCHEDULE_FORMAT})")


def checkpoint_schema() -> Schema:
    """Return the schema of a checkpoint; what it has reached is a schedule file inside it."""
    return _of_outcomes(CheckpointFile, "urn:volmatch:checkpoint:1", f"A checkpoint of volmatch ({CHECKPOINT_FORMAT})")


def _of_outcomes(file: type, id_: str, title: str) -> Schema:
    told_by = {ScheduleFile: (Schedule, Outcome), Level: (LevelReport,)}
    made = Records(DAY_AND_TIME + OFFSET, "2026-08-01T10:00+08:00", told_by=told_by)
    record = made.record(file)
    return {"$schema": _DRAFT, "$id": id_, "title": title, **record, "$defs": dict(sorted(made.definitions.items()))}


def changes_schema() -> Schema:
    """Return the schema of a file of changes."""
    made = Records(DAY_AND_TIME, "2026-08-01T10:00")
    either = [
        {
            "if": {"properties": {TAG: {"const": name}}, "required": [TAG]},
            "then": made.reference(kind, name, {TAG: {"const": name}}),
        }
        for name, kind in sorted(BY_NAME.items())
    ]
    change = {"type": "object", "required": [TAG], "properties": {TAG: {"enum": sorted(BY_NAME)}}, "allOf": either}
    return {
        "$schema": _DRAFT,
        "$id": "urn:volmatch:changes:1",
        "title": f"Changes after publication of volmatch ({CHANGES_FORMAT})",
        "type": "object",
        "required": ["format", "changes"],
        "additionalProperties": False,
        "properties": {"format": {"const": CHANGES_FORMAT}, "changes": {"type": "array", "items": change}},
        "$defs": dict(sorted(made.definitions.items())),
    }


def offers_schema() -> Schema:
    """Return the schema of a file of offers to swap."""
    made = Records(DAY_AND_TIME, "2026-08-01T10:00")
    offers = {"type": "array", "items": made.of(Entity(SwapOffer))}
    return {
        "$schema": _DRAFT,
        "$id": "urn:volmatch:offers:1",
        "title": f"Offers to swap of volmatch ({OFFERS_FORMAT})",
        "type": "object",
        "required": ["format", "offers"],
        "additionalProperties": False,
        "properties": {"format": {"const": OFFERS_FORMAT}, "offers": offers},
        "$defs": dict(sorted(made.definitions.items())),
    }


def _travel() -> Shape:
    """Return how the field `travel` of a problem is read."""
    hint: Any = typing.get_type_hints(Problem)["travel"]
    return Entity(next(one for one in typing.get_args(hint) if attrs.has(one)))


def _rule(made: Records) -> Schema:
    """Return the schema of one rule: its name says which record it is."""
    either = [
        {
            "if": {"properties": {"rule": {"const": name}}, "required": ["rule"]},
            "then": made.reference(cls, name, {"rule": {"const": name}}),
        }
        for name, cls in sorted(rules.BY_NAME.items())
    ]
    named = {"anyOf": [{"enum": sorted(rules.BY_NAME)}, {"type": "string", "pattern": r"\."}]}
    return {"type": "object", "required": ["rule"], "properties": {"rule": named}, "allOf": either}
