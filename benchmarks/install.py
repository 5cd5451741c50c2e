"""Install the peers that need packages of their own, each into its own environment under ``.peers``.

``python -m benchmarks.install`` installs what is missing; a peer that cannot be installed stays absent, and says why.
"""

import argparse
import shutil
import subprocess
import venv
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from benchmarks.peer import ENVIRONMENTS, Peer
from benchmarks.peers import peers

#: What volmatch's words need, in the versions installed here.
_WORDS = ("attrs", "cattrs")
_LONGEST = 600


def main(given: list[str] | None = None) -> None:
    """Install every peer, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peers", nargs="*", help="names; all by default")
    asked = parser.parse_args(given)
    for name, peer in peers().items():
        if name in (asked.peers or peers()):
            print(f"{name}: {installed(peer)}", flush=True)


def installed(peer: Peer, folder: Path = ENVIRONMENTS, find: Callable[[str], str | None] = shutil.which) -> str:
    """Make a peer's environment unless it is there, and say how that went.

    Parameters
    ----------
    peer
        Who.
    folder
        Where environments are made; everything in it is ignored by git.
    find
        Finds a program by its name.
    """
    if peer.environment is None:
        return "runs where volmatch does"
    if peer.java and find("java") is None:
        return "absent: there is no Java"
    place = folder / peer.environment
    if (place / "complete").exists():
        return "is there"
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    venv.create(place, with_pip=True, clear=True)
    words = [f"{name}=={metadata.version(name)}" for name in _WORDS]
    command = [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", *words, *peer.packages]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)  # noqa: S603 - a command of ours
    except subprocess.TimeoutExpired:
        return "absent: installing took too long"
    if done.returncode:
        return f"absent: {(done.stderr.strip().splitlines() or ['pip failed'])[-1]}"
    (place / "complete").touch()
    return "installed"


if __name__ == "__main__":
    main()
