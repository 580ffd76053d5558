"""What the cleanup may delete, and what it must not."""

from datetime import timedelta

import pytest

from services.videos.garbage import over, unused_renders, unused_sources
from shared.contracts.captions import files_of
from shared.contracts.video import (
    Caption,
    Processing,
    ProcessingState,
    Retired,
    Source,
    Track,
    TrackKind,
    Video,
)
from shared.kit.blobs import Blob
from tests.unit.items import MOMENT
from tests.unit.video_items import MAIN, PREFIX, SIGNED, playback, track, video

LONG_AGO, AFTER = MOMENT - timedelta(days=2), MOMENT + timedelta(hours=1)
BEFORE = MOMENT - timedelta(days=1)


def old(*keys: str) -> list[Blob]:
    return [Blob(key, 1, "", LONG_AGO) for key in keys]


def unused(item: Video, blobs: list[Blob]) -> list[str]:
    return unused_renders(item, blobs, BEFORE, MOMENT)


def test_a_folder_that_nothing_plays_goes_whole() -> None:
    made = old(
        f"{MAIN}/master.m3u8", f"{MAIN}/360p/00000.m4s", f"{SIGNED}/plan.json", f"{SIGNED}/x/1"
    )
    assert unused(video(playback=playback(MAIN)), made) == [f"{SIGNED}/plan.json", f"{SIGNED}/x/1"]


def test_a_folder_stays_whole_while_anything_in_it_is_young() -> None:
    made = [*old(f"{SIGNED}/plan.json"), Blob(f"{SIGNED}/chunks/00000.json", 1, "", MOMENT)]
    assert unused(video(), made) == []


def test_of_a_whole_film_what_only_runs_read_goes() -> None:
    copy, film = f"{MAIN}/work/source.mkv", f"{MAIN}/720p/00000.m4s"
    made, young = old(copy, film), [Blob(copy, 1, "", MOMENT)]
    assert unused(video(playback=playback(MAIN)), made) == [copy]
    assert unused(video(playback=playback(MAIN)), young) == []
    assert unused(video(playback=playback(MAIN, complete=False)), made) == []
    working = Processing(state=ProcessingState.RUNNING)
    assert unused(video(playback=playback(MAIN), processing=working), made) == []


@pytest.mark.parametrize("state", [ProcessingState.QUEUED, ProcessingState.RUNNING])
@pytest.mark.parametrize("kind", TrackKind)
def test_nothing_goes_while_a_run_waits_or_works(state: ProcessingState, kind: TrackKind) -> None:
    processing = Processing(state=state)
    item = (
        video(processing=processing)
        if kind is TrackKind.MAIN
        else video(tracks=(Track(kind=kind, processing=processing),))
    )
    assert unused(item, old(f"{SIGNED}/plan.json")) == []


def test_what_is_retired_stays_for_its_time() -> None:
    item = video(playback=playback(SIGNED), retired=(Retired(folder=MAIN, until=AFTER),))
    assert unused(item, old(f"{MAIN}/x")) == []
    assert over(item, MOMENT) == []
    assert unused_renders(item, old(f"{MAIN}/x"), BEFORE, AFTER) == [f"{MAIN}/x"]
    assert over(item, AFTER) == [MAIN]


def test_a_retired_folder_that_plays_again_is_not_over() -> None:
    item = video(playback=playback(MAIN), retired=(Retired(folder=MAIN, until=MOMENT),))
    assert over(item, AFTER) == []
    assert unused_renders(item, old(f"{MAIN}/x"), BEFORE, AFTER) == []


def test_the_folder_of_a_track_stays() -> None:
    signed = track(TrackKind.SIGN_LANGUAGE, SIGNED)
    assert unused(video(tracks=(signed,)), old(f"{SIGNED}/x")) == []


def test_captions_that_were_replaced_go() -> None:
    caption = Caption(language="de", label="Deutsch", key=f"{PREFIX}/captions/de-neu.vtt")
    item = video(captions=(caption,))
    kept = old(*files_of(item))
    assert len(kept) >= 3
    gone = f"{PREFIX}/captions/de-alt.vtt"
    assert unused(item, [*kept, *old(gone)]) == [gone]


def test_files_that_were_replaced_go_when_they_are_old() -> None:
    main = Source(key=f"{PREFIX}/quelle", filename="film.mp4", bytes=9)
    beside = Source(key=f"{PREFIX}/hoerfassung", filename="h.wav", bytes=1)
    described = Track(kind=TrackKind.AUDIO_DESCRIPTION, source=beside)
    coming = Source(key=f"{PREFIX}/kommt", filename="film.mp4", bytes=9, upload_id="1")
    item = video(source=main, pending=coming, tracks=(described,))
    sent = old(coming.key, main.key, beside.key, f"{PREFIX}/alt")
    young = Blob(f"{PREFIX}/neu", 1, "", MOMENT)
    undated = Blob(f"{PREFIX}/ohne", 1)
    assert unused_sources(item, [*sent, young, undated], BEFORE) == [f"{PREFIX}/alt"]
