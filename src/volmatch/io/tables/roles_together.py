"""Rows of sessions whose roles go together: cashier and door become one role, and its crew can do both."""

from collections.abc import Iterator, Mapping
from typing import Any

from volmatch.errors import OptionError
from volmatch.plugs import load
from volmatch.problem.session import Role, Session
from volmatch.text import Text

#: Right behind the seats that are wanted, and before wishes.
_LEVEL = 2
_COUNTS = ("min", "target", "max", "level")
_SAYS_ALL = Text("the sheet of rules says all: it needs the rule surplus right behind the seats")


def join_roles(data: dict[str, Any]) -> Iterator[tuple[int, int | None, Text | None]]:
    """Join the roles of each session that says so, and add the rules by which its crew can do everything between them.

    Yields the session with the place of a new rule, or with what is wrong.
    """
    for at, session in enumerate(data["sessions"]):
        if not session.pop("one_desk", False):
            continue
        roles = session.get("roles", [])
        if not isinstance(session.get("id"), str) or not all(map(_is_whole, roles)):
            continue  # the problem refuses them, where they stand
        desk = load("one_desk")
        is_all, rules = not data.get("standard", True), data.get("rules", [])
        if is_all and all(not isinstance(rule, Mapping) or rule.get("rule") != desk.KEEPS_AWAY for rule in rules):
            yield at, None, _SAYS_ALL
            continue
        try:
            plan = desk.one_desk(_session(session["id"], roles), level=None if is_all else _LEVEL)
        except OptionError as error:
            yield at, None, error.args[0]
            continue
        (role,) = plan.sessions[0].roles
        session["roles"] = [{"name": role.name, "min": role.min, "target": role.min, "max": role.max, **_data(roles)}]
        _declare(data, {"skills": plan.words.skills, "traits": plan.words.traits})
        for rule in plan.rules:
            data.setdefault("rules", []).append(rule)
            yield at, len(data["rules"]) - 1, None


def _session(id_: str, roles: list[dict[str, Any]]) -> Session:
    return Session(
        id_, roles=[Role(**{name: value for name, value in role.items() if name != "data"}) for role in roles]
    )


def _is_whole(role: Mapping[str, Any]) -> bool:
    """Whether a role is one as far as can be seen here."""
    is_called = isinstance(role.get("name"), str) and isinstance(role.get("skill", ""), str)
    return is_called and all(type(count := role.get(name, 1)) is int and count >= 0 for name in _COUNTS)


def _data(roles: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what people keep of the roles in columns of their own; what two keep under one name, both say."""
    kept: dict[str, list[str]] = {}
    for role in roles:
        for name, value in role.get("data", {}).items():
            kept.setdefault(name, []).append(str(value))
    return {"data": {name: "; ".join(dict.fromkeys(values)) for name, values in kept.items()}} if kept else {}


def _declare(data: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Declare words that rules use though perhaps nobody bears them."""
    words = data.get("words", {})
    if isinstance(words, Mapping):
        added = {
            of: [*words.get(of, ()), *(one for one in new if one not in words.get(of, ()))] for of, new in more.items()
        }
        data["words"] = {**words, **{of: found for of, found in added.items() if found}}
