"""Published data: a ward of a hospital, instance 3 of the shift scheduling benchmark of Curtois and Qu."""

from pathlib import Path

import volmatch as vm
from benchmarks.family import Family
from benchmarks.readers import nrp24


def _read(data: Path) -> vm.Problem:
    return nrp24.read(data / "nrp24", "Instance3")


FAMILY = Family(make=_read, source="nrp24")
