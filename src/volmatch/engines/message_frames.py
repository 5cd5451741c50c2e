"""Frames: what passes between us and an engine in a process of its own is a kind, a length, and bytes of our own."""

import enum
import struct
from typing import IO

_HEAD = struct.Struct("<BQ")


class FrameKind(enum.IntEnum):
    """What a frame says."""

    #: The process can be asked.
    READY = 0
    #: A question begins: the name of an engine, and the megabytes that it may take, if not any number.
    BEGIN = 1
    #: A part of the question.
    PART = 2
    #: The question is complete.
    END = 3
    #: Stop working on the question of this number, from 1, in digits.
    STOP = 4
    #: A better solution: its values, eight bytes each.
    VALUES = 5
    #: A better bound: a float of eight bytes.
    BOUND = 6
    #: The answer.
    ANSWER = 7
    #: There is no answer: why, in few words.
    FAILED = 8


def send(target: IO[bytes], kind: FrameKind, data: bytes | memoryview = b"") -> None:
    """Write a frame; an `OSError` if nobody is left to read it."""
    _write(target, _HEAD.pack(kind, len(data)))
    _write(target, data)
    target.flush()


def receive(source: IO[bytes]) -> tuple[FrameKind, bytes]:
    """Read a frame; an `EOFError` if nobody is left to write one, a `ValueError` if it is none of ours."""
    kind, length = _HEAD.unpack(_read(source, _HEAD.size))
    return FrameKind(kind), _read(source, length)


def _write(target: IO[bytes], data: bytes | memoryview) -> None:
    rest = memoryview(data).cast("B")
    while rest:
        rest = rest[target.write(rest) :]


def _read(source: IO[bytes], length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = source.read(length - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)
