"""Photos of reports: sent to the store, drawn anew, private for good, deleted with the report."""

import asyncio
import sys
import tempfile
from pathlib import Path

from services.remakes import redraw
from shared.contracts import remake_faults as faults
from shared.contracts.errors import Invalid, NotFound, Unavailable
from shared.contracts.remake import RemakePhoto
from shared.contracts.remake_calls import BeginPhoto, PhotoUpload
from shared.kit import log
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.content.images import sniff
from shared.kit.ids import new_id
from shared.kit.process import Limits, ProcessFailed, ProcessTooSlow, run

MOST_BYTES = 12_000_000
FOLDER = "remakes/"
_SENDING_SECONDS = 900
_LOOKING_SECONDS = 300
_DRAWING_AT_ONCE = 2
_WAITING = 8
"""More than these would take the places of those who only read."""

_LIMITS = Limits(cpu_seconds=8, wall_seconds=12, memory_bytes=1_000_000_000, file_bytes=20_000_000)
_DRAWN = {"image/jpeg", "image/png", "image/webp"}
_TOO_LARGE = faults.PHOTO_TOO_LARGE % {"megabytes": MOST_BYTES // 1_000_000}
_TOO_MANY_PIXELS = faults.TOO_MANY_PIXELS % {"megapixels": redraw.MOST_PIXELS // 1_000_000}

_logger = log.get("hub.remakes.photos")


def key_of(remake_id: str) -> str:
    """Where the photo of a report lies in the private bucket."""
    return f"{FOLDER}{remake_id}.jpg"


class Photos:
    """All that is done with photos in the store."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._places = asyncio.Semaphore(_DRAWING_AT_ONCE)
        self._asked = 0

    def begin(self, request: BeginPhoto) -> PhotoUpload:
        """Addresses for one photo, good for a quarter of an hour."""
        if not 0 < request.bytes <= MOST_BYTES:
            raise Invalid(_TOO_LARGE, field="photo")
        key = f"{FOLDER}{new_id()}"
        return PhotoUpload(
            key=key,
            url=self._blobs.presign_put(SOURCES, key, _SENDING_SECONDS),
            inner_url=self._blobs.presign_inner_put(SOURCES, key, _SENDING_SECONDS),
        )

    async def draw(self, source_key: str, remake_id: str, alt: str) -> RemakePhoto:
        """Draws what was sent anew, for this report; `Invalid` where it is no photo, and
        `Unavailable` where many are being drawn.
        """
        if self._asked >= _DRAWING_AT_ONCE + _WAITING:
            raise Unavailable(faults.MANY_PHOTOS)
        self._asked += 1
        try:
            async with self._places:
                drawn, width, height = await _drawn(await self._sent(source_key))
        finally:
            self._asked -= 1
        await self._blobs.put(RENDERS, key_of(remake_id), drawn, "image/jpeg")
        return RemakePhoto(alt=alt, width=width, height=height)

    async def _sent(self, key: str) -> bytes:
        if not key.startswith(FOLDER):
            raise Invalid(faults.UNKNOWN_PHOTO, field="photo")
        try:
            if (await self._blobs.stat(SOURCES, key)).bytes > MOST_BYTES:
                raise Invalid(_TOO_LARGE, field="photo")
            return await self._blobs.get(SOURCES, key)
        except NotFound:
            raise Invalid(faults.PHOTO_AGAIN, field="photo") from None

    def address(self, remake_id: str) -> str:
        """Where the photo can be fetched for five minutes."""
        return self._blobs.presign_public_get(RENDERS, key_of(remake_id), _LOOKING_SECONDS)

    async def forget(self, source_key: str) -> None:
        """Deletes what was sent, once it is drawn; else the cleanup does."""
        await self._blobs.delete(SOURCES, [source_key])

    async def delete(self, remake_id: str) -> None:
        """Deletes the photo of a report, where there is one."""
        await self._blobs.delete(RENDERS, [key_of(remake_id)])


async def _drawn(data: bytes) -> tuple[bytes, int, int]:
    """A JPEG of nothing but the photo's pixels, with its width and height."""
    _check(data)
    with tempfile.TemporaryDirectory(prefix="photo-") as name:
        folder = Path(name)
        source, target = folder / "source", folder / "target"
        await asyncio.to_thread(source.write_bytes, data)
        command = (sys.executable, "-I", redraw.__file__, str(source), str(target))
        try:
            said = await run(command, _LIMITS, folder=folder)
        except (ProcessFailed, ProcessTooSlow) as error:
            raise _refusal(error) from None
        width, height = (int(word) for word in said.text.split())
        return await asyncio.to_thread(target.read_bytes), width, height


def _check(data: bytes) -> None:
    try:
        known = sniff(data) in _DRAWN
    except Invalid:
        known = False
    if not known:
        raise Invalid(faults.NO_PHOTO, field="photo")


def _refusal(error: ProcessFailed | ProcessTooSlow) -> Invalid | Unavailable:
    """Spent CPU time is the file's fault, spent time alone is the machine's."""
    if isinstance(error, ProcessTooSlow) or error.by_machine or error.by_full_disk:
        _logger.warning("a photo was not drawn", reason=str(error))
        return Unavailable(faults.PHOTO_NOT_READ)
    if error.returncode == redraw.TOO_MANY_PIXELS:
        return Invalid(_TOO_MANY_PIXELS, field="photo")
    if error.returncode != redraw.NO_PICTURE:
        _logger.warning("a photo was not drawn", reason=str(error))
    return Invalid(faults.NO_PHOTO, field="photo")
