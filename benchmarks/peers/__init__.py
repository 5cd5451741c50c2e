"""All solvers that are compared, found by looking into this folder; each runs as ``python -m benchmarks.peers.NAME``.

A peer reads a problem as JSON, answers with lines of JSON and is judged by ``vm.check``; see `benchmarks.protocol`.
"""

import ast
import pkgutil
from functools import cache
from pathlib import Path

from benchmarks.peer import Peer

_FOLDER = Path(__file__).parent


@cache
def peers() -> dict[str, Peer]:
    """Return every peer by name; volmatch first, then by name."""
    found = {module.name: _peer(module.name) for module in pkgutil.iter_modules(__path__)}
    return dict(sorted(found.items(), key=lambda item: (not item[0].startswith("volmatch"), item[0])))


def _peer(name: str) -> Peer:
    """Read what a peer's file says of itself: the file cannot be imported where its packages are not."""
    source = (_FOLDER / f"{name}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PEER" and isinstance(node.value, ast.Call):
            return Peer(**{one.arg: ast.literal_eval(one.value) for one in node.value.keywords if one.arg})
    message = f"wanted PEER = Peer(...) in benchmarks/peers/{name}.py"
    raise TypeError(message)
