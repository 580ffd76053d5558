"""HLS playlists (RFC 8216): what a media playlist says, and the master playlist over them."""

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from services.transcoder.commands import AUDIO, INIT, MEDIA_PLAYLIST
from services.transcoder.plan import Plan

MASTER = "master.m3u8"
AAC_LC = "mp4a.40.2"

_SEGMENT = re.compile(r"#EXTINF:([0-9.]+),.*\n(?:#.*\n)*([^#\n]+)")
_LANGUAGE_NAMES = {"de": "Deutsch", "en": "English", "fr": "Français", "tr": "Türkçe"}


class Measured(Struct, frozen=True, kw_only=True):
    """A rendition as it came out. Rates in bits per second; `codecs` after RFC 6381."""

    seconds: float
    peak: int
    average: int
    codecs: str


def measure(folder: Path, codecs: str | None = None) -> Measured:
    """Reads a rendition's playlist and the sizes of its segments."""
    text = (folder / MEDIA_PLAYLIST).read_text()
    segments = [(float(s), (folder / name).stat().st_size) for s, name in _SEGMENT.findall(text)]
    seconds = sum(duration for duration, _ in segments)
    total = sum(size for _, size in segments)
    rates = [size * 8 / duration for duration, size in segments if duration > 0]
    return Measured(
        seconds=seconds,
        peak=round(max(rates, default=0)),
        average=round(total * 8 / seconds) if seconds > 0 else 0,
        codecs=codecs or avc_codecs((folder / INIT).read_bytes()),
    )


def trim(folder: Path, seconds: float) -> None:
    """Takes out the segments that begin after `seconds`, where a file was cut off."""
    playlist = folder / MEDIA_PLAYLIST
    text, begin = playlist.read_text(), 0.0
    for segment in list(_SEGMENT.finditer(text)):
        if begin >= seconds:
            text = text.replace(f"{segment[0]}\n", "")
            (folder / segment[2]).unlink()
        begin += float(segment[1])
    playlist.write_text(text)


def avc_codecs(init: bytes) -> str:
    """The codec string from the decoder configuration (`avcC`, ISO/IEC 14496-15 5.3.3.1)."""
    at = init.index(b"avcC") + 5
    return f"avc1.{init[at : at + 3].hex()}"


def master(plan: Plan, pictures: Sequence[Measured], sound: Measured | None) -> str:
    """The master playlist: `pictures` in the order of the plan's renditions."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if plan.sound:
        lines.append(_sound_line(plan.sound.language, plan.sound.channels))
    for rendition, measured in zip(plan.pictures, pictures, strict=True):
        both = [measured, sound] if sound else [measured]
        attributes = [
            f"BANDWIDTH={sum(m.peak for m in both)}",
            f"AVERAGE-BANDWIDTH={sum(m.average for m in both)}",
            f'CODECS="{",".join(m.codecs for m in both)}"',
            f"RESOLUTION={rendition.width}x{rendition.height}",
            f"FRAME-RATE={float(Fraction(plan.frame_rate)):.3f}",
            *([f'AUDIO="{AUDIO}"'] if sound else []),
        ]
        lines.append(f"#EXT-X-STREAM-INF:{','.join(attributes)}")
        lines.append(f"{rendition.name}/{MEDIA_PLAYLIST}")
    return "\n".join(lines) + "\n"


def _sound_line(language: str, channels: int) -> str:
    named = [f'LANGUAGE="{language}"'] if language else []
    attributes = [
        "TYPE=AUDIO",
        f'GROUP-ID="{AUDIO}"',
        f'NAME="{_LANGUAGE_NAMES.get(language, "Originalton")}"',
        *named,
        "DEFAULT=YES",
        "AUTOSELECT=YES",
        f'CHANNELS="{channels}"',
        f'URI="{AUDIO}/{MEDIA_PLAYLIST}"',
    ]
    return f"#EXT-X-MEDIA:{','.join(attributes)}"
