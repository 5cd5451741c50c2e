"""All instance families, found by looking into this folder: a file more is a family more."""

import importlib
import pkgutil
from functools import cache

from benchmarks.family import Family


@cache
def families() -> dict[str, Family]:
    """Return every family by name, smaller ones first as far as their time limits tell."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    found = {name: _family(name) for name in names}
    return dict(sorted(found.items(), key=lambda item: (item[1].source is not None, item[1].seconds, item[0])))


def _family(name: str) -> Family:
    family = importlib.import_module(f"{__name__}.{name}").FAMILY
    if not isinstance(family, Family):
        message = f"wanted FAMILY, a Family, in benchmarks/families/{name}.py"
        raise TypeError(message)
    return family
