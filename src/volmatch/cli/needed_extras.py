"""Parts of volmatch that need more than its core: loaded when a command asks for them."""

import importlib
from types import ModuleType

from volmatch.errors import OptionError
from volmatch.installing import command
from volmatch.text import Text


def load(module: str, extra: str) -> ModuleType:
    """Return a module of volmatch that needs an extra.

    Raises
    ------
    OptionError
        If what the extra brings is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if error.name is None or error.name.startswith("volmatch"):
            raise
        facts = {"package": error.name, "command": command(extra)}
        raise OptionError(Text("this needs {package}: {command}", facts)) from None
