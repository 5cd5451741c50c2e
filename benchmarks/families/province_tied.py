"""A province whose people cap their hours over the whole month, so that its weeks hang together."""

from benchmarks.family import Family
from benchmarks.generate import neighbourhood_programme

FAMILY = Family(
    make=neighbourhood_programme,
    sizes={"volunteers": 20_000, "sessions": 50_000, "horizon_cap": True},
    tiny={"volunteers": 6, "sessions": 8},
    seconds=600,
    most_seeds=1,
    beside=False,
)
