"""Which videos may be published, and what of them stays public when it is replaced."""

from typing import Any

import pytest

from services.videos.playing import is_news, is_shown, playing, retiring
from services.videos.publishable import publishable
from services.videos.runs import stopped
from services.videos.tracks import with_track
from shared.contracts.content import Status
from shared.contracts.errors import Invalid
from shared.contracts.mirrored import Mirrored
from shared.contracts.video import (
    CaptionOrigin,
    Processing,
    ProcessingState,
    Source,
    Track,
    TrackKind,
    Video,
)
from tests.unit.items import MOMENT
from tests.unit.video_items import DESCRIBED, MAIN, PREFIX, SIGNED, caption, playback, track, video

OLD, NEW = (Source(key=f"{PREFIX}/{name}", filename="film.mp4", bytes=9) for name in ("alt", "neu"))
STOPPED = [ProcessingState.FAILED, ProcessingState.CANCELLED]


def film(state: ProcessingState, made_of: Source | None = NEW, **fields: Any) -> Video:
    """With the new file, and what was made of one of the two."""
    look = {name: fields.pop(name) for name in ("complete", "awaits_sound") if name in fields}
    made = made_of and playback(MAIN, source_key=made_of.key, **look)
    return video(source=NEW, processing=Processing(state=state), playback=made, **fields)


@pytest.mark.parametrize("state", STOPPED)
def test_a_film_that_was_broken_off_is_not_published(state: ProcessingState) -> None:
    with pytest.raises(Invalid):
        publishable(film(state, complete=False))


@pytest.mark.parametrize("state", [ProcessingState.QUEUED, ProcessingState.RUNNING])
def test_what_was_made_of_another_file_is_not_published(state: ProcessingState) -> None:
    for complete in (True, False):
        publishable(film(state, complete=complete))
        with pytest.raises(Invalid):
            publishable(film(state, made_of=OLD, complete=complete))


@pytest.mark.parametrize("state", [ProcessingState.READY, *STOPPED])
def test_a_whole_film_is_published_whatever_became_of_a_second_run(state: ProcessingState) -> None:
    publishable(film(state))


def test_a_track_that_was_broken_off_holds_the_film_up() -> None:
    beside = Track(
        kind=TrackKind.SIGN_LANGUAGE,
        source=OLD,
        processing=Processing(state=ProcessingState.FAILED),
        playback=playback(SIGNED, source_key=OLD.key, complete=False),
    )
    with pytest.raises(Invalid, match="Gebärdensprache"):
        publishable(film(ProcessingState.READY, tracks=(beside,)))
    publishable(film(ProcessingState.READY, tracks=(Track(kind=TrackKind.SIGN_LANGUAGE),)))


def test_a_public_film_whose_run_fails_can_be_edited() -> None:
    publishable(film(ProcessingState.FAILED, complete=False, status=Status.PUBLISHED))


@pytest.mark.parametrize(
    ("status", "made_of", "stays"),
    [
        (Status.PUBLISHED, NEW, [MAIN]),
        (Status.PUBLISHED, OLD, []),
        (Status.DRAFT, NEW, []),
        (Status.WITHDRAWN, NEW, []),
    ],
)
def test_only_what_was_public_and_is_the_same_film_stays(
    status: Status, made_of: Source, stays: list[str]
) -> None:
    item = film(ProcessingState.RUNNING, made_of=made_of, status=status)
    after = retiring(item, item.track(TrackKind.MAIN), SIGNED)
    assert [one.folder for one in after.retired] == stays


def test_what_plays_says_which_file_it_was_made_of() -> None:
    item = film(ProcessingState.RUNNING, made_of=None)
    after = playing(item, item.track(TrackKind.MAIN), playback(SIGNED), 9)
    assert after.playback is not None
    assert after.playback.source_key == NEW.key


def test_a_mirrored_film_came_with_its_captions() -> None:
    source = Mirrored(
        hub="https://hub.soest.example",
        publisher="Stadt Soest",
        url="https://hub.soest.example/videos/feinstaub",
        revision=1,
        content_hash="0" * 64,
        at=MOMENT,
    )
    texts = (caption(origin=CaptionOrigin.MACHINE), caption("en", reviewed=True))
    for mirrored, kept in ((source, texts), (None, (caption("en"),))):
        item = film(ProcessingState.RUNNING, OLD, captions=texts, mirrored=mirrored)
        after = playing(item, item.track(TrackKind.MAIN), playback(SIGNED), 9)
        assert after.captions == kept


def test_what_an_earlier_run_broke_off_gives_way_to_the_first_that_plays() -> None:
    assert is_news(playback(MAIN, complete=False), playback(SIGNED))
    assert not is_news(playback(MAIN), playback(SIGNED))
    assert not is_news(playback(MAIN, complete=False), playback(MAIN))


def test_a_film_without_its_sound_is_looked_at_and_not_published() -> None:
    silent = playback(SIGNED, sounds=(), complete=False, awaits_sound=True)
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        item = film(ProcessingState.RUNNING, made_of=None, status=status)
        assert is_shown(silent, item, item.track(TrackKind.MAIN))
    item = film(ProcessingState.RUNNING, made_of=None, status=Status.PUBLISHED)
    assert not is_shown(silent, item, item.track(TrackKind.MAIN))
    assert is_shown(playback(SIGNED, complete=False), item, item.track(TrackKind.MAIN))
    with pytest.raises(Invalid, match="noch keinen Ton"):
        publishable(film(ProcessingState.RUNNING, complete=False, awaits_sound=True))


def test_what_can_be_heard_is_not_replaced_by_what_cannot() -> None:
    silent = playback(SIGNED, sounds=(), complete=False, awaits_sound=True)
    assert not is_news(playback(MAIN, complete=False), silent)
    assert is_news(silent, playback(SIGNED, complete=False))
    assert not is_news(silent, silent)


def test_a_track_keeps_its_place() -> None:
    first = track(TrackKind.SIGN_LANGUAGE, SIGNED)
    second = track(TrackKind.AUDIO_DESCRIPTION, DESCRIBED)
    item = video(tracks=(first, second))
    assert with_track(item, first) == item


def test_stopping_leaves_no_track_without_a_file() -> None:
    empty = Track(kind=TrackKind.SIGN_LANGUAGE, pending=OLD)
    item = video(tracks=(empty,), pending=NEW)
    assert stopped(item, TrackKind.SIGN_LANGUAGE).tracks == ()
    assert stopped(item, TrackKind.MAIN) == video(tracks=(empty,))
