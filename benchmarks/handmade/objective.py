"""One number for all levels, as people do it: a level counts a hundred times the next.

That is how samples say priorities. It is not quite what the problem says (a hundred units of a lower level may outweigh one
of a higher), but exact factors would be so large that no solver keeps its arithmetic.
"""

from benchmarks.handmade.model import Model, Terms

FACTOR = 100


def weighted(model: Model) -> Terms:
    """Return the sum of all levels, each `FACTOR` times the next."""
    levels = sorted(model.constants)
    return [
        (column, cost * FACTOR ** (len(levels) - 1 - place))
        for place, level in enumerate(levels)
        for column, cost in model.costs[level]
    ]


def level_by_level(model: Model) -> list[Terms]:
    """Return the cost of each level, the first to be served first."""
    return [model.costs[level] for level in sorted(model.constants)]
