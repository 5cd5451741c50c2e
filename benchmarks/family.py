"""What an instance family is: a way to make problems of one kind, with sizes as parameters."""

from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

import volmatch as vm


@attrs.frozen(kw_only=True)
class Family:
    """Problems of one kind; its name is that of its file in ``benchmarks/families``.

    Parameters
    ----------
    make
        Takes ``seed`` and the sizes by name; for published data ``data``, the folder that holds the data sets.
    sizes
        Whole numbers (or yes and no) that `make` takes, at their full size; empty for published data.
    tiny
        Those sizes that differ when a test wants the smallest problem that still has everything.
    quick
        Those sizes that differ in the short benchmark; ``None`` leaves the family out of it.
    seconds
        Time limit of the full benchmark.
    source
        For published data: the path that must exist inside the folder of data sets; else ``None``.
    most_seeds
        How many of the seeds asked for are run; ``None`` for all. Published data have nothing random: one.
    beside
        Whether other solvers are put to it too.
    """

    make: Callable[..., vm.Problem]
    sizes: Mapping[str, int] = attrs.field(factory=dict)
    tiny: Mapping[str, int] = attrs.field(factory=dict)
    quick: Mapping[str, int] | None = None
    seconds: float = 30.0
    source: str | None = None
    most_seeds: int | None = attrs.field(
        default=attrs.Factory(lambda self: 1 if self.source else None, takes_self=True)
    )
    beside: bool = True

    def problem(self, *, seed: int, sizes: Mapping[str, int] | None = None, data: Path | None = None) -> vm.Problem:
        """Return one problem of the family.

        Parameters
        ----------
        seed
            Of everything random; published data have nothing random.
        sizes
            Those that differ from the full ones.
        data
            The folder of published data sets.

        Raises
        ------
        FileNotFoundError
            If the family is published data and `data` does not hold it.
        """
        if self.source is None:
            return self.make(seed=seed, **{**self.sizes, **(sizes or {})})
        if not self.is_here(data):
            message = f"the data set {self.source} is not there; --data names the folder that holds it"
            raise FileNotFoundError(message)
        return self.make(data=data)

    def is_here(self, data: Path | None) -> bool:
        """Whether the family can be made: published data must lie in the folder of data sets."""
        return self.source is None or (data is not None and (data / self.source).exists())
