"""What keeps children beside the guardians whom a sheet names."""

from collections.abc import Mapping, Sequence

from volmatch.rule import Rule
from volmatch.rules import Guardian


def accompanying(of: Mapping[str, Sequence[str]]) -> Rule:
    """Return the rule that people serve only while one of those named for them is there."""
    return Guardian(of={child: tuple(guardians) for child, guardians in of.items()})
