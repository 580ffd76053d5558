"""What nothing refers to leaves the store, by the store's own word of when it was written."""

import asyncio
from datetime import timedelta

from services.videos.cleanup import Cleanup
from shared.contracts import jobs
from shared.contracts.jobs import TranscodeDone
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, SOURCES
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from shared.kit.ids import new_id
from tests.integration.videos.studio import Studio, head, playback

GRACE = timedelta(seconds=1)


async def sweep(studio: Studio, grace: timedelta = GRACE, *, at_once: int = 1) -> set[str]:
    """Cleans as so many processes of the service would; the videos that each was told of."""
    settled: set[str] = set()

    async def settle(video_id: str) -> None:
        settled.add(video_id)

    async def make_up(_: Video) -> None:
        return

    async with database(studio.hub.mongo_url, "videos") as documents:
        store = ContentStore(documents, Video)
        cleanups = [Cleanup(store, studio.blobs, settle, make_up, grace) for _ in range(at_once)]
        await asyncio.gather(*(cleanup.sweep() for cleanup in cleanups))
    return settled


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
