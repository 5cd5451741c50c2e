"""Twenty rules at once: courses in rooms, loose sessions, people of mixed experience."""

from benchmarks.composed import composed_programme
from benchmarks.family import Family

FAMILY = Family(make=composed_programme, sizes={"volunteers": 60}, tiny={"volunteers": 8})
