"""What binds the parts of a session that is shared: rather one person in all of them, and all of them or none."""

from collections.abc import Mapping, Sequence

from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules import Continuity, WholeSeries

#: The rule that says who stays; a file that names it itself says all of that.
SAID_BY = "continuity"
_TWO = 2


def sharing(parts: Sequence[str], seats: Mapping[str, int], *, level: int | None, optional: bool) -> list[Rule]:
    """Return the rules of a session in parts.

    Parameters
    ----------
    parts
        Ids of its parts.
    seats
        How many people each of its roles wants: so many may share it without any change of hands.
    level
        Level of the goal that people stay, and that nobody leaves and comes back; ``None`` for no such goal.
    optional
        Whether the session may be dropped: then all of its parts are, or none.
    """
    here = Where(sessions=SessionFilter(id=tuple(parts)))
    rules: list[Rule] = [WholeSeries(where=here)] if optional else []
    if level is not None:
        rules += [Continuity(level=level, where=here, role=role, most=max(1, most)) for role, most in seats.items()]
        rules += [Continuity(level=level, where=here, want="runs")] if len(parts) > _TWO else []
    return rules
