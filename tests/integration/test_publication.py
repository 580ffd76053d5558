"""The public bucket agrees with an item's state: on the real store, with everything at once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from infra.local.supervisor import Hub
from services.videos.media import VideoFiles, retired_folders
from services.videos.playlists import Playlists
from shared.contracts.content import Image, Status
from shared.contracts.video import Caption, Playback, Retired, Track, TrackKind, Video
from shared.kit.blobs import MEDIA, RENDERS, Blob, Blobs
from shared.kit.content.closing import Closing
from shared.kit.content.copies import Text
from shared.kit.content.publication import Files, Publication
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from shared.kit.ids import new_id, now

HLS = "application/vnd.apple.mpegurl"
SEGMENTS = 600


@pytest.fixture(scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """Storage alone; the tests speak in the place of the videos service."""
    data = tmp_path_factory.mktemp("hub")
    async with Hub.start(data=data, programs=(), edge=False) as running:
        yield running


@pytest.fixture(scope="module")
async def store(hub: Hub) -> AsyncIterator[ContentStore[Video]]:
    async with database(hub.mongo_url, "publication") as documents:
        made = ContentStore(documents, Video)
        await made.prepare()
        yield made


@pytest.fixture(scope="module")
async def blobs(hub: Hub) -> AsyncIterator[Blobs]:
    access = hub.place.s3_access("videos")
    async with Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as opened:
        yield opened


async def kept(store: ContentStore[Video], **fields: Any) -> Video:
    """A published video, as its document is."""
    at, own_id = now(), fields.pop("id", None) or new_id()
    given = {
        "slug": f"film-{own_id}",
        "title": "Film",
        "publisher": "Iserlohn",
        "status": Status.PUBLISHED,
        "published_at": at,
        "playback": Playback(folder=f"videos/{own_id}/{'a' * 16}"),
        **fields,
    }
    video = Video(
        id=own_id, translation_key=own_id, created_at=at, created_by=own_id, modified_at=at, **given
    )
    await store.insert(video, (), None)
    return video


async def changed(store: ContentStore[Video], video: Video, **fields: Any) -> Video:
    after = replace(video, revision=video.revision + 1, **fields)
    assert await store.replace(video, after, ())
    return after


async def public(blobs: Blobs, video: Video) -> set[str]:
    """What anybody may fetch of the video, named from its folder on."""
    prefix = f"videos/{video.id}/"
    return {blob.key.removeprefix(prefix) for blob in await blobs.listing(MEDIA, prefix)}


async def written(blobs: Blobs, video: Video, *names: str) -> None:
    for name in names:
        await blobs.put(RENDERS, f"videos/{video.id}/{name}", name.encode(), "text/plain")


def everything(blobs: Blobs) -> Files[Video]:
    """Opens all that lies below the video."""

    async def files(video: Video) -> list[Blob]:
        return await blobs.listing(RENDERS, f"videos/{video.id}/")

    return files


async def test_a_playlist_that_grew_is_public_with_what_it_names(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    video = await kept(store)
    settle = Publication(store, blobs, everything(blobs)).settle
    playlist = f"videos/{video.id}/index.m3u8"
    for number in range(3):
        await written(blobs, video, f"{number}.m4s")
        await blobs.put(RENDERS, playlist, f"up to {number}".encode(), HLS)
        await settle(video.id)
        assert await public(blobs, video) == {
            "index.m3u8",
            *(f"{each}.m4s" for each in range(number + 1)),
        }
        assert await blobs.get(MEDIA, playlist) == f"up to {number}".encode()
    assert (await blobs.stat(MEDIA, playlist)).content_type == HLS


async def test_a_chunk_that_comes_while_playlists_are_copied_is_public_with_them(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    video = await kept(store)
    looked = 0

    async def files(item: Video) -> Sequence[Blob | Text]:
        nonlocal looked
        found = await everything(blobs)(item)
        looked += 1
        if looked == 1:  # lands after the bucket was looked through, before playlists are copied
            await written(blobs, item, "2.m4s")
        return found

    await written(blobs, video, "1.m4s", "index.m3u8")
    await Publication(store, blobs, files).settle(video.id)
    assert await public(blobs, video) == {"1.m4s", "2.m4s", "index.m3u8"}


async def test_a_video_withdrawn_while_it_is_opened_is_closed(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    video = await kept(store)
    names = [f"{number:05d}.m4s" for number in range(SEGMENTS)]
    await asyncio.gather(*(written(blobs, video, name) for name in [*names, "index.m3u8"]))
    opening, closing = (Publication(store, blobs, everything(blobs)) for _ in range(2))
    task = asyncio.create_task(opening.settle(video.id))
    while not await public(blobs, video):
        await asyncio.sleep(0.01)
    await changed(store, video, status=Status.WITHDRAWN)
    await asyncio.gather(task, closing.settle(video.id))
    assert await public(blobs, video) == set()


async def test_a_picture_that_the_store_has_lost_holds_nothing_up(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    there, lost = (Image(key=f"images/{letter * 64}.png", alt="?") for letter in "ab")
    await blobs.put(RENDERS, there.key, b"picture", "image/png")
    video = await kept(store, cover=lost)
    await written(blobs, video, "1.m4s")
    settle = Publication(store, blobs, everything(blobs)).settle
    await settle(video.id)
    assert await public(blobs, video) == {"1.m4s"}
    await changed(store, video, cover=there)
    await settle(video.id)
    assert await public(blobs, video) == {"1.m4s", there.key}


async def test_of_a_video_all_is_public_that_plays_and_nothing_else(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    own_id = new_id()
    old, over, sign = (f"videos/{own_id}/{letter * 16}" for letter in "bcd")
    main = f"{'a' * 16}"
    hour = timedelta(hours=1)
    caption = Caption(language="de", label="Deutsch", key=f"videos/{own_id}/captions/de-1.vtt")
    video = await kept(
        store,
        id=own_id,
        playback=Playback(folder=f"videos/{own_id}/{main}"),
        tracks=(Track(kind=TrackKind.SIGN_LANGUAGE, playback=Playback(folder=sign)),),
        retired=(Retired(folder=old, until=now() + hour), Retired(folder=over, until=now() - hour)),
        captions=(caption,),
        duration_seconds=1.0,
    )
    folders = [folder.rpartition("/")[2] for folder in (main, old, over, sign)]
    inner = ("plan.json", "chunks/00001.json", "work/sound.wav")
    for folder in [*folders, "e" * 16]:
        await written(blobs, video, *(f"{folder}/{name}" for name in ("720p/1.m4s", *inner)))
    await blobs.put(RENDERS, caption.key, b"WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n", "text/vtt")
    await written(blobs, video, "captions/en-1.vtt")
    files = VideoFiles(blobs, Playlists(blobs))
    settle = Publication(store, blobs, files, retired_folders).settle
    await settle(video.id)
    found = await public(blobs, video)
    segments = {name for name in found if name.endswith(".m4s")}
    assert segments == {f"{folder}/720p/1.m4s" for folder in (main, "d" * 16)}
    assert {f"{main}/master.m3u8", f"{'d' * 16}/master.m3u8"} <= found
    assert {"captions/de-1.vtt", "captions/de-1.m3u8"} <= found
    assert not [name for name in found if name.endswith(inner) or "captions/en" in name]
    for folder in (old, over):
        await blobs.put(MEDIA, f"{folder}/720p/1.m4s", b"film", "video/mp4")
    await settle(video.id)
    found = await public(blobs, video)
    segments = {name for name in found if name.endswith(".m4s")}
    assert segments == {f"{folder}/720p/1.m4s" for folder in (main, "b" * 16, "d" * 16)}
    await changed(store, video, status=Status.ARCHIVED)
    await settle(video.id)
    assert await public(blobs, video) == set()


async def test_what_a_crash_left_open_is_closed_and_nothing_else(
    store: ContentStore[Video], blobs: Blobs
) -> None:
    shown, withdrawn = await kept(store), await kept(store, status=Status.WITHDRAWN)
    stranger = replace(shown, id=new_id())
    for video in (shown, withdrawn, stranger):
        await blobs.put(MEDIA, f"videos/{video.id}/1.m4s", b"film", "video/mp4")
    settle = Publication(store, blobs, everything(blobs)).settle
    await Closing(store, blobs, "videos", settle).sweep()
    assert await public(blobs, withdrawn) == set()
    assert await public(blobs, shown) == {"1.m4s"}
    assert await public(blobs, stranger) == {"1.m4s"}, "the database may be the wrong one"


async def test_what_others_published_is_out_of_reach(hub: Hub, blobs: Blobs) -> None:
    await blobs.put(MEDIA, "videos/v/1.m4s", b"film", "video/mp4")
    access = hub.place.s3_access("guides")
    async with Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as guides:
        await guides.put(RENDERS, "images/a.png", b"picture", "image/png")
        await guides.copy((RENDERS, "images/a.png"), (MEDIA, "guides/g/images/a.png"))
        assert [each.key for each in await guides.listing(MEDIA, "guides/g/")] == [
            "guides/g/images/a.png"
        ]
        assert await guides.folders(MEDIA, "guides/") == ["guides/g/"]
        for place in ((RENDERS, "videos/v/1.m4s"), (MEDIA, "videos/v/2.m4s")):
            with pytest.raises(Exception, match="AccessDenied"):
                await guides.put(*place, b"no", "video/mp4")
        with pytest.raises(Exception, match="gelöscht"):
            await guides.delete(MEDIA, ["videos/v/1.m4s"])
    assert await blobs.get(MEDIA, "videos/v/1.m4s") == b"film"
