"""Pictures of content: sent to the object store, checked, kept under a name of their content.

They lie in the private bucket for good: the same picture may stand in several items, and in
earlier versions. They are few and small, so nobody collects what no item shows any more.
"""

import asyncio
import hashlib
from typing import Generic, TypeVar

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import BeginImage, FinishImage, ImageAddress, ImageOf, ImageUpload
from shared.contracts.content import Content, Image
from shared.contracts.errors import Forbidden, Invalid, NotFound
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.content.pictures import picture_fields, pictures
from shared.kit.content.rights import may_see, require
from shared.kit.content.store import ContentStore
from shared.kit.content.svg import check_svg
from shared.kit.ids import new_id

C = TypeVar("C", bound=Content)

_SENDING_SECONDS = 900
_LOOKING_SECONDS = 300
MOST_BYTES = 10_000_000
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


class Images(Generic[C]):
    """The two steps of sending a picture, and a look at it before it is published."""

    def __init__(self, store: ContentStore[C], blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs

    async def begin(self, request: BeginImage, caller: Caller | None) -> ImageUpload:
        author = require(caller, Role.AUTHOR)
        if not 0 < request.bytes <= MOST_BYTES:
            raise Invalid("Das Bild ist leer oder größer als 10 MB.", field="bytes")
        key = f"images/{author.id}/{new_id()}.{ENDINGS[request.mime_type]}"
        return ImageUpload(key=key, url=self._blobs.presign_put(SOURCES, key, _SENDING_SECONDS))

    async def finish(self, request: FinishImage, caller: Caller | None) -> Image:
        """The picture as it can be set in a draft, or `Invalid` where it is none."""
        author = require(caller, Role.AUTHOR)
        if not request.key.startswith(f"images/{author.id}/"):
            raise Forbidden("Dieses Bild gehört jemand anderem.", field="key")
        if (await self._blobs.stat(SOURCES, request.key)).bytes > MOST_BYTES:
            raise Invalid("Das Bild ist größer als 10 MB.", field="key")
        data = await self._blobs.get(SOURCES, request.key)
        mime_type = sniff(data)
        key = f"images/{hashlib.sha256(data).hexdigest()}.{ENDINGS[mime_type]}"
        await self._blobs.put(RENDERS, key, data, mime_type)
        await self._blobs.delete(SOURCES, [request.key])
        return Image(key=key, alt=request.alt, credit=request.credit)

    async def address(self, request: ImageOf, caller: Caller | None) -> ImageAddress:
        """Where those who may see the item find one of its pictures for a while."""
        item = (await self._store.get(request.id)).item
        shown = any(image.key == request.key for image in pictures(item))
        if caller is None or not may_see(item, caller) or not shown:
            raise NotFound("Dieses Bild gibt es nicht.", field="key")
        url = self._blobs.presign_public_get(RENDERS, request.key, _LOOKING_SECONDS)
        return ImageAddress(url=url)

    async def check(self, item: Content, before: Content | None = None) -> None:
        """`Invalid` with the field where the item shows a picture that nobody has sent.

        So a publication finds all that it needs. What stood in the item `before` is not looked
        for again.
        """
        known = {image.key for image in pictures(before)}
        fields = {
            image.key: name
            for name in picture_fields(type(item))
            for image in pictures(getattr(item, name))
        }
        await asyncio.gather(
            *(self._find(key, name) for key, name in fields.items() if key not in known)
        )

    async def _find(self, key: str, field: str) -> None:
        try:
            await self._blobs.stat(RENDERS, key)
        except NotFound:
            raise Invalid("Dieses Bild wurde noch nicht gesendet.", field=field) from None


def sniff(data: bytes) -> str:
    """The media type by the first bytes (WHATWG MIME Sniffing §6.1), or `Invalid`."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if b"<svg" in data[:1000]:
        check_svg(data)
        return "image/svg+xml"
    raise Invalid("Das ist kein JPEG-, PNG-, WebP- oder SVG-Bild.", field="key")
