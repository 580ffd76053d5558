"""Which still pictures a video lacks."""

from services.videos.frames import missing
from shared.contracts.video import Chapter, Frame, Video
from tests.unit.video_items import MAIN, playback, video

CHAPTERS = (Chapter(title="Anfang", start_seconds=0), Chapter(title="Mitte", start_seconds=4.5))


def finished(**changes: object) -> Video:
    return video(playback=playback(MAIN), duration_seconds=10, chapters=CHAPTERS, **changes)


def test_chapters_and_poster_are_asked_for_in_order_of_time() -> None:
    job = missing(finished(poster_seconds=2.0))
    assert job is not None
    assert (job.folder, job.at_seconds) == (MAIN, (0, 2.0, 4.5))


def test_only_what_is_missing_is_asked_for() -> None:
    there = Frame(at_seconds=4.5, key=f"{MAIN}/frames/000004500.jpg")
    job = missing(finished(frames=(there,)))
    assert job is not None
    assert job.at_seconds == (0,)
    start = Frame(at_seconds=0, key=f"{MAIN}/frames/000000000.jpg")
    assert missing(finished(frames=(start, there))) is None


def test_times_beyond_the_end_are_not_asked_for() -> None:
    assert missing(video(playback=playback(), duration_seconds=3, poster_seconds=3.0)) is None


def test_a_film_that_still_grows_and_sound_alone_are_left_in_peace() -> None:
    growing = video(playback=playback(complete=False), duration_seconds=9, chapters=CHAPTERS)
    assert missing(growing) is None
    sound = video(playback=playback(renditions=()), duration_seconds=9, chapters=CHAPTERS)
    assert missing(sound) is None
