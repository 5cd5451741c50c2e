"""What a rule about one person in one seat says in columns: whom it allows, and on what that depends."""

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

import numpy as np

from volmatch.arrays.ragged import Bools
from volmatch.columns.tables import Tables
from volmatch.errors import OptionError, quoted
from volmatch.rule import Rule, Where, name_of
from volmatch.text import Text


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


#: What the columns that a rule may read begin with.
_READABLE = ("role_", "option_", "session_")


def columns_read(rule: Reads, tables: Tables) -> tuple[str, ...]:
    """Return the names of the columns that a rule says it reads.

    Raises
    ------
    OptionError
        If they are not names of such columns.
    """
    given = rule.reads
    is_list = isinstance(given, (tuple, list)) and all(isinstance(name, str) for name in given)
    names = tuple(map(str.__str__, given or ())) if is_list else ()
    if not is_list or not all(name.startswith(_READABLE) and hasattr(tables, name) for name in names):
        facts = {"rule": name_of(type(rule)), "given": quoted(given)}  # type: ignore[arg-type] # masks are rules
        raise OptionError(Text("rule {rule}: reads: wanted names of columns such as role_level, not {given}", facts))
    return names


def allowed_by(rule: Masks, tables: Tables) -> Bools | None:
    """Return which candidates a rule allows, bool (K,), or ``None`` where it allows them all.

    Raises
    ------
    OptionError
        If the mask of a rule is anything else.
    """
    found = rule.mask(tables)
    if found is None:
        return None
    shape = tables.candidate_volunteer.shape
    if getattr(found, "dtype", None) != np.bool_ or found.shape not in {shape, ()}:
        facts = {"rule": name_of(type(rule)), "n": shape[0], "given": quoted(found)}  # type: ignore[arg-type]
        raise OptionError(
            Text("rule {rule}: mask: wanted true or false for each of {n} candidates, not {given}", facts)
        )
    return np.broadcast_to(found, shape)


def masks_that_hold(rules: Iterable[Rule]) -> list[Masks]:
    """Return the rules about single candidates that must hold, in their order."""
    return [rule for rule in rules if rule.level == 0 and isinstance(rule, Masks)]
