"""The chapters as WebVTT, for players that show them by themselves."""

from services.videos.timed_text.cues import Cue
from services.videos.timed_text.webvtt import serialised
from shared.contracts.video import Video
from shared.kit.webvtt import escaped

_OPEN_END_SECONDS = 1.0


def chapters_webvtt(video: Video) -> str:
    """A cue for each chapter, from its beginning to the next one's (W3C WebVTT 4.6.3)."""
    begins = [chapter.start_seconds for chapter in video.chapters]
    last = begins[-1] + _OPEN_END_SECONDS
    ends = [*begins[1:], max(video.duration_seconds or 0, last)]
    return serialised(
        [
            Cue(
                start_seconds=chapter.start_seconds,
                end_seconds=end,
                lines=(escaped(chapter.title),),
            )
            for chapter, end in zip(video.chapters, ends, strict=True)
        ]
    )
