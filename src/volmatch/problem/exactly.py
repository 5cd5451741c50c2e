"""A list of rules that is taken as it stands: nothing of the standard is added to it but what the data demand."""

from typing import TypeVar

_Rule = TypeVar("_Rule")


class Exactly(tuple[_Rule, ...]):
    """Rules that are the whole list. A settled problem's `rules` is one, so a copy of the problem keeps its rules."""

    __slots__ = ()
