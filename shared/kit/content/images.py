"""Pictures of content: sent to the object store, checked, kept under a name of their content."""

import hashlib

from shared.contracts.caller import Caller, Role
from shared.contracts.calls import BeginImage, FinishImage, ImageUpload
from shared.contracts.content import Image
from shared.contracts.errors import Forbidden, Invalid
from shared.kit.blobs import MEDIA, SOURCES, Blobs
from shared.kit.content.rights import require
from shared.kit.content.svg import check_svg
from shared.kit.ids import new_id

_ADDRESS_SECONDS = 900
_MOST_BYTES = 10_000_000
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


class Images:
    """The two steps of sending a picture."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    async def begin(self, request: BeginImage, caller: Caller | None) -> ImageUpload:
        author = require(caller, Role.AUTHOR)
        if not 0 < request.bytes <= _MOST_BYTES:
            raise Invalid("Das Bild ist leer oder größer als 10 MB.", field="bytes")
        key = f"images/{author.id}/{new_id()}.{_ENDINGS[request.mime_type]}"
        return ImageUpload(key=key, url=self._blobs.presign_put(SOURCES, key, _ADDRESS_SECONDS))

    async def finish(self, request: FinishImage, caller: Caller | None) -> Image:
        """The picture as it can be set in a draft, or `Invalid` where it is none."""
        author = require(caller, Role.AUTHOR)
        if not request.key.startswith(f"images/{author.id}/"):
            raise Forbidden("Dieses Bild gehört jemand anderem.", field="key")
        if (await self._blobs.stat(SOURCES, request.key)).bytes > _MOST_BYTES:
            raise Invalid("Das Bild ist größer als 10 MB.", field="key")
        data = await self._blobs.get(SOURCES, request.key)
        mime_type = sniff(data)
        key = f"images/{hashlib.sha256(data).hexdigest()}.{_ENDINGS[mime_type]}"
        await self._blobs.put(MEDIA, key, data, mime_type)
        await self._blobs.delete(SOURCES, [request.key])
        return Image(key=key, alt=request.alt, credit=request.credit)


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
