"""What is deleted by itself: reports whose time is over, and photos that no report shows."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath

from services.remakes.photos import FOLDER, Photos
from services.remakes.store import RemakeStore
from shared.kit import log
from shared.kit.blobs import RENDERS, SOURCES, Blob, Blobs
from shared.kit.ids import now

_SENT_KEPT = timedelta(hours=2)
_AT_ONCE = 200

_logger = log.get("hub.remakes.cleanup")


class Cleanup:
    """Makes up for processes that died between the document and the store, too."""

    def __init__(self, store: RemakeStore, photos: Photos, blobs: Blobs) -> None:
        self._store = store
        self._photos = photos
        self._blobs = blobs

    async def sweep(self) -> None:
        """Once through all; photos being sent just now are left alone."""
        moment = now()
        for remake_id in await self._store.expired(moment):
            if await self._store.expire(remake_id, moment):
                await self._photos.delete(remake_id)
        await self._forget_sent(moment - _SENT_KEPT)
        await self._delete_orphans(moment - _SENT_KEPT)

    async def _forget_sent(self, before: datetime) -> None:
        sent = await self._old(SOURCES, before)
        if sent:
            await self._blobs.delete(SOURCES, [blob.key for blob in sent])

    async def _delete_orphans(self, before: datetime) -> None:
        drawn = await self._old(RENDERS, before)
        for first in range(0, len(drawn), _AT_ONCE):
            ids = {PurePosixPath(blob.key).stem for blob in drawn[first : first + _AT_ONCE]}
            for orphan in ids - await self._store.with_photo(tuple(ids)):
                _logger.warning("a photo that no report shows", remake=orphan)
                await self._photos.delete(orphan)

    async def _old(self, bucket: str, before: datetime) -> list[Blob]:
        found = await self._blobs.listing(bucket, FOLDER)
        return [blob for blob in found if blob.modified_at and blob.modified_at < before]
