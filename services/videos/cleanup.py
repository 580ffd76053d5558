"""Regular cleanup of the object store: what no document refers to goes after a time of grace.

Several processes may do it at once: to delete again, or to settle again, does no harm.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta

from services.videos.garbage import is_of_the_run, over, unused_renders, unused_sources
from services.videos.speech import is_awaited
from services.videos.tracks import in_work, tracks_of
from shared.contracts import captions
from shared.contracts.content import Status
from shared.contracts.errors import HubError, NotFound
from shared.contracts.video import Video
from shared.kit import log
from shared.kit.blobs import MEDIA, RENDERS, SOURCES, Blob, Blobs, OpenUpload
from shared.kit.content.outbox import Effect
from shared.kit.content.store import ContentStore
from shared.kit.documents import DatabaseError
from shared.kit.ids import now

_UPLOAD_DAYS = timedelta(days=7)
_IMAGE_DAYS = timedelta(days=1)
_VIDEOS, _IMAGES = "videos/", "images/"
_DELETED_UNSEEN = 500
"""After so many deletions the video is looked at again: a run may have begun since."""

_logger = log.get("hub.cleanup")


class Cleanup:
    """Goes through the videos that have objects in the store, one after the other.

    `settle` makes the public bucket agree with a video; `make_up` is told of every video, and
    `ask_again` at the end of those that wait for a run or for automatic captions.
    """

    def __init__(
        self,
        store: ContentStore[Video],
        blobs: Blobs,
        settle: Effect,
        make_up: Callable[[Video], Awaitable[None]],
        ask_again: Callable[[Iterable[Video]], Awaitable[None]],
        grace: timedelta,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._settle = settle
        self._make_up = make_up
        self._ask_again = ask_again
        self._grace = grace

    async def sweep(self) -> None:
        """Once through everything; what is wrong with one video holds up no other."""
        waiting: list[Video] = []
        for video_id in await self._video_ids():
            try:
                video = await self._clean(video_id)
            except NotFound:
                # The database may be the wrong one, or an old copy: nothing is thrown away.
                _logger.warning("objects of a video nobody knows", video=video_id)
            except (HubError, DatabaseError) as error:
                _logger.warning("cleanup of a video waits", video=video_id, reason=repr(error))
            except Exception:
                _logger.exception("cleanup of a video stuck", video=video_id)
            else:
                waiting += [video] if in_work(video) or is_awaited(video) else []
        await self._ask_again(waiting)
        await self._forget_uploads()
        await self._forget_images()

    async def _video_ids(self) -> list[str]:
        folders = [
            folder
            for bucket in (RENDERS, SOURCES)
            for folder in await self._blobs.folders(bucket, _VIDEOS)
        ]
        return sorted({folder.removeprefix(_VIDEOS).rstrip("/") for folder in folders})

    async def _clean(self, video_id: str) -> Video:
        video = await self._video(video_id)
        prefix, texts = f"{_VIDEOS}{video_id}/", f"{captions.folder(video.id)}/"
        made = await self._blobs.listing(RENDERS, prefix)
        await self._clean_renders(video, [blob for blob in made if not blob.key.startswith(texts)])
        # Listed right before they go: the same text, which has the same name, may be sent again.
        await self._clean_renders(video, await self._blobs.listing(RENDERS, texts))
        sent = await self._blobs.listing(SOURCES, prefix)
        video = await self._video(video_id)
        await self._delete(SOURCES, unused_sources(video, sent, now() - self._grace))
        await self._close(video)
        await self._make_up(video)
        return video

    async def _video(self, video_id: str) -> Video:
        return (await self._store.get(video_id)).item

    async def _clean_renders(self, video: Video, made: Sequence[Blob]) -> None:
        """What tells a run of finished work goes first: one that begins meanwhile finds either
        all of it, or makes it anew.
        """
        at = now()
        before = at - self._grace
        unused = unused_renders(video, made, before, at)
        for of_the_run in (True, False):
            keys = [key for key in unused if is_of_the_run(key) is of_the_run]
            for some in range(0, len(keys), _DELETED_UNSEEN):
                present = await self._video(video.id)
                still = set(unused_renders(present, made, before, at))
                due = keys[some : some + _DELETED_UNSEEN]
                await self._delete(RENDERS, [key for key in due if key in still])

    async def _close(self, video: Video) -> None:
        """A folder whose time is over is not public any more."""
        if video.status is Status.PUBLISHED:
            for folder in over(video, now()):
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
        """A file that somebody still sends, as a part of it has come within the time; or one of
        a video that the database does not know.
        """
        try:
            video = await self._video(upload.key.split("/")[1])
        except NotFound:
            return True
        try:
            parts = await self._blobs.parts(SOURCES, upload.key, upload.id)
        except NotFound:
            return False
        wanted = {track.pending.upload_id for track in tracks_of(video) if track.pending}
        before = now() - _UPLOAD_DAYS
        late = any(part.arrived_at is None or part.arrived_at >= before for part in parts)
        return upload.id in wanted and late

    async def _forget_images(self) -> None:
        """Pictures that were sent and never finished."""
        before = now() - _IMAGE_DAYS
        sent = await self._blobs.listing(SOURCES, _IMAGES)
        old = [blob.key for blob in sent if blob.modified_at and blob.modified_at < before]
        await self._delete(SOURCES, old)
