"""A workbook looked through before it is read: what would swell to more than a machine can hold is refused.

A workbook is a zip file of XML texts. Everything in it is unpacked here, never past what the file itself says, and packed
again without compression: what reads it next sees exactly what was looked through.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from volmatch.errors import Fault, ProblemError
from volmatch.io.files import too_large
from volmatch.io.tables.extents import demand_few_cells, demand_few_letters, not_a_workbook
from volmatch.io.tables.kinds import disguise

#: Most bytes of a workbook once unpacked, whatever the caller allows: some 300,000 rows.
MOST_UNPACKED = 2**27

_HEAD = struct.Struct("<26xHH")
_MOST_PARTS = 10_000
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def harmless(raw: bytes, most_bytes: int) -> tuple[bytes, Mapping[str, bytes]]:
    """Return a workbook that is safe to read, and its parts by name.

    Raises
    ------
    ProblemError
        For a file that is no workbook, or is too large once unpacked.
    """
    instead = disguise(raw)
    if instead is not None:
        raise ProblemError([Fault("", instead)])
    try:
        parts = _unpacked(raw, min(most_bytes, MOST_UNPACKED))
    except ProblemError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, OverflowError, RuntimeError, EOFError):
        raise not_a_workbook() from None
    if any(_DECLARED.search(part) for part in parts.values()):
        raise not_a_workbook()
    demand_few_cells(parts.values())
    demand_few_letters(parts.values())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return packed.getvalue(), parts


def _unpacked(raw: bytes, most_bytes: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        told = file.infolist()
    if len(told) > _MOST_PARTS or sum(one.file_size for one in told) > most_bytes:
        raise too_large(most_bytes)
    parts = {one.filename: _part(raw, one) for one in told if one.filename.lower().endswith((".xml", ".rels"))}
    if len({name.lower() for name in parts}) < len(parts) or sum(map(len, parts.values())) > most_bytes:
        raise not_a_workbook()
    return parts


def _part(raw: bytes, told: zipfile.ZipInfo) -> bytes:
    """Return one part, or raise for one that is longer or shorter than the file says."""
    head = raw[told.header_offset : told.header_offset + _HEAD.size]
    begin = told.header_offset + _HEAD.size + sum(_HEAD.unpack(head))
    packed = raw[begin : begin + told.compress_size]
    if told.compress_type == zipfile.ZIP_STORED:
        part = packed
    elif told.compress_type == zipfile.ZIP_DEFLATED:
        part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, told.file_size + 1)
    else:
        raise zipfile.BadZipFile
    if len(part) != told.file_size or zlib.crc32(part) != told.CRC or told.flag_bits & 1:
        raise zipfile.BadZipFile
    return part
