"""An engine at work in a process of its own: reads questions, writes what it finds, and ends with whoever asks.

A module that `volmatch.engines.child` runs and nobody imports. A question is a frame with the name of an engine, frames with its
parts, and one that ends it; then come better solutions and bounds as they are found, and at last the answer. All numbers are
eight bytes each, models of linear programs are protocol buffers of MathOpt, one of CP-SAT is text.
"""

import contextlib
import os
import queue
import struct
import sys
import threading
from array import array
from collections.abc import Callable, Iterator
from typing import IO

from ortools.math_opt import model_parameters_pb2, model_pb2, parameters_pb2  # type: ignore[import-untyped] # without a py.typed marker

from volmatch.engines import native
from volmatch.engines.message_frames import FrameKind, FrameReader, FrameWriter

if sys.platform == "linux":
    import resource

#: Characters of an error that are passed on: some hold the whole model.
_LONGEST_NOTE = 200
#: How much rather than others the kernel ends this process when memory runs out, of 1,000.
_EXPENDABLE = b"500"


class _OneQuestion:
    """One question: its parts as they come, and a stop."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.incoming: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.is_stopped = False
        self._halt: Callable[[], None] | None = None

    @property
    def parts(self) -> Iterator[bytes]:
        """The parts, each once."""
        return iter(self.incoming.get, None)

    def on_stop(self, halt: Callable[[], None]) -> None:
        """Say how the engine is stopped."""
        self._halt = halt
        if self.is_stopped:
            halt()

    def stop(self) -> None:
        """Stop the engine, also before it began."""
        self.is_stopped = True
        if self._halt is not None:
            self._halt()


class _Outlet:
    """Where answers go out, from several threads at once."""

    def __init__(self, target: IO[bytes]) -> None:
        self._frames = FrameWriter(target)
        self._lock = threading.Lock()

    def tell(self, kind: FrameKind, data: bytes = b"") -> None:
        """Send a frame; end the process if nobody is left to hear it."""
        with self._lock:
            try:
                self._frames.send(kind, data)
            except OSError:
                os._exit(1)

    def answer(self, asked: _OneQuestion) -> None:
        """Solve what is asked; a failure is told in a few words."""
        try:
            answer = _ENGINES[asked.engine](asked, self)
        except Exception as error:  # noqa: BLE001 - told to whoever asks
            self.tell(FrameKind.FAILED, str(error)[:_LONGEST_NOTE].encode())
        else:
            self.tell(FrameKind.ANSWER, answer)


class _Memory:
    """How much this process may hold of its own: whatever asks for more fails, and ends it. Only Linux can be told."""

    def __init__(self) -> None:
        self._held = 0
        if sys.platform == "linux":
            self._usual, self._hard = resource.getrlimit(resource.RLIMIT_DATA)
            with contextlib.suppress(OSError), open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - starts fast
                self._held = sum(1_024 * int(line.split()[1]) for line in status if line.startswith("VmData:"))

    def limit(self, megabytes: str) -> None:
        """Let a question take so many megabytes, or any where no number is named."""
        if sys.platform == "linux":
            named = [self._held + int(megabytes) * 1_000_000] if megabytes and self._held else []
            limits = [limit for limit in (*named, self._usual) if limit != resource.RLIM_INFINITY]
            resource.setrlimit(resource.RLIMIT_DATA, (min(limits, default=resource.RLIM_INFINITY), self._hard))


def main() -> None:
    """Answer questions until there is nobody left to ask."""
    source, target = os.fdopen(0, "rb", closefd=False), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - starts fast
        os.dup2(nowhere.fileno(), 1)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb", buffering=0) as score:  # noqa: PTH123 - the same
        score.write(_EXPENDABLE)
    questions: queue.SimpleQueue[_OneQuestion] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, questions), daemon=True).start()
    outlet = _Outlet(target)
    outlet.tell(FrameKind.READY)
    while True:
        outlet.answer(questions.get())


def _listen(source: IO[bytes], questions: "queue.SimpleQueue[_OneQuestion]") -> None:
    """Pass on what is asked; end the process at the end of the pipe, also in the middle of a solve."""
    asked, number, memory = _OneQuestion(""), 0, _Memory()
    frames = FrameReader(source)
    try:
        while True:
            kind, data = frames.receive()
            if kind == FrameKind.BEGIN:
                engine, _, megabytes = data.decode().partition(" ")
                memory.limit(megabytes)
                asked, number = _OneQuestion(engine), number + 1
                questions.put(asked)
            elif kind == FrameKind.PART:
                asked.incoming.put(data)
            elif kind == FrameKind.END:
                asked.incoming.put(None)
            elif int(data) == number:  # else that question has been answered
                asked.stop()
    finally:
        os._exit(0)


def _cpsat(asked: _OneQuestion, outlet: _Outlet) -> bytes:
    def on_values(values: "array[int]") -> None:
        outlet.tell(FrameKind.VALUES, values.tobytes())

    def on_bound(bound: float) -> None:
        outlet.tell(FrameKind.BOUND, struct.pack("<d", bound))

    status, bound, values = native.cpsat(map(bytes.decode, asked.parts), asked, on_values, on_bound)
    return struct.pack("<qq", status, bound) + values.tobytes()


def _program(asked: _OneQuestion, _: _Outlet) -> bytes:
    solver, model, parameters, begin = asked.parts
    result = native.program(
        int(solver),
        model_pb2.ModelProto.FromString(model),
        parameters_pb2.SolveParametersProto.FromString(parameters),
        model_parameters_pb2.ModelSolveParametersProto.FromString(begin),
        asked,
    )
    return bytes(result.SerializeToString())


def _flow(asked: _OneQuestion, _: _Outlet) -> bytes:
    status, cost, flows = native.flow(*(array(kind, part) for kind, part in zip("iiqqq", asked.parts, strict=True)))
    return struct.pack("<qq", status, cost) + bytes(flows.tobytes())


_ENGINES: dict[str, Callable[[_OneQuestion, _Outlet], bytes]] = {"cpsat": _cpsat, "program": _program, "flow": _flow}


if __name__ == "__main__":
    main()
