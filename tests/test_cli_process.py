"""The command as a process of its own: what shells, terminals and Ctrl-C see of it."""

import datetime as dt
import importlib
import io
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import volmatch as vm
from small_hall import impossible, written
from volmatch.cli import INTERRUPTED, main, progress

COMMAND = (sys.executable, "-m", "volmatch.cli")
NEEDS_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="this system has no pseudo-terminals")
NEEDS_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no SIGINT to one process")


def environment(**more: str) -> Mapping[str, str]:
    """Return the environment of a command that speaks English to a wide terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    return {**kept, "VOLMATCH_LANG": "en", "COLUMNS": "120", "TERM": "xterm", "PYTHONUTF8": "1", **more}


def ran(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], env=environment(**more), capture_output=True, encoding="utf-8", check=False, timeout=60
    )


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the file of a problem whose last levels take far longer to prove than a test may take."""
    chance = random.Random(1)
    monday = dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC)
    starts = [monday + dt.timedelta(days=chance.randrange(5), minutes=15 * chance.randrange(40)) for _ in range(80)]
    sessions = [
        vm.Session(
            f"s{number}",
            start=start,
            end=start + dt.timedelta(minutes=15 * chance.randrange(2, 14)),
            kind=chance.choice("abcd"),
            roles=[vm.Role("helper", target=chance.randrange(1, 4))],
        )
        for number, start in enumerate(starts)
    ]
    volunteers = [
        vm.Volunteer(
            f"v{number}",
            limits=[vm.Limit("week", max_hours=chance.randrange(8, 20)), vm.Limit("day", max_sessions=3)],
            wishes=[vm.Wish(kind=kind, score=chance.randrange(-3, 4)) for kind in chance.sample("abcd", 2)],
            served_hours=chance.randrange(20),
        )
        for number in range(30)
    ]
    path = tmp_path_factory.mktemp("hard") / "hard.problem.json"
    vm.io.write(path, vm.Problem(volunteers, sessions))
    return str(path)


def test_exit_codes_of_the_process(tmp_path: Path) -> None:
    """A shell script cannot tell a fine schedule from none, or from a slip."""
    paths = written(tmp_path)
    vm.io.write(tmp_path / "impossible.json", impossible())
    fine, none, slip = ran("check", *paths), ran("solve", str(tmp_path / "impossible.json")), ran("solve")
    assert [one.returncode for one in (fine, none, slip)] == [0, 1, 2]
    assert [bool(one.stderr) for one in (fine, none, slip)] == [False, False, True]


def test_letters_that_an_output_does_not_know(tmp_path: Path) -> None:
    """A board with Chinese names ends in a traceback where the output knows only Latin letters."""
    result = ran("show", *written(tmp_path), PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Night watch" in result.stdout
    assert "???" in result.stdout


def test_a_reader_that_stops_reading(tmp_path: Path) -> None:
    """``volmatch show ... | head`` ends in a traceback."""
    command = subprocess.Popen(
        [*COMMAND, "show", *written(tmp_path)], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    told = command.stderr.read().decode()
    command.stderr.close()
    command.wait(timeout=30)
    assert "Traceback" not in told


@NEEDS_SIGNALS
@pytest.mark.parametrize("seconds", [0.8, 6.0])
def test_ctrl_c_ends_soon_with_what_there_is(hard: str, tmp_path: Path, seconds: float) -> None:
    """Ctrl-C is met with a traceback or a wait, or throws away the best schedule so far, be it while loading or solving."""
    target = tmp_path / "best.json"
    command = subprocess.Popen(
        [*COMMAND, "solve", hard, "--time-limit", "60", "-o", str(target)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    time.sleep(seconds)
    assert command.poll() is None
    sent = time.monotonic()
    command.send_signal(signal.SIGINT)
    try:
        out, err = command.communicate(timeout=10)
    finally:
        command.kill()
    assert time.monotonic() - sent < 5
    assert err.strip() in ("", "stopping with the best so far; Ctrl-C again ends at once")  # nothing while it loads
    if command.returncode == INTERRUPTED:  # it was loading, or had nothing yet
        assert (out, target.exists()) == ("", False)
        return
    assert command.returncode == 0
    assert "written to" in out
    found = vm.io.read(target)
    assert isinstance(found, vm.Outcome)
    assert found.stopped_by == "cancel"
    assert found.schedule is not None


def test_ctrl_c_inside_a_module_being_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiled module turns Ctrl-C into an ImportError, and the user sees a traceback about initialisation."""

    def broken(cause: BaseException) -> Callable[[str], object]:
        def load(name: str) -> object:
            raise ImportError(name) from cause

        return load

    monkeypatch.setattr(importlib, "import_module", broken(KeyboardInterrupt()))
    assert main([]) == INTERRUPTED
    monkeypatch.setattr(importlib, "import_module", broken(OSError()))
    with pytest.raises(ImportError):
        main([])


def seen_on_a_terminal(*arguments: str, **more: str) -> tuple[int, str, str]:
    """Run the command with its messages on a terminal; return exit code, output and everything the terminal got."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments], env=environment(**more), stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL
    ) as command:
        os.close(theirs)
        seen = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                more_seen = os.read(ours, 4096)
            except OSError:  # how a pseudo-terminal tells that nobody writes any more
                break
            if not more_seen:
                break
            seen += more_seen
        os.close(ours)
    text = seen.decode()
    return command.returncode, text[text.rfind("\r\x1b[K") :], text


@NEEDS_TERMINAL
def test_a_long_solve_rewrites_one_line(hard: str) -> None:
    """Nobody who waits sees how far it is; or the screen fills with lines; or the line stays in the way of the result."""
    code, after, everything = seen_on_a_terminal("solve", hard, "--time-limit", "2.5", NO_COLOR="1")
    assert code == 0
    before = everything[: -len(after)]
    lines = before.split("\r\x1b[K")[1:]
    assert len(lines) >= 3
    assert "\n" not in before
    assert all("level " in line or line.startswith("no schedule yet") for line in lines)
    last = lines[-1]
    assert all(word in last for word in ("level ", "value ", "bound ", "gap ", " s"))
    assert after.startswith("\r\x1b[K\x1b[1mfeasible: ")


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        """Whether it is one."""
        return True


@pytest.mark.parametrize("patience", [3600.0, 0.0])
def test_only_a_long_solve_shows_progress(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solve of a moment flickers, or the last line of a long one is left behind."""
    lines = patience == 0
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", patience)
    with progress.ProgressLine("en") as line:
        line.tell(vm.Progress(level=1, value=2, bound=1, seconds=0.0))
        until = time.monotonic() + 10
        while lines and "level 1" not in terminal.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    assert ("level 1: value 2, bound 1, gap 50.0 %, " in terminal.getvalue()) == lines
    assert terminal.getvalue().endswith("\r\x1b[K") == lines
    assert bool(terminal.getvalue()) == lines


@NEEDS_TERMINAL
def test_colours_can_be_refused(tmp_path: Path) -> None:
    """A terminal without colours shows their codes instead of the board."""
    paths = written(tmp_path)
    red = "\x1b[1;31m"
    assert red in seen_on_a_terminal("show", *paths)[2]
    assert red not in seen_on_a_terminal("show", *paths, NO_COLOR="1")[2]


def test_without_a_terminal_there_is_no_progress(hard: str) -> None:
    """The log of a nightly solve fills with thousands of lines."""
    result = ran("solve", hard, "--time-limit", "1.5")
    assert (result.returncode, result.stderr) == (0, "")


def test_the_words_of_the_line() -> None:
    """The line hides a number, or calls an unknown bound zero."""
    news = vm.Progress(level=3, value=None, bound=None, seconds=1.0)
    assert progress.words(None, 1.26, "en") == "no schedule yet, 1.3 s"
    assert progress.words(news, 2, "en") == "level 3: value -, bound -, gap -, 2.0 s"
    news = vm.Progress(level=4, value=20, bound=15, seconds=1.0)
    assert progress.words(news, 2, "en") == "level 4: value 20, bound 15, gap 25.0 %, 2.0 s"
    assert all(number in progress.words(news, 2, "zh") for number in ("4", "20", "15", "25.0 %", "2.0"))
