"""Frames: what passes between us and an engine in a process of its own is a kind, a number, a length, checksums, and bytes of our own.

The number counts the frames of each direction: one that is lost or comes twice would make another question, or the answer to one
that was asked before, of what is whole otherwise. The checksums tell of bytes that are lost or come twice inside of a frame: one of its bytes, one of all that stands before.
"""

import enum
import struct
import zlib
from typing import IO

_CHECKSUM = struct.Struct("<I")
_HEAD = struct.Struct("<BQQI")


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


class FrameWriter:
    """Writes frames, from one thread at a time."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._sent = 0

    def send(self, kind: FrameKind, data: bytes | memoryview = b"") -> None:
        """Write a frame; an `OSError` if nobody is left to read it."""
        self._sent += 1
        head = _HEAD.pack(kind, self._sent, len(data), zlib.crc32(data))
        _write(self._target, head + _CHECKSUM.pack(zlib.crc32(head)))
        _write(self._target, data)
        self._target.flush()


class FrameReader:
    """Reads frames, from one thread at a time."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._received = 0

    def receive(self) -> tuple[FrameKind, bytes]:
        """Read a frame; an `EOFError` if nobody is left to write one, a `ValueError` if it is none of ours or not the next."""
        head = _read(self._source, _HEAD.size)
        _refuse_damaged(head, *_CHECKSUM.unpack(_read(self._source, _CHECKSUM.size)))
        kind, number, length, checksum = _HEAD.unpack(head)
        self._received += 1
        if number != self._received:
            message = "a frame was lost, or came twice"
            raise ValueError(message)
        data = _read(self._source, length)
        _refuse_damaged(data, checksum)
        return FrameKind(kind), data


def _refuse_damaged(data: bytes, checksum: int) -> None:
    if zlib.crc32(data) != checksum:
        message = "a frame is damaged"
        raise ValueError(message)


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
