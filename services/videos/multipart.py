"""A file's parts in the object store, from the first to their joining."""

import math

from msgspec.structs import replace

from shared.contracts.errors import Conflict, NotFound
from shared.contracts.uploads import PART_BYTES, Part, Parts, PartsRequest
from shared.contracts.video import Source
from shared.kit.blobs import SOURCES, Blobs, StoredPart

_ADDRESS_SECONDS = 3600


class Multipart:
    """The multipart uploads of the bucket for what was sent."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    async def open(self, file: Source) -> Source:
        """The file, which has a key only, as one that is on its way."""
        upload_id = await self._blobs.begin_parts(SOURCES, file.key, "application/octet-stream")
        return replace(file, upload_id=upload_id)

    async def goes_on(self, source: Source) -> bool:
        """Whether the upload is open and the store still knows it."""
        if not source.upload_id:
            return False
        try:
            await self._blobs.parts(SOURCES, source.key, source.upload_id)
        except NotFound:
            return False
        return True

    async def some(self, source: Source, request: PartsRequest) -> Parts:
        """The parts asked for with their addresses, and which of them have arrived."""
        arrived = {
            part.number: part
            for part in await self._blobs.parts(SOURCES, source.key, source.upload_id)
        }
        total = math.ceil(source.bytes / PART_BYTES)
        last = min(request.after + request.first, total)
        numbers = range(request.after + 1, last + 1)
        return Parts(
            part_bytes=PART_BYTES,
            total=total,
            parts=tuple(self._part(source, number, arrived) for number in numbers),
        )

    def _part(self, source: Source, number: int, arrived: dict[int, StoredPart]) -> Part:
        size = min(PART_BYTES, source.bytes - (number - 1) * PART_BYTES)
        url = self._blobs.presign_part(
            SOURCES, source.key, source.upload_id, number, _ADDRESS_SECONDS
        )
        there = arrived.get(number)
        return Part(number=number, bytes=size, url=url, done=bool(there and there.bytes == size))

    async def join(self, source: Source) -> None:
        """Makes one object of the parts, or raises `Conflict` where some are missing."""
        try:
            arrived = await self._blobs.parts(SOURCES, source.key, source.upload_id)
        except NotFound:
            await self._check_joined(source)
            return
        if sum(part.bytes for part in arrived) != source.bytes:
            await self._check_joined(source)
            return
        await self._blobs.complete_parts(SOURCES, source.key, source.upload_id, arrived)

    async def _check_joined(self, source: Source) -> None:
        """An earlier call may have joined the parts and been cut off before it could say so."""
        try:
            joined = (await self._blobs.stat(SOURCES, source.key)).bytes
        except NotFound:
            joined = -1
        if joined != source.bytes:
            raise Conflict("Die Datei ist noch nicht vollständig angekommen.", field="id")

    async def forget(self, source: Source | None) -> None:
        """Drops an upload that is open; the parts that had arrived go with it."""
        if source is None or not source.upload_id:
            return
        try:
            await self._blobs.abort_parts(SOURCES, source.key, source.upload_id)
        except NotFound:
            return
