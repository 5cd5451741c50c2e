"""One problem, many solvers: each in a process of its own, with the same threads and seconds, all judged by ``vm.check``."""

import json
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import attrs

import volmatch as vm
from benchmarks.peer import ROOT, Peer
from benchmarks.peers import peers
from benchmarks.record import Answer
from benchmarks.tell import schedule_of

THREADS = 2
#: Seconds after which a peer that goes on is killed, beyond those it was given.
GRACE = 10.0
#: Seconds, or share of those given, by which an answer may be late and still counts: what volmatch promises of itself.
LEEWAY = (1.0, 0.1)
#: Seconds a peer may take to start and to read the problem.
READING = 300.0
_TICK = 0.05


@attrs.define(eq=False)
class Talk:
    """What a peer has said so far."""

    lines: list[dict[str, Any]] = attrs.field(factory=list)
    moments: list[float] = attrs.field(factory=list)
    ready: float | None = None

    def listen(self, stream: Any) -> None:
        """Take down every whole line; what a killed peer left half said is nothing."""
        for line in stream:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if not isinstance(said, dict):
                continue
            if "ready" in said:
                self.ready = time.monotonic()
            else:
                self.lines.append(said)
                self.moments.append(time.monotonic())

    def schedules(self, seconds: float = float("inf")) -> list[dict[str, Any]]:
        """Return the schedules told within some seconds of being ready."""
        due = (self.ready or 0.0) + seconds
        told = zip(self.lines, self.moments, strict=True)
        return [line for line, moment in told if "assignments" in line and moment <= due]


def answers(
    problem: vm.Problem, *, family: str, seed: int, seconds: float, names: list[str] | None = None
) -> list[Answer]:
    """Put a problem to every peer, or to those named, one after another.

    Parameters
    ----------
    problem
        What to solve.
    family, seed
        Whence it is; the seed is also that of the solvers.
    seconds
        What each is given.
    names
        Of peers; all by default.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.json"
        vm.io.write(path, problem)
        blank = Answer(family=family, seed=seed, peer="", seconds=seconds, state="absent")
        return [
            asked(problem, path, peer, attrs.evolve(blank, peer=name))
            for name, peer in peers().items()
            if names is None or name in names
        ]


def asked(problem: vm.Problem, path: Path, peer: Peer, blank: Answer) -> Answer:
    """Put a problem to one peer.

    Parameters
    ----------
    problem, path
        The problem, and the file that holds it.
    peer
        Who is asked.
    blank
        The answer so far: which problem, who, how many seconds.
    """
    if not peer.is_here:
        return blank
    talk, blank = talked(path, peer, blank)
    return _judged(problem, talk, blank)


def talked(
    path: Path, peer: Peer, blank: Answer, *, start: Path | None = None, grace: float | None = None
) -> tuple[Talk, Answer]:
    """Listen to a peer until it ends or its time is over; return what it said, and the answer with the seconds it took.

    Parameters
    ----------
    path, peer, blank
        As for `asked`.
    start
        A file with the schedule from which the peer begins.
    grace
        Seconds beyond its own after which it is killed; `GRACE` by default.
    """
    options = {"seconds": f"{blank.seconds:g}", "threads": str(THREADS), "seed": str(blank.seed)}
    options |= {} if start is None else {"start": str(start)}
    command = [str(peer.python), "-m", f"benchmarks.peers.{blank.peer}"]
    command += [word for name, value in options.items() for word in (f"--{name}", value)]
    talk = Talk()
    with path.open("rb") as problem_file, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 - a command of ours
            command, stdin=problem_file, stdout=subprocess.PIPE, stderr=complaints, cwd=ROOT, env=_environment()
        )
        listener = threading.Thread(target=talk.listen, args=(process.stdout,))
        listener.start()
        try:
            used = _wait(process, talk, blank.seconds + (GRACE if grace is None else grace))
        finally:
            process.kill()
            process.wait()
            listener.join()
            assert process.stdout is not None
            process.stdout.close()
        complaints.seek(0)
        note = (complaints.read().decode(errors="replace").strip().splitlines() or [""])[-1]
    return talk, attrs.evolve(blank, used_seconds=round(used, 2), note=note if process.returncode else "")


def _environment() -> dict[str, str]:
    """Return what a peer's process finds: volmatch's words and this folder, wherever its own packages are."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def _wait(process: "subprocess.Popen[bytes]", talk: Talk, seconds: float) -> float:
    """Wait until a peer has ended or its time is over; return the seconds since it was ready."""
    began = time.monotonic()
    while process.poll() is None:
        now = time.monotonic()
        if now > (began + READING if talk.ready is None else talk.ready + seconds):
            break
        time.sleep(_TICK)
    return time.monotonic() - (talk.ready or began)


def _judged(problem: vm.Problem, talk: Talk, answer: Answer) -> Answer:
    """Say what became of a peer, and what its last schedule costs."""
    cannot = [line["cannot"] for line in talk.lines if "cannot" in line]
    if cannot:
        return attrs.evolve(answer, state="cannot", note=cannot[-1])
    told = talk.schedules()
    if not told:
        return attrs.evolve(answer, state="failed" if answer.note else "nothing")
    in_time = talk.schedules(answer.seconds + max(LEEWAY[0], LEEWAY[1] * answer.seconds))
    memory = max(float(line.get("memory_mb", 0)) for line in told)
    report = vm.check(problem, schedule_of((in_time or told)[-1]))
    answer = attrs.evolve(answer, memory_mb=memory, values=report.values)
    if not report.ok:
        return attrs.evolve(answer, state="broken", note=report.breaches[0].sentence())
    return attrs.evolve(answer, state="answered" if in_time else "late")
