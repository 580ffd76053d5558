"""Regular cleanup of the object store: what no document refers to goes after a time of grace.

Several processes may do it at once: to delete again, or to settle again, does no harm.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from services.videos.garbage import over, unused_renders, unused_sources
from services.videos.settings import VideoSettings
from services.videos.tracks import tracks_of
from shared.contracts.content import Status
from shared.contracts.errors import HubError, NotFound
from shared.contracts.video import Video
from shared.kit import log
from shared.kit.blobs import MEDIA, RENDERS, SOURCES, Blobs, OpenUpload
from shared.kit.content.outbox import Effect
from shared.kit.content.store import ContentStore
from shared.kit.documents import DatabaseError
from shared.kit.ids import now

_UPLOAD_DAYS = timedelta(days=7)
_IMAGE_DAYS = timedelta(days=1)
_VIDEOS, _IMAGES = "videos/", "images/"

_logger = log.get("hub.cleanup")


class Cleanup:
    """Goes through the videos that have objects in the store, one after the other.

    `settle` makes the public bucket agree with a video; `make_up` is told of every video.
    """

    def __init__(
        self,
        store: ContentStore[Video],
        blobs: Blobs,
        settle: Effect,
        make_up: Callable[[Video], Awaitable[None]],
        grace: timedelta,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._settle = settle
        self._make_up = make_up
        self._grace = grace

    async def sweep(self) -> None:
        """Once through everything."""
        for video_id in await self._video_ids():
            try:
                video = (await self._store.get(video_id)).item
            except NotFound:
                # The database may be the wrong one, or an old copy: nothing is thrown away.
                _logger.warning("objects of a video nobody knows", video=video_id)
                continue
            await self._clean(video)
        await self._forget_uploads()
        await self._forget_images()

    async def _video_ids(self) -> list[str]:
        folders = [
            folder
            for bucket in (RENDERS, SOURCES)
            for folder in await self._blobs.folders(bucket, _VIDEOS)
        ]
        return sorted({folder.removeprefix(_VIDEOS).rstrip("/") for folder in folders})

    async def _clean(self, video: Video) -> None:
        at = now()
        before = at - self._grace
        prefix = f"{_VIDEOS}{video.id}/"
        made = await self._blobs.listing(RENDERS, prefix)
        sent = await self._blobs.listing(SOURCES, prefix)
        video = (await self._store.get(video.id)).item  # a run may have begun since
        await self._delete(RENDERS, unused_renders(video, made, before, at))
        await self._delete(SOURCES, unused_sources(video, sent, before))
        await self._close(video, at)
        await self._make_up(video)

    async def _close(self, video: Video, at: datetime) -> None:
        """What is public still and should not be: a process may have died over closing it."""
        public = video.status is Status.PUBLISHED
        folders = over(video, at) if public else [f"{_VIDEOS}{video.id}"]
        for folder in folders:
            if await self._blobs.listing(MEDIA, f"{folder}/"):
                await self._settle(video.id)
                return

    async def _delete(self, bucket: str, keys: list[str]) -> None:
        if keys:
            await self._blobs.delete(bucket, keys)
            _logger.info("cleaned", bucket=bucket, objects=len(keys), first=keys[0])

    async def _forget_uploads(self) -> None:
        before = now() - _UPLOAD_DAYS
        for upload in await self._blobs.open_uploads(SOURCES, _VIDEOS):
            if upload.begun_at < before and not await self._is_wanted(upload):
                try:
                    await self._blobs.abort_parts(SOURCES, upload.key, upload.id)
                except NotFound:
                    continue

    async def _is_wanted(self, upload: OpenUpload) -> bool:
        """A file that somebody still sends: a part of it has come within the time."""
        try:
            video = (await self._store.get(upload.key.split("/")[1])).item
            parts = await self._blobs.parts(SOURCES, upload.key, upload.id)
        except NotFound:
            return False
        wanted = {track.source.upload_id for track in tracks_of(video) if track.source}
        before = now() - _UPLOAD_DAYS
        late = any(part.arrived_at is None or part.arrived_at >= before for part in parts)
        return upload.id in wanted and late

    async def _forget_images(self) -> None:
        """Pictures that were sent and never finished."""
        before = now() - _IMAGE_DAYS
        sent = await self._blobs.listing(SOURCES, _IMAGES)
        old = [blob.key for blob in sent if blob.modified_at and blob.modified_at < before]
        await self._delete(SOURCES, old)


@asynccontextmanager
async def cleaning(cleanup: Cleanup, settings: VideoSettings) -> AsyncIterator[None]:
    """While open, cleans regularly."""
    task = asyncio.create_task(_regularly(cleanup, settings))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _regularly(cleanup: Cleanup, settings: VideoSettings) -> None:
    await asyncio.sleep(settings.cleanup_first_seconds)
    while True:
        try:
            await cleanup.sweep()
        except (HubError, DatabaseError) as error:
            _logger.warning("cleanup waits", reason=repr(error))
        except Exception:
            _logger.exception("cleanup stuck")
        await asyncio.sleep(settings.cleanup_seconds)
