"""A province: 20,000 volunteers, 50,000 sessions, and weeks that fall apart."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 20_000, "sessions": 50_000},
    tiny={"volunteers": 6, "sessions": 8},
    seconds=600,
    most_seeds=1,
    beside=False,
)
