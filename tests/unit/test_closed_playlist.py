"""Playlists of films that were broken off: they end where the document says."""

import pytest
from msgspec.structs import replace

from services.transcoder.boxes import Fragment
from services.transcoder.manifest import Piece
from services.transcoder.media_playlists import keyframe_playlist, media_playlist
from services.videos.broken_off import Remains, broken_off
from services.videos.closed_playlist import closed, seconds_of
from services.videos.messages import in_words
from shared.contracts.errors import Conflict
from shared.contracts.video import Processing, ProcessingState, TrackKind
from tests.unit.video_items import MAIN, SIGNED, playback, video

SCALE = 30_000
FAILED = Processing(state=ProcessingState.FAILED, message="Die Datei ist beschädigt.")


def pieces(number: int) -> list[Piece]:
    """So many chunks of two segments with 4.004 seconds each."""
    segment = Fragment(ticks=120_120, bytes=900, key_bytes=90, samples=120)
    return [
        Piece(object=f"{each:05}.m4s", init="init.mp4", segments=(segment, segment))
        for each in range(number)
    ]


@pytest.mark.parametrize("written", [media_playlist, keyframe_playlist])
@pytest.mark.parametrize("complete", [False, True])
def test_whatever_was_added_since_it_ends_at_the_same_place(
    written: type, *, complete: bool
) -> None:
    there = written(pieces(2), SCALE, complete=False)
    seconds = round(seconds_of(there), 3)
    assert seconds == 16.016
    later = written(pieces(5), SCALE, complete=complete)
    assert closed(later, seconds) == closed(there, seconds) == there + "#EXT-X-ENDLIST\n"


def test_of_what_began_to_play_meanwhile_nothing_is_said() -> None:
    item = video(playback=playback(MAIN, complete=False))
    track = item.track(TrackKind.MAIN)
    for remains in (None, Remains(folder=SIGNED, seconds=8)):
        with pytest.raises(Conflict):
            broken_off(item, track, FAILED, remains)
    whole = replace(track, playback=playback(MAIN))
    assert broken_off(item, whole, FAILED, None).processing == FAILED


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.3, "0 Sekunden"), (1, "1 Sekunde"), (60, "1 Minute"), (149.6, "2 Minuten 30 Sekunden")],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
