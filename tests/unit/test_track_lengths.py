"""Sign language and audio description that are not as long as the film: the editor is told."""

from typing import Any

import pytest

from services.videos.playing import playing
from services.videos.tracks import with_track
from shared.contracts.video import Processing, ProcessingState, Track, TrackKind, Video
from tests.unit.video_items import MAIN, SIGNED, playback, video

SHORT = "Die Datei bricht vor ihrem Ende ab."


def ready(kind: TrackKind, message: str = "") -> Track:
    return Track(kind=kind, processing=Processing(state=ProcessingState.READY, message=message))


def beside(item: Video, seconds: float, message: str = "") -> Video:
    """The item with a sign-language film of that length."""
    return playing(item, ready(TrackKind.SIGN_LANGUAGE, message), playback(SIGNED), seconds)


def as_long(item: Video, seconds: float) -> Video:
    """The item whose main file is done, with that length."""
    return playing(item, ready(TrackKind.MAIN), playback(MAIN), seconds)


def told(item: Video) -> str:
    return item.track(TrackKind.SIGN_LANGUAGE).processing.message


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(12, "8 Sekunden länger"), (2.9, "1 Sekunde kürzer"), (4.9, ""), (3.2, ""), (4, "")],
)
@pytest.mark.parametrize("order", [(as_long, beside), (beside, as_long)])
def test_the_word_does_not_depend_on_which_file_is_done_first(
    seconds: float, said: str, order: tuple[Any, Any]
) -> None:
    item = video(duration_seconds=None)
    for make in order:
        item = make(item, 4 if make is as_long else seconds)
    assert told(item).startswith(f"Diese Datei ist {said} als das Video." if said else "")
    assert bool(told(item)) is bool(said)
    assert item.processing.message == ""


def test_it_follows_the_film_and_leaves_other_words() -> None:
    item = beside(as_long(video(), 4), 12, SHORT)
    assert told(item).startswith(f"{SHORT} Diese Datei ist 8 Sekunden länger")
    longer = as_long(item, 90)
    assert "1 Minute 18 Sekunden kürzer" in told(longer)
    assert told(longer).count("Diese Datei") == 1
    assert told(as_long(longer, 12)) == SHORT


def test_a_run_that_goes_on_is_not_spoken_of() -> None:
    item = beside(as_long(video(), 4), 4)
    track = item.track(TrackKind.SIGN_LANGUAGE)
    running = Track(
        kind=track.kind,
        playback=track.playback,
        processing=Processing(state=ProcessingState.RUNNING),
    )
    assert told(as_long(with_track(item, running), 90)) == ""
