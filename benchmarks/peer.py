"""What a peer is: another way to solve the same problem, in a process of its own, perhaps with an environment of its own."""

import sys
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parent.parent
#: Where peers with packages of their own are installed; git looks away.
ENVIRONMENTS = ROOT / ".peers"


@attrs.frozen(kw_only=True)
class Peer:
    """One solver; its name is that of its file in ``benchmarks/peers``, which runs as a program.

    Parameters
    ----------
    packages
        What it needs besides volmatch's words, as ``name==version``; empty for a peer that runs where volmatch does.
    java
        Whether it needs Java.
    environment
        Name of the folder its packages are in; two peers may share one.
    """

    packages: tuple[str, ...] = ()
    java: bool = False
    environment: str | None = None

    @property
    def python(self) -> Path:
        """The interpreter the peer runs with."""
        return Path(sys.executable) if self.environment is None else ENVIRONMENTS / self.environment / "bin" / "python"

    @property
    def is_here(self) -> bool:
        """Whether the peer was installed to the end: the mark of the last step is there."""
        return self.environment is None or (ENVIRONMENTS / self.environment / "complete").exists()
