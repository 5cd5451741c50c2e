"""An app of somebody else type-checks strictly against volmatch without a cast, and runs."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import typed_client
import typed_client_live
import volmatch as vm
from house.sources import ROOT

CLIENTS = [Path(inspect.getfile(client)) for client in (typed_client, typed_client_live)]
#: Doors whose verbs the clients call.
DOORS = (vm, vm.explain, vm.io, vm.live)


def test_every_public_verb_is_called_and_nothing_is_cast() -> None:
    """A verb is new and nobody has seen whether its types serve a caller; or the types only fit by force."""
    nodes = [node for client in CLIENTS for node in ast.walk(ast.parse(client.read_text(encoding="utf-8")))]
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    verbs = {name for door in DOORS for name in door.__all__ if inspect.isfunction(getattr(door, name))}
    assert verbs <= called
    assert not {node.id for node in nodes if isinstance(node, ast.Name)} & {"cast", "Any"}
    assert not [client for client in CLIENTS if "type: ignore" in client.read_text(encoding="utf-8")]


def test_the_client_passes_a_strict_type_checker() -> None:
    """The types that volmatch promises do not fit together as a caller uses them."""
    command = [sys.executable, "-m", "mypy", "--strict", *map(str, CLIENTS)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_the_client_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What type-checks does not work."""
    said = typed_client.main(tmp_path)
    assert "True" in said
    assert (tmp_path / "week.report.html").exists()
    assert typed_client_live.main(tmp_path).endswith("promised")
    assert capsys.readouterr().err == ""
