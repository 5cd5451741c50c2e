"""What is proved about each level, and for how long: while no level before costs more than it did then."""

from collections.abc import Sequence

import attrs


@attrs.define(eq=False)
class Proofs:
    """The bounds of all levels, each with what the levels before cost when it was proved.

    A bound says that nothing costs less among all schedules that cost no more at the levels before. Where these cost as
    much, or less, there are no other schedules than those; where one of them costs more, the bound says nothing.
    """

    _known: dict[int, tuple[int, tuple[int, ...]]] = attrs.field(factory=dict)

    def note(self, position: int, bound: int | None, values: Sequence[int]) -> None:
        """Keep a bound of the level at a position if it says more than what is known.

        Parameters
        ----------
        position, bound
            Of the level; a bound of ``None`` says nothing.
        values
            What the levels before cost at most, of all levels.
        """
        before = self.bound(position, values)
        if bound is not None and (before is None or bound > before):
            self._known[position] = bound, tuple(values[:position])

    def bound(self, position: int, values: Sequence[int]) -> int | None:
        """Return the bound of the level at a position, where the levels before cost these values; ``None`` if unknown."""
        bound, given = self._known.get(position, (None, ()))
        return bound if all(value <= known for value, known in zip(values, given, strict=False)) else None

    def is_closed(self, position: int, values: Sequence[int]) -> bool:
        """Whether a schedule that costs these values is proved best at the level at a position."""
        bound = self.bound(position, values)
        return bound is not None and bound >= values[position]

    def bounds(self, values: Sequence[int]) -> tuple[int | None, ...]:
        """Return the bounds of all levels."""
        return tuple(self.bound(position, values) for position in range(len(values)))
