"""The pictures of another hub's item: fetched, checked against their names, and kept here."""

import asyncio
import hashlib
from collections.abc import Iterable
from typing import Any

from services.reuse.errors import HashMismatch, MediaMissing
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.feed import FeedMedia
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.images import ENDINGS, MOST_BYTES, sniff
from shared.kit.web import Web

_SECONDS = 30.0
_OK = 200
_AT_ONCE = 4


class Pictures:
    """A picture's key is the hash of its bytes, so what came is what was meant, or it is not."""

    def __init__(self, web: Web, blobs: Blobs) -> None:
        self._web = web
        self._blobs = blobs
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def bring(self, keys: Iterable[str], media: FeedMedia) -> None:
        """All these pictures are in the store afterwards. Raises `ItemFault`s and `FetchError`s."""
        await asyncio.gather(*(self._one(key, media) for key in keys))

    async def _one(self, key: str, media: FeedMedia) -> None:
        async with self._places:
            if await self._is_there(key):
                return
            if (url := media.pictures.get(key)) is None:
                raise MediaMissing("Zu einem Bild fehlt die Adresse.")
            data = await self._fetch(url)
            await self._blobs.put(RENDERS, key, data, _checked(key, data))

    async def _is_there(self, key: str) -> bool:
        try:
            await self._blobs.stat(RENDERS, key)
        except NotFound:
            return False
        return True

    async def _fetch(self, url: str) -> bytes:
        reply = await self._web.fetch(url, most_bytes=MOST_BYTES, seconds=_SECONDS)
        if reply.status != _OK:
            raise MediaMissing(f"Ein Bild fehlt dort: Die Antwort ist {reply.status}.")
        return reply.body


def without_pictures(value: Any) -> Any:
    """The content with nothing where pictures stand: they are seen at the source."""
    if _is_picture(value):
        return None
    if isinstance(value, dict):
        return {name: without_pictures(each) for name, each in value.items()}
    return [without_pictures(each) for each in value] if isinstance(value, list) else value


def _is_picture(value: Any) -> bool:
    return isinstance(value, dict) and str(value.get("key", "")).startswith("images/")


def _checked(key: str, data: bytes) -> str:
    """The media type of a picture that is what its key says."""
    try:
        mime_type = sniff(data)
    except Invalid as error:
        raise HashMismatch(f"Ein Bild ist keins: {error.message}") from None
    if key != f"images/{hashlib.sha256(data).hexdigest()}.{ENDINGS[mime_type]}":
        raise HashMismatch("Ein Bild ist nicht das, das im Inhalt steht.")
    return mime_type
