"""A neighbourhood whose people cap their hours over the whole month, so that its weeks hang together."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 20, "sessions": 40, "horizon_cap": True},
    tiny={"volunteers": 6, "sessions": 8},
)
