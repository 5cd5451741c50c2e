"""What a rule about one person in one seat says in columns: whom it allows, and on what that depends."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from volmatch.arrays.ragged import Bools
from volmatch.columns.tables import Tables
from volmatch.rule import Rule, Where


@runtime_checkable
class Masks(Protocol):
    """A rule about single candidates, in columns."""

    @property
    def where(self) -> Where:
        """Whom and what the rule is about."""

    def mask(self, tables: Tables) -> Bools | None:
        """Return which candidates the rule allows, bool (K,), or ``None`` where it allows them all."""


@runtime_checkable
class Reads(Masks, Protocol):
    """A rule about single candidates that says on what it depends, which in large problems is far faster."""

    @property
    def reads(self) -> tuple[str, ...] | None:
        """The columns of roles, options and sessions on which `mask` depends, besides the volunteer and the rule's fields.

        Names of `volmatch.columns.tables.Tables` that begin with ``role_``, ``option_`` or ``session_``; `where` is taken
        care of. The mask is then asked once for all seats that are equal there. ``None`` for a mask that depends on anything
        else is always right, and so is not to say anything.
        """


def masks_that_hold(rules: Iterable[Rule]) -> list[Masks]:
    """Return the rules about single candidates that must hold, in their order."""
    return [rule for rule in rules if rule.level == 0 and isinstance(rule, Masks)]
