"""HiGHS at work in a process of its own: reads questions, writes results, and ends with whoever asks.

A script, run by `volmatch.engines.child` and imported by nobody. A question is three messages (model, parameters, where to
begin), a result is one; each message is its length, eight bytes, and then a protocol buffer of MathOpt.
"""

import os
import queue
import struct
import sys
import threading
from typing import BinaryIO

from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2  # type: ignore[import-untyped] # without a py.typed marker
from ortools.math_opt.core.python import solver as core  # type: ignore[import-untyped] # without a py.typed marker

_LENGTH = struct.Struct("<Q")
#: Characters of an error that are passed on: some hold the whole model.
_LONGEST_NOTE = 200


def main() -> None:
    """Answer questions until there is nobody left to ask."""
    source, target = os.fdopen(0, "rb", closefd=False), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a script that starts fast
        os.dup2(nowhere.fileno(), 1)
    messages: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, messages), daemon=True).start()
    _send(target, b"")
    while True:
        _send(target, _solve(messages.get(), messages.get(), messages.get()))


def _receive(source: BinaryIO, messages: "queue.SimpleQueue[bytes]") -> None:
    """Pass on what is asked; end the process at the end of the pipe, also in the middle of a solve."""
    try:
        while True:
            (length,) = _LENGTH.unpack(_read(source, _LENGTH.size))
            messages.put(_read(source, length))
    finally:
        os._exit(0)


def _read(source: BinaryIO, length: int) -> bytes:
    data = source.read(length)
    if len(data) != length:
        raise EOFError
    return data


def _send(target: BinaryIO, data: bytes) -> None:
    target.write(_LENGTH.pack(len(data)) + data)
    target.flush()


def _solve(model: bytes, parameters: bytes, beginning: bytes) -> bytes:
    try:
        result = core.solve(
            model_pb2.ModelProto.FromString(model),
            parameters_pb2.SOLVER_TYPE_HIGHS,
            parameters_pb2.SolverInitializerProto(),
            parameters_pb2.SolveParametersProto.FromString(parameters),
            model_parameters_pb2.ModelSolveParametersProto.FromString(beginning),
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None,
        )
    except Exception as error:  # noqa: BLE001 - told to whoever asks, in a few words
        result = result_pb2.SolveResultProto()
        result.termination.reason = result_pb2.TERMINATION_REASON_OTHER_ERROR
        result.termination.detail = str(error)[:_LONGEST_NOTE]
    return bytes(result.SerializeToString())


if __name__ == "__main__":
    try:
        main()
    except OSError:  # nobody is left to hear the result
        sys.exit(1)
