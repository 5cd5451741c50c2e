"""A list of rules that is taken as it stands: nothing of the standard is added to it but what the data demand."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volmatch.rule import Rule


class Exactly(tuple["Rule", ...]):
    """Rules that are the whole list. A settled problem's `rules` is one, so a copy of the problem keeps its rules."""

    __slots__ = ()
