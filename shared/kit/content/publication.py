"""What the public may fetch of an item: copies in the public bucket, made and removed."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import Generic, TypeVar

from shared.contracts.content import Content, Status
from shared.contracts.errors import NotFound
from shared.kit import log
from shared.kit.blobs import MEDIA, Blob, Blobs
from shared.kit.content.copies import Copy, Text, Writing, is_playlist
from shared.kit.content.pictures import folder_of, pictures
from shared.kit.content.store import ContentStore

C = TypeVar("C", bound=Content)

Files = Callable[[C], Awaitable[Sequence[Blob | Text]]]
"""What a published item opens beside its pictures: objects of the private bucket, below the
item's own folder, and texts. They are public under the same keys."""

Stays = Callable[[C], Collection[str]]
"""Folders of a published item that are left in the public bucket as they are, for those who are
in the middle of them; what is not there (any more) is not opened anew."""

_COPIES_AT_ONCE = 8
_COPIES_UNSEEN = 64
"""After so many copies the item's state is looked at again: it may have been withdrawn."""

_logger = log.get("hub.publication")


async def pictures_alone(_: Content) -> Sequence[Blob]:
    """For kinds that consist of text and pictures."""
    return ()


def nothing_stays(_: Content) -> Collection[str]:
    """For kinds that show what is new at once."""
    return ()


class Publication(Generic[C]):
    """Makes the public bucket agree with an item's present state, however often it is asked; in
    one process one item at a time (`Settling`).

    A picture that is missing in the store holds nothing up: it was there when the draft was
    written, so the store has lost it. It is named in the log, and the rest is published.
    """

    def __init__(
        self,
        store: ContentStore[C],
        blobs: Blobs,
        files: Files[C],
        stays: Stays[C] = nothing_stays,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._files = files
        self._stays = stays

    async def settle(self, item_id: str) -> None:
        """Opens or closes what belongs to the item, again if something changed meanwhile."""
        while not await self._agree((await self._store.get(item_id)).item):
            pass

    async def _agree(self, item: C) -> bool:
        """False where the item, or what belongs to it, has changed in the meantime."""
        if item.published_at is None:
            return True
        there = {blob.key: blob.bytes for blob in await self._listing(item)}
        wanted = await self._wanted(item)
        due = [copy for copy in wanted.values() if copy.due(there)]
        for first in range(0, len(due), _COPIES_UNSEEN):
            await self._copy(due[first : first + _COPIES_UNSEEN])
            if await self._changed(item):
                return False
        playlists = [copy for copy in wanted.values() if copy.playlist]
        await self._copy(playlists)
        left = self._left(item)
        await self._remove([key for key in there if key not in wanted and not key.startswith(left)])
        if playlists and (await self._wanted(item)).keys() - wanted.keys():
            return False  # a playlist may name what has come since the bucket was looked through
        return not await self._changed(item)

    async def _listing(self, item: C) -> list[Blob]:
        return await self._blobs.listing(MEDIA, f"{folder_of(item)}/")

    async def _changed(self, item: C) -> bool:
        return (await self._store.get(item.id)).item.revision != item.revision

    async def _wanted(self, item: C) -> dict[str, Copy]:
        if item.status is not Status.PUBLISHED:
            return {}
        folder = folder_of(item)
        shown = [Copy(image.key, f"{folder}/{image.key}") for image in pictures(item)]
        own = [_own(each) for each in await self._files(item)]
        return {copy.target: copy for copy in (*shown, *own)}

    def _left(self, item: C) -> tuple[str, ...]:
        public = item.status is Status.PUBLISHED
        return tuple(f"{folder}/" for folder in self._stays(item)) if public else ()

    async def _copy(self, copies: Iterable[Copy]) -> None:
        places = asyncio.Semaphore(_COPIES_AT_ONCE)

        async def make(copy: Copy) -> None:
            async with places:
                try:
                    await copy.make(self._blobs)
                except NotFound:
                    _logger.warning("missing in the store", wanted=copy.target)

        await asyncio.gather(*(make(copy) for copy in copies))

    async def _remove(self, keys: Sequence[str]) -> None:
        """Playlists first: without them, the rest is not found any more."""
        for playlists in (True, False):
            if chosen := [key for key in keys if is_playlist(key) is playlists]:
                await self._blobs.delete(MEDIA, chosen)


def _own(file: Blob | Text) -> Copy:
    return Writing(file) if isinstance(file, Text) else Copy(file.key, file.key, file.bytes)
