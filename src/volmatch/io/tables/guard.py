"""A workbook unpacked before it is read: what would swell to more than a machine can hold is refused.

A workbook is a zip file of XML texts. Everything in it is unpacked here, never past what the file itself says, and each part
is read once, by `elements`: what was looked through is what is read.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import too_large
from volmatch.io.tables.file_kinds import disguise
from volmatch.text import Text

#: Most bytes of a workbook once unpacked, whatever the caller allows: some 300,000 rows.
MOST_UNPACKED = 2**27

#: An XML text as it was unpacked.
Part = bytes | bytearray

_HEAD = struct.Struct("<26xHH")
_MOST_PARTS = 10_000
#: Bytes that are unpacked at a time.
_PIECE = 2**20
_NOT_A_WORKBOOK = Text("wanted an Excel workbook (.xlsx); this file is none, or is damaged or locked with a password")


class Elements(Protocol):
    """Takes the elements of an XML text, one after the other, by their names without namespace."""

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """Take the beginning of an element and its attributes."""

    def text(self, text: str) -> None:
        """Take text between elements."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def not_a_workbook() -> ProblemError:
    """Return the error for a file that is no workbook."""
    return ProblemError([Fault("", _NOT_A_WORKBOOK)])


def elements(part: Part, taker: Elements) -> None:
    """Read an XML text from its beginning to its end.

    Raises
    ------
    ProblemError
        If it is not well formed (an attribute may stand once), declares a type, or holds what `taker` cannot read.
    """
    reader = expat.ParserCreate(namespace_separator="|")
    reader.buffer_text = True
    reader.StartDoctypeDeclHandler = _refuse
    reader.StartElementHandler = lambda name, told: taker.begin(name.rpartition("|")[2], told)
    reader.EndElementHandler = lambda name: taker.end(name.rpartition("|")[2])
    reader.CharacterDataHandler = taker.text
    try:
        reader.Parse(part, True)  # noqa: FBT003 - its own way of saying that this is all
    except ProblemError:
        raise
    except (expat.ExpatError, ValueError, LookupError, OverflowError, StopIteration):
        raise not_a_workbook() from None


def _refuse(*_declared: object) -> None:
    raise ValueError


def unpacked(raw: bytes, most_bytes: int) -> Mapping[str, Part]:
    """Return the XML texts of a workbook by name.

    Raises
    ------
    ProblemError
        For a file that is no workbook, or is too large once unpacked.
    """
    instead = disguise(raw)
    if instead is not None:
        raise ProblemError([Fault("", instead)])
    try:
        return _unpacked(raw, min(most_bytes, MOST_UNPACKED))
    except ProblemError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OverflowError, RuntimeError, EOFError):
        raise not_a_workbook() from None


def _unpacked(raw: bytes, most_bytes: int) -> dict[str, Part]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        told = file.infolist()
    if len(told) > _MOST_PARTS or sum(one.file_size for one in told) > most_bytes:
        raise too_large(most_bytes)
    parts = {one.filename: _part(raw, one) for one in told if one.filename.lower().endswith((".xml", ".rels"))}
    if len({name.lower() for name in parts}) < len(parts) or sum(map(len, parts.values())) > most_bytes:
        raise not_a_workbook()
    return parts


def _part(raw: bytes, told: zipfile.ZipInfo) -> Part:
    """Return one part, or raise for one that is longer or shorter than the file says."""
    head = raw[told.header_offset : told.header_offset + _HEAD.size]
    begin = told.header_offset + _HEAD.size + sum(_HEAD.unpack(head))
    packed = raw[begin : begin + told.compress_size]
    if told.compress_type == zipfile.ZIP_STORED:
        part: Part = packed
    elif told.compress_type == zipfile.ZIP_DEFLATED:
        part = _inflated(packed, told.file_size)
    else:
        raise zipfile.BadZipFile
    if len(part) != told.file_size or zlib.crc32(part) != told.CRC or told.flag_bits & 1:
        raise zipfile.BadZipFile
    return part


def _inflated(packed: bytes, size: int) -> bytearray:
    """Return what is packed, up to one byte more than it should have; piece by piece, since zlib would hold all of it twice."""
    reader, part = zlib.decompressobj(-zlib.MAX_WBITS), bytearray(size + 1)
    filled, rest = 0, packed
    while filled <= size:
        piece = reader.decompress(rest, min(_PIECE, size + 1 - filled))
        if not piece:
            break
        part[filled : filled + len(piece)] = piece
        filled, rest = filled + len(piece), reader.unconsumed_tail
    del part[filled:]
    return part
