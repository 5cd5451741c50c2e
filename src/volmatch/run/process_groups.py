"""What the system says about the groups of processes around this one: containers are such groups."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUPS = Path("/proc/self/cgroup")
Told = TypeVar("Told")

#: Reads a limit from the folder of a group; ``None`` where there is none.
Reader = Callable[[Path], Told | None]


def limits_around(
    controller: str, second: Reader[Told], first: Reader[Told], cgroups: Path, own: Path
) -> Iterator[Told]:
    """Yield the limits of each group around this process.

    Parameters
    ----------
    controller
        Of what: ``cpu`` or ``memory``.
    second, first
        Read a limit where the system keeps groups in the second version, and in the first.
    cgroups, own
        Where the system keeps the groups of processes, and says which are this process's.
    """
    for line in text_of(own).splitlines():
        _, controllers, path = ([*line.split(":", 2), "", ""])[:3]
        if not controllers:
            yield from _found(cgroups, path, second)
        elif controller in controllers.split(","):
            for mount in dict.fromkeys((controllers, controller)):
                yield from _found(cgroups / mount, path, first)


def _found(mount: Path, path: str, limit: Reader[Told]) -> Iterator[Told]:
    """Yield the limits of a group and of all around it; inside a container the outermost stands at the mount itself."""
    here = mount / path.strip("/")
    for folder in (here, *here.parents):
        found = limit(folder)
        if found is not None:
            yield found
        if folder == mount:
            return


def text_of(path: Path) -> str:
    """Return what a file of the system says, nothing where it is not there."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # another system, or one that does not tell
        return ""
