"""Small valid films that broken ones are made of, and what those must not touch."""

import struct
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tests.integration.transcoder.films import ffmpeg, pattern

SMALL = ["-f", "lavfi", "-i", "sine=f=440:r=44100", "-t", "1", "-g", "12", "-map", "0", "-map", "1"]
MPEG4 = ["-c:v", "mpeg4", "-b:v", "200k"]
X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
SEEDS: dict[str, list[str]] = {
    "mp4": [*X264, "-c:a", "aac", "-movflags", "+faststart"],
    "mov": [*MPEG4, "-c:a", "pcm_s16le"],
    "mkv": [*X264, "-c:a", "aac"],
    "webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"],
    "ts": ["-c:v", "mpeg2video", "-c:a", "mp2"],
    "avi": [*MPEG4, "-c:a", "libmp3lame"],
}
U32 = struct.Struct(">I")


class Bait(Struct, frozen=True, kw_only=True):
    """What must not be touched: a readable text and film, and an address that is listened on."""

    text: Path
    film: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/film.ts"


class Seeds:
    """The valid films that the broken ones are made of."""

    def __init__(self, folder: Path, bait: Bait) -> None:
        self.folder = folder
        self.bait = bait
        self._films: dict[str, bytes] = {}

    def film(self, kind: str) -> bytes:
        if kind not in self._films:
            self._films[kind] = self.made(
                *pattern("160x90", "12", 1), *SMALL, *SEEDS[kind], kind=kind
            )
        return self._films[kind]

    def made(self, *words: str, kind: str) -> bytes:
        path = self.folder / f"seed.{kind}"
        ffmpeg(*words, path)
        return path.read_bytes()


Make = Callable[[Seeds], bytes]


def box(kind: bytes, content: bytes = b"", size: int | None = None) -> bytes:
    return U32.pack(len(content) + 8 if size is None else size) + kind + content
