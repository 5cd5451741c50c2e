"""A city: 2,000 volunteers, 5,000 sessions, and weeks that fall apart."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 2_000, "sessions": 5_000},
    tiny={"volunteers": 6, "sessions": 8},
    seconds=300,
)
