"""What nothing refers to leaves the store, by the store's own word of when it was written."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from services.videos.cleanup import Cleanup
from services.videos.lost_runs import LostRuns
from shared.contracts import jobs
from shared.contracts.jobs import TranscodeDone
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, SOURCES
from shared.kit.content.store import ContentStore
from shared.kit.content.stored import Stored
from shared.kit.documents import Database, database
from shared.kit.ids import new_id
from tests.integration.videos.studio import Studio, head, playback

GRACE = timedelta(seconds=1)


@asynccontextmanager
async def videos(studio: Studio) -> AsyncIterator[Database]:
    """The database of the service."""
    async with database(studio.hub.mongo_url, "videos") as documents:
        yield documents


def cleanup(
    studio: Studio, store: ContentStore[Video], told: set[str], grace: timedelta = GRACE
) -> Cleanup:
    """As the service makes it, except that others settle and make up."""

    async def settle(_: str) -> None:
        return

    async def make_up(video: Video) -> None:
        told.add(video.id)

    async def ask_again(_: Iterable[Video]) -> None:
        return

    return Cleanup(store, studio.blobs, settle, make_up, ask_again, grace)


async def sweep(studio: Studio, grace: timedelta = GRACE, *, at_once: int = 1) -> set[str]:
    """Cleans as so many processes of the service would; the videos that were looked at."""
    told: set[str] = set()
    async with videos(studio) as documents:
        store = ContentStore(documents, Video)
        cleanups = [cleanup(studio, store, told, grace) for _ in range(at_once)]
        await asyncio.gather(*(each.sweep() for each in cleanups))
    return told


async def folders(studio: Studio, prefix: str) -> set[str]:
    """Those that hold something: some stores keep the empty ones."""
    made = await studio.blobs.listing(RENDERS, f"{prefix}/")
    return {"/".join(blob.key.split("/")[:3]) for blob in made}


async def test_only_what_is_not_referred_to_goes_and_only_after_the_grace(
    studio: Studio,
) -> None:
    _, run = await studio.started()
    plays, orphan = f"{run.prefix}/{'7' * 16}", f"{run.prefix}/{'8' * 16}"
    for folder in (plays, orphan):
        await studio.make(folder, 1)
    await studio.blobs.put(SOURCES, f"{run.prefix}/alt", b"x", "video/mp4")
    await asyncio.sleep(GRACE.total_seconds() * 2.5)  # the store counts in whole seconds

    await sweep(studio)
    assert await folders(studio, run.prefix) == {plays, orphan}, "a run is in work"
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(plays))
    await studio.bus.call(jobs.DONE, done)
    await sweep(studio, timedelta(hours=1))
    assert await folders(studio, run.prefix) == {plays, orphan}, "still young"

    await sweep(studio, at_once=3)
    assert await folders(studio, run.prefix) == {plays}
    sent = {blob.key for blob in await studio.blobs.listing(SOURCES, f"{run.prefix}/")}
    assert sent == {run.source_key}


async def test_objects_of_a_video_that_the_database_does_not_know_stay(studio: Studio) -> None:
    stranger = f"videos/{new_id()}"
    await studio.make(f"{stranger}/{'9' * 16}", 1)
    await asyncio.sleep(GRACE.total_seconds() * 2.5)
    await sweep(studio)
    assert len(await folders(studio, stranger)) == 1


async def test_an_upload_that_is_open_is_listed_with_its_age(studio: Studio) -> None:
    key = f"videos/{new_id()}/{new_id()}"
    upload = await studio.blobs.begin_parts(SOURCES, key, "video/mp4")
    (found,) = [one for one in await studio.blobs.open_uploads(SOURCES, key) if one.key == key]
    assert found.id == upload
    assert found.begun_at.tzinfo is not None
    await sweep(studio)
    assert await studio.blobs.open_uploads(SOURCES, key) == [found]
    await studio.blobs.abort_parts(SOURCES, key, upload)
    assert await studio.blobs.open_uploads(SOURCES, key) == []


async def test_a_video_that_cannot_be_read_holds_up_no_other(studio: Studio) -> None:
    broken = "00000000-0000-7000-8000-000000000000"
    _, run = await studio.started()
    await studio.make(f"videos/{broken}/{'9' * 16}", 1)
    async with videos(studio) as documents:
        await documents["items"].insert_one(
            {"_id": broken, "slugs": [broken], "status": "no such state"}
        )
        try:
            assert run.video_id in await sweep(studio)
        finally:
            await documents["items"].delete_one({"_id": broken})
    assert len(await folders(studio, f"videos/{broken}")) == 1


class Hurried(ContentStore[Video]):
    """Documents that change the moment somebody looks at them."""

    change: Callable[[], Awaitable[None]]

    async def get(self, item_id: str) -> Stored[Video]:
        await self.change()
        return await super().get(item_id)


async def test_a_run_that_begins_while_a_folder_goes_finds_no_half_of_its_work(
    studio: Studio,
) -> None:
    video, run = await studio.started()
    plays, orphan = f"{run.prefix}/{'7' * 16}", f"{run.prefix}/{'8' * 16}"
    for folder in (plays, orphan):
        await studio.make(folder, 2)
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(plays))
    await studio.bus.call(jobs.DONE, done)
    await asyncio.sleep(GRACE.total_seconds() * 2.5)

    async def names() -> set[str]:
        found = await studio.blobs.listing(RENDERS, f"{orphan}/")
        return {blob.key.removeprefix(f"{orphan}/") for blob in found}

    async def change() -> None:
        if "plan.json" not in await names():
            await studio.ask("transcodeVideo", video)

    async with videos(studio) as documents:
        store = Hurried(documents, Video)
        store.change = change
        await cleanup(studio, store, set()).sweep()
    left = await names()
    assert {"360p/00000.m4s", "360p/00001.m4s", "360p/index.m3u8"} <= left
    assert not [name for name in left if name.startswith(("plan", "chunks/"))]
    await studio.run(video)


@pytest.mark.parametrize("lose", ["purge_stream", "delete_stream"])
async def test_a_run_whose_jobs_were_lost_is_asked_for_again(studio: Studio, lose: str) -> None:
    video, run = await studio.started()
    lost = LostRuns(studio.bus.jetstream)
    await getattr(studio.bus.jetstream, lose)(jobs.STREAM)
    for _ in range(2):
        await lost.ask_again([await studio.video(video)])
    assert (await studio.run(video)).id == run.id
    assert (await studio.bus.jetstream.stream_info(jobs.STREAM)).state.messages == 0
