"""Which bytes of a video the public may fetch: copies in the public bucket, made and removed."""

import asyncio

from shared.contracts.content import Status
from shared.contracts.video import Video
from shared.kit.blobs import MEDIA, RENDERS, Blobs
from shared.kit.content.store import ContentStore

_COPIES_AT_ONCE = 8


class PublicMedia:
    """Makes the public bucket agree with a video's present state, however often it is asked."""

    def __init__(self, store: ContentStore[Video], blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs

    async def settle(self, video_id: str) -> None:
        """Opens or closes the video's media, again if its state changed meanwhile."""
        video = (await self._store.get(video_id)).item
        while True:
            await self._agree(video)
            after = (await self._store.get(video_id)).item
            if _public(after) == _public(video):
                return
            video = after

    async def _agree(self, video: Video) -> None:
        prefix = f"videos/{video.id}/"
        there = {blob.key: blob.bytes for blob in await self._blobs.listing(MEDIA, prefix)}
        wanted = await self._wanted(video)
        await self._copy([key for key, size in wanted.items() if there.get(key) != size])
        stale = [key for key in there if key not in wanted]
        if stale:
            await self._blobs.delete(MEDIA, stale)

    async def _wanted(self, video: Video) -> dict[str, int]:
        prefixes = _public(video)
        if not prefixes:
            return {}
        made = await self._blobs.listing(RENDERS, f"videos/{video.id}/")
        return {blob.key: blob.bytes for blob in made if blob.key.startswith(prefixes)}

    async def _copy(self, keys: list[str]) -> None:
        """Playlists last, so that nobody is sent to a segment that is not there yet."""
        places = asyncio.Semaphore(_COPIES_AT_ONCE)

        async def copy(key: str) -> None:
            async with places:
                await self._blobs.copy((RENDERS, key), (MEDIA, key))

        for playlists in (False, True):
            await asyncio.gather(*(copy(key) for key in keys if key.endswith(".m3u8") is playlists))


def _public(video: Video) -> tuple[str, ...]:
    """The prefixes of what may be seen; none for a video that is not published."""
    if video.status is not Status.PUBLISHED or video.playback is None:
        return ()
    folder = video.playback.master_key.rpartition("/")[0] + "/"
    return (folder, *(caption.key for caption in video.captions))
