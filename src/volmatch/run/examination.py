"""What a doctor looks at: versions, processors, and whether each engine answers a small question rightly and in time."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import metadata

import attrs

from volmatch.run.processors import quotas, usable_processors, visible_processors
from volmatch.run.smoke import ENGINES, WRONG
from volmatch.text import Text

#: Seconds an engine may take for its small question, start of its process included; a busy machine takes five.
WATCHDOG = 60.0
#: What volmatch stands on.
PACKAGES = ("ortools", "numpy", "attrs", "cattrs", "click", "rich")


@attrs.frozen
class Examined:
    """One thing a doctor looked at.

    Parameters
    ----------
    what
        Its name, which does not change from version to version: ``python``, ``processors``, ``engine.cpsat``, ...
    is_well
        Whether it is as it should be.
    told
        What was found, and where it is not well what that means.
    """

    what: str
    is_well: bool
    told: Text

    def sentence(self, lang: str = "en") -> str:
        """Say what was found."""
        return self.told.sentence(lang)


def examine(*, watchdog: float = WATCHDOG) -> Iterator[Examined]:
    """Yield everything a doctor looks at, as it is found.

    Parameters
    ----------
    watchdog
        Seconds after which an engine that has not answered is given up.
    """
    python = {"version": platform.python_version(), "system": platform.platform()}
    yield Examined("python", is_well=True, told=Text("Python {version} on {system}", python))
    for name in PACKAGES:
        yield _version(name)
    yield _processors()
    for engine in ENGINES:
        yield _asked(engine, watchdog)


def _version(name: str) -> Examined:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        told = Text("{name} is not installed; nothing can be solved without it", {"name": name})
        return Examined(f"package.{name}", is_well=False, told=told)
    return Examined(f"package.{name}", is_well=True, told=Text("{name} {version}", {"name": name, "version": found}))


def _processors() -> Examined:
    least = min(quotas(), default=None)
    facts = {"all": os.cpu_count() or 1, "visible": visible_processors(), "usable": usable_processors()}
    if least is None:
        told = Text("{usable} processors: the machine has {all}, and {visible} are open to this process", facts)
    else:
        told = Text(
            "{usable} processors: the machine has {all}, {visible} are open to this process, and the quota is {quota}",
            {**facts, "quota": f"{least:.2f}"},
        )
    return Examined("processors", is_well=True, told=told)


def _asked(engine: str, watchdog: float) -> Examined:
    """Ask an engine in a process of its own, so that one that hangs or crashes does no harm."""
    command = [sys.executable, "-m", "volmatch.run.smoke", engine]
    paths = os.pathsep.join(entry or os.getcwd() for entry in sys.path)  # noqa: PTH109 - text among text
    began, facts = time.monotonic(), {"engine": engine, "seconds": f"{watchdog:g}"}
    try:
        ended = subprocess.run(  # noqa: S603 - our own module
            command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, timeout=watchdog, check=False
        )
    except subprocess.TimeoutExpired:
        told = Text("{engine} does not answer within {seconds} s: solves may hang until their time limit", facts)
        return Examined(f"engine.{engine}", is_well=False, told=told)
    if ended.returncode == 0:
        facts = {"engine": engine, "seconds": f"{time.monotonic() - began:.1f}"}
        told = Text("{engine} answers rightly, {seconds} s with its start", facts)
        return Examined(f"engine.{engine}", is_well=True, told=told)
    if ended.returncode == WRONG:
        told = Text(
            "{engine} answers wrongly: do not trust its proofs; install the version that volmatch asks for", facts
        )
    else:
        told = Text(
            "{engine} ends with exit code {code}: solves that need it fail", {**facts, "code": ended.returncode}
        )
    return Examined(f"engine.{engine}", is_well=False, told=told)
