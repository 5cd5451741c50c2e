"""The gap between the least cost that is known and the one that is proved: where it closes, nothing can be better."""

import attrs


@attrs.frozen
class Gap:
    """A cost that is reached and a cost that nothing goes below.

    Parameters
    ----------
    value
        The least cost found; ``None`` while there is none.
    bound
        Proven least cost; ``None`` while nothing is proved.
    """

    value: int | None = None
    bound: int | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing can cost less than what was found."""
        return self.slack == 0

    @property
    def slack(self) -> int | None:
        """How much less it might cost; ``None`` where one of the two is unknown."""
        return None if self.value is None or self.bound is None else max(0, self.value - self.bound)

    @property
    def share(self) -> float | None:
        """Share of the value that may still be saved, 0 to 1; ``None`` where one of the two is unknown."""
        return None if self.value is None or self.slack is None else self.slack / max(1, abs(self.value))

    def raised(self, bound: int | None) -> "Gap":
        """Return it with a bound that is proved too; the better of the two counts."""
        known = [one for one in (self.bound, bound) if one is not None]
        return Gap(self.value, max(known, default=None))
