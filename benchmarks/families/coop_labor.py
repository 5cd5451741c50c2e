"""Published data: one week of shifts in a housing cooperative."""

from pathlib import Path

import volmatch as vm
from benchmarks.family import Family
from benchmarks.readers import coop_labor


def _read(data: Path) -> vm.Problem:
    return coop_labor.read(data / "coop_labor")


FAMILY = Family(make=_read, source="coop_labor")
