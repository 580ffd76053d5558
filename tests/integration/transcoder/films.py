"""Small films made by ffmpeg, and what ffprobe says of what became of them."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec

FFMPEG = shutil.which("ffmpeg") or "ffmpeg"
FFPROBE = shutil.which("ffprobe") or "ffprobe"
TONE = ["-f", "lavfi", "-i", "sine=f=440:r=48000"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]


def ffmpeg(*words: str | Path) -> None:
    command = [FFMPEG, "-v", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, timeout=120)


def pattern(size: str, rate: str, seconds: float) -> list[str]:
    return ["-f", "lavfi", "-t", str(seconds), "-i", f"testsrc2=s={size}:r={rate}"]


def film(path: Path, size: str = "640x360", rate: str = "25", seconds: float = 5) -> Path:
    """A test picture with a tone."""
    ffmpeg(*pattern(size, rate, seconds), *TONE, "-t", str(seconds), *H264, path)
    return path


def facts(path: Path, *words: str) -> list[dict[str, Any]]:
    """ffprobe's answer, one dictionary a line."""
    command = [FFPROBE, "-v", "error", "-of", "json", *words, str(path)]
    output = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    answer: dict[str, list[dict[str, Any]]] = msgspec.json.decode(output)
    return next(iter(v for k, v in answer.items() if k in ("streams", "packets", "frames")))


def joined(out: Path, rendition: str) -> Path:
    """A rendition as a player reads it: its init segment and its byte ranges in order."""
    path = out / f"{rendition}-joined.mp4"
    with path.open("wb") as target:
        for name, begin, size, _ in segments(out / rendition / "index.m3u8"):
            if begin == 0 and not target.tell():
                target.write((out / rendition / init_of(out / rendition)).read_bytes())
            data = (out / rendition / name).read_bytes()
            target.write(data[begin : begin + size])
    return path


def init_of(folder: Path) -> str:
    (name,) = set(re.findall(r'#EXT-X-MAP:URI="([^"]+)"', (folder / "index.m3u8").read_text()))
    return str(name)


def segments(playlist: Path) -> list[tuple[str, int, int, float]]:
    """Object, offset, bytes and seconds of each segment."""
    found = re.findall(
        r"#EXTINF:([0-9.]+),\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n(\S+)", playlist.read_text()
    )
    return [(name, int(begin), int(size), float(s)) for s, size, begin, name in found]
