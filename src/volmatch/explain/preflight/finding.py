"""What every finding before a solve is, and the small facts that several kinds share."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Finding(Explanation):
    """Base class of all findings.

    Parameters
    ----------
    text
        The finding in words.

    Attributes
    ----------
    rank
        Findings of a lower rank matter more: 1 leaves no schedule at all, 2 leaves least head-counts open, 3 costs
        something else, 4 is good to know.
    """

    rank: ClassVar[int] = 3

    text: Text

    @property
    def missing(self) -> int:
        """How many seats, people, rooms or the like are at stake; among findings of one rank more matters more."""
        return 1

    @property
    def urgency(self) -> int:
        """The rank of this very finding."""
        return self.rank

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield self.text


@attrs.frozen
class Seat:
    """A role of a session, by the session's id and the role's name."""

    session: str
    role: str


@attrs.frozen(kw_only=True)
class RuledOut:
    """How many a rule is the first to rule out.

    Parameters
    ----------
    rule
        Its name.
    n
        How many people, or seats.
    text
        The same in a few words.
    """

    rule: str
    n: int
    text: Text
