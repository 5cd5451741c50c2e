"""How many processors are really ours: of those the machine has, what affinity and the quota of a container leave."""

import math
import os
from collections.abc import Iterator
from pathlib import Path

from volmatch.run.process_groups import CGROUPS, OWN_CGROUPS, limits_around, text_of


def usable_processors(*, cgroups: Path = CGROUPS, own: Path = OWN_CGROUPS) -> int:
    """Return how many threads can work at once in this process, at least 1.

    Parameters
    ----------
    cgroups, own
        Where the system keeps the groups of processes, and says which are this process's.
    """
    return max(1, min(visible_processors(), *(math.ceil(quota) for quota in quotas(cgroups, own)), 2**16))


def visible_processors() -> int:
    """Return how many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def quotas(cgroups: Path = CGROUPS, own: Path = OWN_CGROUPS) -> Iterator[float]:
    """Yield the processors that each group of processes around this one may use at once; nothing where there is no limit."""
    yield from limits_around("cpu", _second_version, _first_version, cgroups, own)


def _second_version(folder: Path) -> float | None:
    return _share(*([*text_of(folder / "cpu.max").split(), "", ""])[:2])


def _first_version(folder: Path) -> float | None:
    return _share(text_of(folder / "cpu.cfs_quota_us").strip(), text_of(folder / "cpu.cfs_period_us").strip())


def _share(quota: str, period: str) -> float | None:
    """Return a quota as a number of processors; ``None`` for none, which is ``max`` or -1."""
    if not (quota.isdecimal() and period.isdecimal() and int(period)):
        return None
    return int(quota) / int(period)
