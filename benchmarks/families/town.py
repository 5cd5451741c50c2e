"""A town: 200 volunteers, 400 sessions, and weeks that fall apart."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 200, "sessions": 400},
    tiny={"volunteers": 6, "sessions": 8},
    quick={},
)
