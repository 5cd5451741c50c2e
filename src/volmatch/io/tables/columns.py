"""Which columns each sheet has, and what their cells hold."""

from collections.abc import Mapping

import attrs

from volmatch.io.tables.alternative_cells import ALTERNATIVES
from volmatch.io.tables.cells import (
    AMOUNTS,
    CLOCK,
    DAY,
    DAY_OR_WEEKDAYS,
    DAYS,
    END_CLOCK,
    FLAG,
    LIST,
    NEVER,
    NUMBER,
    OF_THE_MONTH,
    ROOMS,
    SETTINGS,
    SKILL,
    SKILLS,
    STARTS,
    WEEKDAY_LIST,
    WORD,
    Kind,
)
from volmatch.io.tables.head_counts import PEOPLE
from volmatch.io.tables.limit_periods import PER
from volmatch.io.tables.measures import MEASURES, MINUTES
from volmatch.io.tables.own_columns import DATA
from volmatch.io.tables.rule_words import RULE
from volmatch.io.tables.split_sessions import SPLIT
from volmatch.io.tables.trait_cells import TRAITS
from volmatch.io.tables.when_free import FREE
from volmatch.text import Text


@attrs.frozen
class Column:
    """One column of a sheet.

    Parameters
    ----------
    name
        Its key in the dictionary of headers, and of its value in a row.
    kind
        What its cells hold.
    is_required
        Whether the sheet makes no sense without it.
    is_rare
        Whether it is written only where something stands in it.
    """

    name: str
    kind: Kind
    is_required: bool = False
    is_rare: bool = False


def _columns(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, MEASURES.get(name, kind) if kind is NUMBER else kind) for name in names)


def _key(name: str) -> Column:
    return Column(name, WORD, is_required=True)


_WHEN = (Column("date", DAY_OR_WEEKDAYS), Column("from", CLOCK), Column("to", END_CLOCK), Column("end_date", DAY))
_RARELY_IF_NEEDED = Column("if_needed", FLAG, is_rare=True)
#: On which days something comes back; only a weekly window has these.
_REPEATS = (
    *_columns(WEEKDAY_LIST, "weekdays"),
    *_columns(DAY, "since", "until"),
    *_columns(DAYS, "except"),
    Column("every", NUMBER, is_rare=True),
    Column("nth", OF_THE_MONTH, is_rare=True),
)
_DATA = Column("data", DATA, is_rare=True)
_NEED = (
    *_columns(SKILL, "skill"),
    *_columns(NUMBER, "skill_level"),
    Column("alternatives", ALTERNATIVES, is_rare=True),
    Column("min", PEOPLE),
    *_columns(NUMBER, "target", "max"),
    *_columns(LIST, "traits"),
    Column("standby", FLAG, is_rare=True),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "problem": (
        *_columns(WORD, "timezone"),
        *_columns(NUMBER, "default_travel_minutes"),
        *_columns(FLAG, "only"),
        Column("day_starts", CLOCK, is_rare=True),
        Column("words", SETTINGS, is_rare=True),
    ),
    "volunteers": (
        *_columns(WORD, "id", "person_name", "home"),
        *_columns(NUMBER, "max_travel_minutes"),
        *_columns(SKILLS, "skills"),
        *_columns(TRAITS, "traits"),
        *_columns(LIST, "teams"),
        Column("born", DAY, is_rare=True),
        Column("timezone", WORD, is_rare=True),
        Column("only_with", LIST, is_rare=True),
        *_columns(NEVER, "available"),
        *_columns(NUMBER, "served_hours", "cost_per_hour", "show_rate"),
        Column("free", FREE, is_rare=True),
        Column("busy", FREE, is_rare=True),
        _DATA,
    ),
    "availability": (
        _key("volunteer"),
        *_WHEN,
        *_REPEATS,
        *_columns(FLAG, "if_needed"),
    ),
    "away": (_key("volunteer"), *_WHEN, *(attrs.evolve(one, is_rare=True) for one in _REPEATS), _RARELY_IF_NEEDED),
    "limits": (
        _key("volunteer"),
        Column("per", PER, is_required=True),
        *_columns(NUMBER, "max_sessions", "max_hours", "min_sessions", "min_hours"),
        *_columns(WORD, "kind"),
    ),
    "wishes": (
        _key("volunteer"),
        Column("score", NUMBER, is_required=True),
        *_columns(WORD, "session", "kind", "series", "place"),
    ),
    "skills": (
        _key("volunteer"),
        Column("skill", SKILL, is_required=True),
        *_columns(NUMBER, "skill_level"),
        *_columns(DAY, "valid_from", "until"),
    ),
    "sessions": (
        *_columns(WORD, "id", "name", "kind", "series"),
        *_columns(DAY, "date"),
        Column("start", CLOCK),
        Column("end", END_CLOCK),
        *_columns(DAY, "end_date"),
        *_columns(NUMBER, "minutes"),
        *_columns(STARTS, "starts"),
        *_columns(WORD, "place"),
        *_columns(ROOMS, "room"),
        *_columns(LIST, "needed_features", "wanted_features"),
        *_columns(NUMBER, "attendance"),
        *_columns(WORD, "role"),
        *_NEED,
        *_columns(NUMBER, "priority"),
        *_columns(FLAG, "optional"),
        *_columns(LIST, "tags"),
        *_columns(NUMBER, "effort_hours", "cost"),
        *_columns(AMOUNTS, "equipment"),
        *_columns(LIST, "audiences"),
        Column("split_at", SPLIT, is_rare=True),
        Column("one_desk", FLAG, is_rare=True),
        _DATA,
    ),
    "roles": (_key("session"), _key("role"), *_NEED, _DATA),
    "places": (_key("id"), *_columns(WORD, "name", "parent"), Column("day_starts", CLOCK, is_rare=True), _DATA),
    "rooms": (
        _key("id"),
        *_columns(WORD, "name"),
        _key("place"),
        *_columns(NUMBER, "capacity"),
        *_columns(LIST, "features"),
        *_columns(NUMBER, "turnaround_minutes", "cost_per_hour"),
        _DATA,
    ),
    "closed": (_key("room"), *_WHEN, _RARELY_IF_NEEDED),
    "travel": (_key("place_a"), _key("place_b"), Column("minutes", MINUTES, is_required=True)),
    "history": (
        _key("volunteer"),
        *_columns(DAY, "date"),
        Column("start", CLOCK),
        Column("end", END_CLOCK),
        *_columns(DAY, "end_date"),
        *_columns(WORD, "session", "role", "kind", "series", "place"),
        Column("tags", LIST, is_rare=True),
        Column("priority", NUMBER, is_rare=True),
        Column("effort_hours", MEASURES["effort_hours"], is_rare=True),
    ),
    "rules": (
        Column("rule", RULE, is_required=True),
        *_columns(NUMBER, "level", "weight"),
        *_columns(SETTINGS, "settings"),
    ),
}

#: Sheets of which each row needs one of these: a name serves as the id where there is none.
KEYS: Mapping[str, tuple[str, str]] = {"volunteers": ("id", "person_name"), "sessions": ("id", "name")}
#: Sheets that keep columns of people's own.
KEEPING = frozenset({*KEYS, "roles", "places", "rooms"})
#: What each sheet is for, said to people.
ABOUT: Mapping[str, Text] = {
    "problem": Text(
        "One row: the time zone, when a day begins if not at midnight, and how long a way takes that is not listed."
    ),
    "volunteers": Text("One row a person."),
    "availability": Text(
        "One row a time somebody is free: a date, or days of the week. Somebody without a row is free at all times."
    ),
    "away": Text("One row a time somebody is not free after all. Without times, the whole day."),
    "limits": Text(
        "One row a limit: how much somebody may (max) or wants to (min) serve in a day, a week or altogether."
    ),
    "wishes": Text("One row a wish: a score above 0 for what somebody likes, below 0 for what not."),
    "skills": Text("One row a skill of a person, for those who find this handier than one cell."),
    "sessions": Text(
        "One row a session. Where it needs one kind of person only, say here how many; else use the sheet of roles."
    ),
    "roles": Text("One row a role of a session: what a person must be able to do, and how many are needed."),
    "places": Text("One row a place; a place may lie inside another."),
    "rooms": Text("One row a room."),
    "closed": Text("One row a time a room cannot be used."),
    "travel": Text("One row a way between two places, the same in both directions."),
    "history": Text(
        "One row a duty that somebody served before; rules that look at rest and at days in a row count it."
    ),
    "rules": Text("One row a rule: level 0 must hold, level 1 is served first. Rows are added to the standard rules."),
}
