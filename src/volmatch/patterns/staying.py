"""What keeps people where a sheet names them."""

from collections.abc import Iterable, Mapping

from volmatch.rule import Rule
from volmatch.rules import Pin, Pinned


def staying(named: Iterable[Mapping[str, str]]) -> Rule:
    """Return the rule that everybody stays where they are named: volunteer, session, and perhaps the role."""
    return Pinned(stay=[Pin(volunteer=one["volunteer"], session=one["session"], role=one.get("role")) for one in named])
