"""Cutting and moving fragmented MP4 files, on one that ffmpeg has written."""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from services.transcoder.boxes import Fragment, NotFragmented, avc_codecs, children, cut, find

FFMPEG = shutil.which("ffmpeg") or "ffmpeg"
CMAF = "+cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """70 frames with keyframes every 25."""
    path = tmp_path_factory.mktemp("boxes") / "film.mp4"
    words = ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=2.8", "-c:v", "libx264"]
    words += ["-pix_fmt", "yuv420p", "-profile:v", "high", "-g", "25", "-keyint_min", "25"]
    words += ["-video_track_timescale", "10000", "-movflags", CMAF, str(path)]
    subprocess.run([FFMPEG, *words], check=True, timeout=30)
    return path.read_bytes()


def cut_at(film: bytes, folder: Path, tick: int) -> tuple[bytes, list[Fragment], bytes]:
    path = folder / "film.mp4"
    path.write_bytes(film)
    init, fragments = cut(path, tick, 7)
    return init, fragments, path.read_bytes()


def test_what_a_film_is_cut_into(film: bytes, tmp_path: Path) -> None:
    init, fragments, rest = cut_at(film, tmp_path, 0)
    assert [fragment.samples for fragment in fragments] == [25, 25, 20]
    assert [fragment.ticks for fragment in fragments] == [10_000, 10_000, 8_000]
    assert sum(fragment.bytes for fragment in fragments) == len(rest)
    assert [box.kind for box in children(init, 0, len(init))] == [b"ftyp", b"moov"]
    assert film.startswith(init)
    assert avc_codecs(init).startswith("avc1.6400")


def test_fragments_are_moved_and_counted(film: bytes, tmp_path: Path) -> None:
    _, fragments, rest = cut_at(film, tmp_path, 2**33)
    at, times, numbers = 0, [], []
    for fragment in fragments:
        moof = next(children(rest, at, len(rest)))
        times.append(struct.unpack_from(">Q", rest, find(rest, moof, b"traf", b"tfdt").body + 4)[0])
        numbers.append(struct.unpack_from(">I", rest, find(rest, moof, b"mfhd").body + 4)[0])
        at += fragment.bytes
    assert times == [2**33, 2**33 + 10_000, 2**33 + 20_000]
    assert numbers == [7, 8, 9]


def test_the_first_picture_alone_can_be_decoded(film: bytes, tmp_path: Path) -> None:
    init, fragments, rest = cut_at(film, tmp_path, 0)
    alone = tmp_path / "key.mp4"
    alone.write_bytes(init + rest[: fragments[0].key_bytes])
    words = ["-v", "error", "-i", str(alone), "-frames:v", "1", "-f", "rawvideo", "-"]
    shown = subprocess.run([FFMPEG, *words], check=True, capture_output=True, timeout=30).stdout
    assert len(shown) == 64 * 64 * 3 // 2


def test_joined_again_it_is_the_film(film: bytes, tmp_path: Path) -> None:
    init, _, rest = cut_at(film, tmp_path, 0)
    one, other = tmp_path / "whole.mp4", tmp_path / "joined.mp4"
    one.write_bytes(film)
    other.write_bytes(init + rest)
    assert pictures(one) == pictures(other)


def pictures(path: Path) -> str:
    words = ["-v", "error", "-i", str(path), "-f", "framemd5", "-"]
    run = subprocess.run([FFMPEG, *words], check=True, capture_output=True, text=True, timeout=30)
    return run.stdout


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\x08free", b"\0\0\0\x04free", b"\xff\xff\xff\xffmoof"]
)
def test_what_is_no_fragmented_film(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(data)
    with pytest.raises(NotFragmented):
        cut(tmp_path / "film.mp4")


def test_codecs_come_from_the_decoder_configuration() -> None:
    assert avc_codecs(b"....avcC\x01\x64\x00\x28\xff") == "avc1.640028"
