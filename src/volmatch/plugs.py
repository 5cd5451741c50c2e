"""What the lower floors load only when it is asked for, without knowing what it is: the top of the house says that."""

import importlib
from types import ModuleType

_MODULES: dict[str, str] = {}


def plug(**modules: str) -> None:
    """Say which module each plug stands for."""
    _MODULES.update(modules)


def load(name: str) -> ModuleType:
    """Return the module that a plug stands for."""
    return importlib.import_module(_MODULES[name])
