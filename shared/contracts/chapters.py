"""What chapters must keep to, and what they should."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.contracts.errors import Invalid
from shared.contracts.video import Chapter, Video


def check_chapters(video: Video) -> None:
    """Chapters begin one after the other and before the video's end, else `Invalid`."""
    for number, message in _problems(video):
        raise Invalid(message, field=f"chapters[{number - 1}].startSeconds")


def chapter_warnings(video: Video) -> tuple[str, ...]:
    """What keeps a draft from being published, and what is allowed but not good, in German."""
    wrong = tuple(message for _, message in _problems(video))
    if video.chapters and video.chapters[0].start_seconds > 0:
        return (*wrong, "Das erste Kapitel beginnt nicht bei 0: Der Anfang gehört zu keinem.")
    return wrong


def _problems(video: Video) -> Iterator[tuple[int, str]]:
    return disorder(video.chapters, video.duration_seconds)


def disorder(chapters: Sequence[Chapter], end: float | None) -> Iterator[tuple[int, str]]:
    """The number of the chapter, from 1, and what is wrong with its time; `end` in seconds."""
    for number, (earlier, later) in enumerate(pairwise(chapters), start=2):
        if later.start_seconds <= earlier.start_seconds:
            yield number, f"Kapitel {number} beginnt nicht nach Kapitel {number - 1}."
    for number, chapter in enumerate(chapters, start=1):
        if end is not None and chapter.start_seconds >= end:
            yield number, f"Kapitel {number} beginnt erst nach dem Ende des Videos."
