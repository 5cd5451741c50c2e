"""A neighbourhood: 20 volunteers, 40 sessions, and weeks that fall apart."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 20, "sessions": 40},
    tiny={"volunteers": 6, "sessions": 8},
    quick={},
)
