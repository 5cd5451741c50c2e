"""How much memory is really ours: of what the machine has, what the limits of a container leave."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from volmatch.run.process_groups import CGROUPS, OWN_CGROUPS, limits_around, text_of

_MEMINFO = Path("/proc/meminfo")


def usable_memory(*, cgroups: Path = CGROUPS, own: Path = OWN_CGROUPS, meminfo: Path = _MEMINFO) -> float | None:
    """Return how many megabytes this process may hold, whoever else holds some now; ``None`` where the system does not tell.

    Parameters
    ----------
    cgroups, own, meminfo
        Where the system keeps the groups of processes, says which are this process's, and what the machine has.
    """
    known = [*_of_the_machine(meminfo), *limits_around("memory", _second_version, _first_version, cgroups, own)]
    return min(known) / 1e6 if known else None


def megabytes(memory_limit: float | Literal["machine"] | None) -> float | None:
    """Return a limit that a caller set as a plain number; ``None`` for none, or where the system does not tell."""
    if memory_limit is None or isinstance(memory_limit, str):
        return None if memory_limit is None else usable_memory()
    return float(int.__int__(memory_limit) if isinstance(memory_limit, int) else float.__float__(memory_limit))


def _of_the_machine(meminfo: Path) -> Iterator[int]:
    for line in text_of(meminfo).splitlines():
        name, _, told = line.partition(":")
        kilobytes = told.split()[:1]
        if name == "MemTotal" and kilobytes and kilobytes[0].isdecimal():
            yield int(kilobytes[0]) * 1024
            return
    names = getattr(os, "sysconf_names", {})
    if {"SC_PHYS_PAGES", "SC_PAGE_SIZE"} <= set(names):
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _second_version(folder: Path) -> int | None:
    return _bytes(text_of(folder / "memory.max"))


def _first_version(folder: Path) -> int | None:
    return _bytes(text_of(folder / "memory.limit_in_bytes"))


def _bytes(told: str) -> int | None:
    """Return a limit in bytes; ``None`` for none, which is ``max`` or -1."""
    told = told.strip()
    return int(told) if told.isdecimal() and int(told) else None
