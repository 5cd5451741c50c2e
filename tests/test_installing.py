"""What one is told to type installs more of volmatch, from wherever it came."""

import json
import shlex
import sys
from importlib import metadata
from pathlib import Path

import pytest

from volmatch.installing import command


class FromElsewhere:
    """Stands for an installed package that notes, or does not, where it came from."""

    def __init__(self, url: str | None) -> None:
        """Note the address."""
        self.url = url

    def read_text(self, name: str) -> str | None:
        """Return what the installer noted."""
        assert name == "direct_url.json"
        return None if self.url is None else json.dumps({"url": self.url, "dir_info": {}})


def told(url: str | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is to be installed, as pip gets it."""
    monkeypatch.setattr(metadata, "distribution", lambda _: FromElsewhere(url))
    python, dash_m, pip, install, wanted = shlex.split(command("tables"))
    assert [python, dash_m, pip, install] == [sys.executable, "-m", "pip", "install"]
    return wanted


def test_a_clone_is_named_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who works in a clone is sent to an index that may not have volmatch at all."""
    folder = tmp_path / "my clone"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    assert told(folder.as_uri(), monkeypatch) == f"{folder}[tables]"


@pytest.mark.parametrize("url", [None, "https://example.org/volmatch.whl", "file:///no/such/folder"])
def test_otherwise_by_its_name(url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who installed from an index is sent to a folder that is not there."""
    assert told(url, monkeypatch) == "volmatch[tables]"
