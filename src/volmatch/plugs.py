"""What loads only when it is asked for: names of packages, and parts that lower floors need without knowing what they are."""

import importlib
import sys
import threading
from types import ModuleType

_MODULES: dict[str, str] = {}


def plug(**modules: str) -> None:
    """Say which module each plug stands for."""
    _MODULES.update(modules)


def load(name: str) -> ModuleType:
    """Return the module that a plug stands for."""
    return importlib.import_module(_MODULES[name])


def loaded_whole(name: str) -> ModuleType:
    """Load a module so that Ctrl-C cannot break it off half-way, which would leave numpy or OR-Tools broken for good.

    Ctrl-C reaches the main thread alone: another one loads, and goes on to the end whatever happens here.
    """
    loaded = sys.modules.get(name)
    if loaded is not None and not getattr(getattr(loaded, "__spec__", None), "_initializing", False):
        return loaded
    if threading.current_thread() is not threading.main_thread():
        return importlib.import_module(name)
    failed: list[BaseException] = []

    def work() -> None:
        try:
            importlib.import_module(name)
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
            failed.append(error)

    thread = threading.Thread(target=work, name=f"volmatch loads {name}")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return sys.modules[name]


class OnDemand(ModuleType):
    """A package whose names load on first use; where a name and a module of it are called the same, the name is meant."""

    def __getattr__(self, name: str) -> object:
        """Load a name."""
        home_of: dict[str, str] = self.__dict__["__home_of__"]
        if name not in home_of:
            message = f"module {self.__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        module = loaded_whole(home_of[name])
        value = self.__dict__[name] = module if home_of[name] in self.__dict__["__parts__"] else getattr(module, name)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Let no module take the place of a name of the same sound, as it would when it is imported."""
        is_module = isinstance(value, ModuleType) and value.__name__ not in self.__dict__["__parts__"]
        if not (is_module and name in self.__dict__["__home_of__"]):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """List all names, loaded or not."""
        return sorted({*self.__dict__, *self.__dict__["__all__"]})


def on_demand(package: str, homes: dict[str, tuple[str, ...]], parts: tuple[str, ...] = ()) -> list[str]:
    """Make a package load its names, and parts that are packages themselves, on first use; return them all, for ``__all__``."""
    home_of = {name: home for home, names in homes.items() for name in names}
    module, whole = sys.modules[package], [f"{package}.{part}" for part in parts]
    module.__dict__.update(__home_of__={**home_of, **dict(zip(parts, whole, strict=True))}, __parts__=whole)
    module.__class__ = OnDemand
    return [*parts, *sorted(home_of)]
