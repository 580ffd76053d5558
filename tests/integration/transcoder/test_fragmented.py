"""Files in fragments are told from those with an index by a few reads."""

from pathlib import Path

import pytest

from services.transcoder.errors import HardToOpen
from services.transcoder.fragmented import is_fragmented
from tests.integration.transcoder.films import H264, ffmpeg, pattern
from tests.integration.transcoder.seeds import box


@pytest.mark.parametrize(
    ("flags", "fragmented"),
    [
        ("+frag_keyframe+empty_moov", True),
        ("+frag_keyframe+empty_moov+global_sidx", True),
        ("+frag_keyframe+delay_moov+default_base_moof", True),
        ("+faststart", False),
        ("+disable_chpl", False),
    ],
)
async def test_by_the_boxes_at_the_beginning(
    *, flags: str, fragmented: bool, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg(*pattern("160x90", "25", 4), *H264, "-g", "25", "-movflags", flags, path)
    data, reads = path.read_bytes(), 0

    async def read(begin: int, length: int) -> bytes:
        nonlocal reads
        reads += 1
        return data[begin : begin + length]

    assert await is_fragmented(read, len(data)) is fragmented
    assert reads <= 6


@pytest.mark.parametrize("data", [b"", b"\0" * 40, b"\0\0\0\1free" + b"\xff" * 40])
async def test_what_is_no_mp4_is_not(data: bytes) -> None:
    async def read(begin: int, length: int) -> bytes:
        return data[begin : begin + length]

    assert not await is_fragmented(read, len(data))


@pytest.mark.parametrize(("empty", "opens"), [(900, True), (1_000_000, False)])
async def test_few_empty_boxes_are_passed_over(*, empty: int, opens: bool) -> None:
    data, reads = box(b"ftyp", b"isom") + box(b"free") * empty + box(b"moof", bytes(99)), 0

    async def read(begin: int, length: int) -> bytes:
        nonlocal reads
        reads += 1
        return data[begin : begin + length]

    if opens:
        assert await is_fragmented(read, len(data))
    else:
        with pytest.raises(HardToOpen):
            await is_fragmented(read, len(data))
    assert reads <= 2
