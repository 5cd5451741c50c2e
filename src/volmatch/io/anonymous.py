"""A problem that names nobody and is just as hard: to be shown to others, or sent with a report of a bug."""

import json
from typing import Any

from volmatch.io.plain import problem_data
from volmatch.problem.problem import Problem

#: Words under these keys are volmatch's own or times, and say nothing about anybody.
_OPEN = frozenset(
    {"format", "timezone", "rule", "per", "weekly", "start", "end", "starts", "from", "to", "since", "until", "except"}
)
#: Mappings under these keys have people's words for keys.
_WORDED = frozenset({"skills", "stock", "equipment", "known", "before", "audiences"})
#: Records in these lists have a name for print and data of people's own; both are left out. A role's name is an id.
_NAMED = frozenset({"volunteers", "sessions", "places", "rooms"})


def anonymous(problem: Problem) -> str:
    """Return a problem as JSON in which every word that came from people is a number.

    Equal words become equal numbers, so the problem has the same schedules at the same costs. Times, amounts and the
    kinds of rules stay as they are.
    """
    numbers: dict[str, str] = {}

    def number(word: str) -> str:
        return numbers.setdefault(word, f"w{len(numbers) + 1}")

    def walk(data: Any, key: str) -> Any:
        if isinstance(data, dict):
            named = key in _NAMED
            return {
                (number(name) if key in _WORDED else name): walk(value, "" if key in _WORDED else name)
                for name, value in data.items()
                if not (named and name in ("name", "data"))
            }
        if isinstance(data, list):
            return [walk(item, key) for item in data]
        return number(data) if isinstance(data, str) and key not in _OPEN else data

    return json.dumps(walk(problem_data(problem), ""), ensure_ascii=False, indent=1)
