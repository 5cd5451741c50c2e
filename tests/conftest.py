"""How hard the random tests try, and where the published data sets lie."""

import os
import shutil
import signal
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("VOLMATCH_PROFILE", "ci"))

ROOT = Path(__file__).resolve().parent.parent


# A shell that starts this in the background has it ignore Ctrl-C, and so would every command that a test starts and breaks off.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which each example is run once, for all processes that test side by side."""
    if "VOLMATCH_EXAMPLE_RUNS" not in os.environ:
        os.environ["VOLMATCH_EXAMPLE_RUNS"] = tempfile.mkdtemp(prefix="volmatch-examples-")
        config.add_cleanup(partial(shutil.rmtree, os.environ["VOLMATCH_EXAMPLE_RUNS"], ignore_errors=True))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of the published data sets, or skip the test where it is absent."""
    told = os.environ.get("VOLMATCH_DATA")
    folder = Path(told) if told else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the published data sets are not here; VOLMATCH_DATA names the folder that holds them")
    return folder
