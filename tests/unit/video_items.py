"""A video with what a transcoder would have made of it, for tests that need one."""

from typing import Any

from shared.contracts.video import (
    Caption,
    Chapter,
    Playback,
    Rendition,
    Sound,
    Track,
    TrackKind,
    Video,
)
from tests.unit.items import MOMENT, OWN

VIDEO_ID = "01890000-0000-7000-8000-0000000000f1"
PREFIX = f"videos/{VIDEO_ID}"
MAIN, SIGNED, DESCRIBED = (f"{PREFIX}/{letter * 16}" for letter in "abc")


def video(**changes: Any) -> Video:
    """A draft without a file."""
    given: dict[str, Any] = {
        "id": VIDEO_ID,
        "slug": "feinstaub",
        "translation_key": VIDEO_ID,
        "title": "Feinstaub",
        "publisher": "Stadt Iserlohn",
        "created_at": MOMENT,
        "created_by": OWN,
        "modified_at": MOMENT,
        "duration_seconds": 60.0,
    }
    return Video(**given | changes)


def rendition(folder: str = MAIN, height: int = 720) -> Rendition:
    return Rendition(
        name=f"{height}p",
        width=height * 16 // 9,
        height=height,
        bitrate=height * 1000,
        peak_bitrate=height * 1500,
        frame_rate=25.0,
        codecs="avc1.64001f",
        playlist_key=f"{folder}/{height}p/index.m3u8",
        keyframes_key=f"{folder}/{height}p/iframes.m3u8",
    )


def sound(folder: str = MAIN, number: int = 1, language: str = "de") -> Sound:
    return Sound(
        name=f"audio-{number}",
        language=language,
        bitrate=96_000,
        peak_bitrate=100_000 + number,
        channels=2,
        codecs="mp4a.40.2",
        playlist_key=f"{folder}/audio-{number}/index.m3u8",
    )


def playback(folder: str = MAIN, **changes: Any) -> Playback:
    """Two sizes and one sound."""
    given: dict[str, Any] = {
        "folder": folder,
        "renditions": (rendition(folder), rendition(folder, 360)),
        "sounds": (sound(folder),),
    }
    return Playback(**given | changes)


def caption(language: str = "de", label: str = "Deutsch", **changes: Any) -> Caption:
    key = f"{PREFIX}/captions/{language}-{'0' * 16}.vtt"
    return Caption(language=language, label=label, key=key, **changes)


def track(kind: TrackKind, folder: str, **changes: Any) -> Track:
    return Track(kind=kind, playback=playback(folder, **changes))


def chapter(start: float, title: str) -> Chapter:
    return Chapter(title=title, start_seconds=start)
