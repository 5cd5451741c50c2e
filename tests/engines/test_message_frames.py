"""What passes between us and an engine's process comes as it was sent, or is refused: cut, lost, doubled, in another order."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volmatch.engines.message_frames import FrameKind, FrameReader, FrameWriter

Frames = list[tuple[FrameKind, bytes]]
FRAMES = st.lists(st.tuples(st.sampled_from(FrameKind), st.binary(max_size=30)), max_size=6)


def written(frames: Frames) -> list[bytes]:
    """Return the bytes of each frame."""
    target, found = io.BytesIO(), list[bytes]()
    writer = FrameWriter(target)
    for kind, data in frames:
        writer.send(kind, data)
        found.append(target.getvalue()[sum(map(len, found)) :])
    return found


def read(raw: bytes) -> Frames:
    """Return the frames that come before what is refused, or before the end."""
    reader, found = FrameReader(io.BytesIO(raw)), list[tuple[FrameKind, bytes]]()
    while True:
        try:
            found.append(reader.receive())
        except (EOFError, ValueError):
            return found


@given(FRAMES)
def test_frames_come_as_they_were_sent(frames: Frames) -> None:
    """A frame changes on its way."""
    assert read(b"".join(written(frames))) == frames


@given(FRAMES.filter(bool), st.data())
def test_what_is_cut_is_refused(frames: Frames, data: st.DataObject) -> None:
    """Half a frame is taken for a whole one."""
    raw = b"".join(written(frames))
    at = data.draw(st.integers(0, len(raw) - 1))
    whole = [sum(map(len, written(frames)[: n + 1])) <= at for n in range(len(frames))]
    assert read(raw[:at]) == frames[: sum(whole)]


@given(FRAMES.filter(bool), st.data())
def test_what_is_lost_doubled_or_swapped_is_refused(frames: Frames, data: st.DataObject) -> None:
    """A question that was written twice is answered twice, and the second answer is taken for that of the next question."""
    parts = written(frames)
    at = data.draw(st.integers(0, len(parts) - 1))
    assert read(b"".join([*parts[: at + 1], *parts[at:]])) == frames[: at + 1]
    assert read(b"".join([*parts[:at], *parts[at + 1 :]])) == frames[:at]
    swapped = [*parts[:at], *parts[at : at + 2][::-1], *parts[at + 2 :]]
    assert read(b"".join(swapped)) == (frames if swapped == parts else frames[:at])


@given(FRAMES.filter(bool), st.data())
def test_damage_is_refused(frames: Frames, data: st.DataObject) -> None:
    """A frame in which some bytes are lost, come twice or are others is taken for what was sent."""
    raw = b"".join(written(frames))
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(raw) - 1)] * 2)))
    flipped = raw[:first] + bytes([raw[first] ^ data.draw(st.integers(1, 255))]) + raw[first + 1 :]
    for damaged in (raw[:last] + raw[first:], raw[:first] + raw[last:], flipped):
        found = read(damaged)
        assert found == frames[: len(found)]


def test_what_is_no_frame_is_refused() -> None:
    """Bytes of somebody else are taken for a frame, or waited for until there are as many as they say."""
    for raw in (b"Traceback (most recent call last)", b"\0" * 40, b"\xff" * 40):
        with pytest.raises((EOFError, ValueError)):
            FrameReader(io.BytesIO(raw)).receive()
