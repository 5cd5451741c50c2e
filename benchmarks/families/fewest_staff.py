"""Published data: fixed tasks for the fewest people, from the shift minimisation instances of Krishnamoorthy and others."""

from pathlib import Path

import volmatch as vm
from benchmarks.family import Family
from benchmarks.readers import smptsp


def _read(data: Path) -> vm.Problem:
    return smptsp.read(data / "smptsp", "data_1_23_40_66")


FAMILY = Family(make=_read, source="smptsp")
