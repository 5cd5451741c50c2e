"""Published data: a crisis helpline in March 2019."""

from pathlib import Path

import volmatch as vm
from benchmarks.family import Family
from benchmarks.readers import helpline


def _read(data: Path) -> vm.Problem:
    return helpline.read(data / "helpline" / "2019_03_HU.csv")


FAMILY = Family(make=_read, beside=False, source="helpline/2019_03_HU.csv")
