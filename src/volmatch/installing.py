"""What to type to install more of volmatch: a command that works wherever volmatch came from, a clone or an index of packages."""

import json
import shlex
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit


def command(extra: str) -> str:
    """Return the command that installs an extra beside the volmatch that runs, whatever folder one stands in."""
    folder = _origin()
    wanted = f"{'volmatch' if folder is None else folder}[{extra}]"
    return f"{shlex.quote(sys.executable)} -m pip install {shlex.quote(wanted)}"


def _origin() -> Path | None:
    """Return the folder that volmatch was installed from; ``None`` if it came from an index.

    Installers note it beside the package: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    from importlib import metadata  # reads mail headers: whoever lacks nothing need not load that

    try:
        noted = metadata.distribution("volmatch").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return None
    url = urlsplit(json.loads(noted)["url"]) if noted else None
    folder = Path(unquote(url.path)) if url is not None and url.scheme == "file" else None
    return folder if folder is not None and (folder / "pyproject.toml").is_file() else None
