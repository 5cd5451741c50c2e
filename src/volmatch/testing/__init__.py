"""Problems and schedules made at random, so that apps can test what they build on volmatch.

These are hypothesis strategies: ``@given(volmatch.testing.problems())``. They need the extra ``volmatch[testing]``.
"""

from volmatch.installing import command

try:
    from volmatch.testing.histories import histories
    from volmatch.testing.problems import TINY_POSSIBILITIES, WORDS, Size, problems
    from volmatch.testing.programme import sessions
    from volmatch.testing.rule_lists import rule_lists
    from volmatch.testing.schedules import schedules
    from volmatch.testing.stage import Stage, stages
    from volmatch.testing.volunteers import volunteers
except ModuleNotFoundError as _error:
    if _error.name != "hypothesis":
        raise
    _message = f"volmatch.testing makes its problems with hypothesis: {command('testing')}"
    raise ImportError(_message, name="hypothesis") from _error

__all__ = [
    "TINY_POSSIBILITIES",
    "WORDS",
    "Size",
    "Stage",
    "histories",
    "problems",
    "rule_lists",
    "schedules",
    "sessions",
    "stages",
    "volunteers",
]
