"""Problems as plain data: the dicts, lists, texts and numbers that a JSON file is made of."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from volmatch.errors import Fault, ProblemError
from volmatch.problem.entity import json_name
from volmatch.problem.place import Way
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Skill
from volmatch.rule import Rule, known_rules, name_of
from volmatch.text import Text

PROBLEM_FORMAT = "volmatch/1"

converter = Converter(unstruct_collection_overrides={Sequence: list, Mapping: dict, tuple: list})


@cache
def record_of(cls: type) -> Callable[[Any], dict[str, Any]]:
    """Return the function that makes a dict of a value: fields in the order of the class, defaults left out."""
    renamed: dict[str, Any] = {field.name: override(rename=json_name(field.name)) for field in attrs.fields(cls)}
    return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **renamed)


def _skill(skill: Skill) -> Any:
    return skill.level if skill.until is None and skill.valid_from is None else record_of(Skill)(skill)


def _way(way: Way) -> list[Any]:
    return [way.a, way.b, way.minutes]


def _rule(rule: Rule) -> dict[str, Any]:
    cls: type = type(rule)
    record = record_of(cls)(rule)
    price: dict[str, Any] = {name: record[name] for name in ("level", "weight") if name in record}
    return {"rule": _written_name(cls), **price, **record}


def _written_name(cls: type[Rule]) -> str:
    """Return the name by which a file calls a rule; a class that no file can name goes by its place in the code."""
    return name_of(cls) if _is_nameable(cls) else f"{cls.__module__}:{cls.__qualname__}"


def _is_nameable(cls: type[Rule]) -> bool:
    return known_rules().get(name_of(cls)) is cls


def _minute(time: dt.datetime | dt.time) -> str:
    return time.isoformat(timespec="minutes")


converter.register_unstructure_hook(dt.date, dt.date.isoformat)
converter.register_unstructure_hook(dt.datetime, _minute)
converter.register_unstructure_hook(dt.time, _minute)
converter.register_unstructure_hook_factory(attrs.has, record_of)
converter.register_unstructure_hook_func(lambda cls: isinstance(cls, type) and issubclass(cls, Rule), _rule)
converter.register_unstructure_hook(Skill, _skill)
converter.register_unstructure_hook(Way, _way)


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data; the format, the time zone and every rule are always there, and that they are all."""
    parts = record_of(Problem)(problem)
    parts.pop("rules", None)
    head = {"format": PROBLEM_FORMAT, "timezone": problem.timezone}
    head |= {name: parts[name] for name in ("day_starts",) if name in parts}
    return {**head, **parts, "standard": False, "rules": [_rule(rule) for rule in problem.rules]}


def demand_names(problem: Problem) -> None:
    """Refuse to write a problem that nobody could read back.

    Raises
    ------
    ProblemError
        For each rule whose class no file can name.
    """
    wanted = Text("a file cannot name this rule; give its class a name with volmatch.register first")
    faults = [
        Fault.of(f"rules[{index}]", wanted, type(rule).__qualname__)
        for index, rule in enumerate(problem.rules)
        if not _is_nameable(type(rule))
    ]
    if faults:
        raise ProblemError(faults)
