"""How long a video is, and whether the files on its timeline are as long."""

import re

from msgspec.structs import replace

from services.videos.messages import in_words, joined
from shared.contracts.video import ProcessingState, Track, TrackKind, Video

_LEAST_SECONDS = 1.0
"""A shorter difference comes of encoders and frame rates."""

_CHECK = "Bitte prüfen Sie, ob beide zusammenpassen."
_SAID = re.compile(rf"Diese Datei ist [^.]+ als das Video\. {re.escape(_CHECK)}")


def lasting(video: Video, seconds: float) -> Video:
    """The video with the length of its main file."""
    tracks = tuple(compared(track, seconds) for track in video.tracks)
    return replace(video, duration_seconds=seconds, tracks=tracks)


def compared(track: Track, seconds: float | None) -> Track:
    """A file of a video of that length: if it lies beside the main one and is not as long, its
    message tells.
    """
    processing, own = track.processing, track.playback.seconds if track.playback else None
    beside = track.kind is not TrackKind.MAIN and processing.state is ProcessingState.READY
    if not beside or own is None or seconds is None:
        return track
    others = _SAID.sub("", processing.message).strip()
    message = joined(others, _difference(own - seconds))
    return replace(track, processing=replace(processing, message=message))


def _difference(seconds: float) -> str:
    if abs(seconds) < _LEAST_SECONDS:
        return ""
    which = "länger" if seconds > 0 else "kürzer"
    return f"Diese Datei ist {in_words(abs(seconds))} {which} als das Video. {_CHECK}"
