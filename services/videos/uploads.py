"""Uploads: a multipart upload per video, which goes on where it was broken off."""

import math
import re
from collections.abc import Sequence

import msgspec

from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.contracts.uploads import (
    PART_BYTES,
    BeginUpload,
    CompleteUpload,
    Part,
    Parts,
    PartsRequest,
)
from shared.contracts.video import Processing, ProcessingState, Source, Video
from shared.kit.blobs import SOURCES, Blobs, StoredPart
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import new_id

_ADDRESS_SECONDS = 3600
_UNSAFE = re.compile(r"[^\w.() -]")


class Uploads:
    """The way of a file from its sender to the queue."""

    def __init__(
        self,
        store: ContentStore[Video],
        lifecycle: Lifecycle[Video],
        blobs: Blobs,
        max_source_bytes: int,
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._blobs = blobs
        self._max_source_bytes = max_source_bytes

    async def begin(self, request: BeginUpload, caller: Caller | None) -> Video:
        """Opens an upload; for the file whose upload is open already, finds that one."""
        video = await self._changeable(request.id, caller)
        self._check_size(request.bytes)
        filename = _UNSAFE.sub("_", request.filename.rsplit("/", 1)[-1])
        if _same_file(video.source, filename, request.bytes) and await self._goes_on(video):
            return video
        source = await self._open(video.id, filename, request.bytes)
        begun = await self._lifecycle.update(
            video.id,
            lambda item: msgspec.structs.replace(item, source=source, processing=Processing()),
            caller,
        )
        await self._forget(video)
        return begun

    async def _goes_on(self, video: Video) -> bool:
        """Whether the store still knows the upload."""
        if not _is_open(video) or video.source is None:
            return False
        try:
            await self._blobs.parts(SOURCES, video.source.key, video.source.upload_id)
        except NotFound:
            return False
        return True

    async def parts(self, request: PartsRequest, caller: Caller | None) -> Parts:
        """Some parts with their addresses, and which of them have arrived."""
        video = await self._changeable(request.id, caller)
        source = _open_source(video)
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

    async def complete(self, request: CompleteUpload, caller: Caller | None) -> Video:
        """Joins the parts and asks for the work; for a file that failed, asks again."""
        video = await self._changeable(request.id, caller)
        if video.source is None:
            raise Conflict("Es wurde noch keine Datei gesendet.", field="id")
        if _is_open(video):
            await self._join(video.source)
        elif video.processing.state is not ProcessingState.FAILED:
            return video
        return await self._queue(video, caller)

    async def _queue(self, video: Video, caller: Caller | None) -> Video:
        job_id = new_id()

        def queued(item: Video) -> Video | None:
            if item.source is None or video.source is None or item.source.key != video.source.key:
                raise Conflict("Inzwischen wird eine andere Datei gesendet.", field="id")
            waits = _is_open(item) or item.processing.state is ProcessingState.FAILED
            return _queued(item, job_id) if waits else None

        return await self._lifecycle.update(video.id, queued, caller, _transcode_jobs)

    async def _changeable(self, video_id: str, caller: Caller | None) -> Video:
        video = (await self._store.get(video_id)).item
        require_change(video, caller)
        return video

    def _check_size(self, size: int) -> None:
        if size == 0:
            raise Invalid("Die Datei ist leer.", field="bytes")
        if size > self._max_source_bytes:
            most = self._max_source_bytes / 1024**3
            raise Invalid(f"Die Datei ist größer als {most:.0f} GB.", field="bytes")

    async def _open(self, video_id: str, filename: str, size: int) -> Source:
        key = f"videos/{video_id}/{new_id()}"
        upload_id = await self._blobs.begin_parts(SOURCES, key, "application/octet-stream")
        return Source(key=key, filename=filename, bytes=size, upload_id=upload_id)

    async def _forget(self, video: Video) -> None:
        if _is_open(video) and video.source:
            try:
                await self._blobs.abort_parts(SOURCES, video.source.key, video.source.upload_id)
            except NotFound:
                return

    async def _join(self, source: Source) -> None:
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

    def _part(self, source: Source, number: int, arrived: dict[int, StoredPart]) -> Part:
        size = min(PART_BYTES, source.bytes - (number - 1) * PART_BYTES)
        url = self._blobs.presign_part(
            SOURCES, source.key, source.upload_id, number, _ADDRESS_SECONDS
        )
        there = arrived.get(number)
        return Part(number=number, bytes=size, url=url, done=bool(there and there.bytes == size))


def _is_open(video: Video) -> bool:
    return bool(video.source and video.source.upload_id)


def _open_source(video: Video) -> Source:
    if video.source is None or not video.source.upload_id:
        raise Conflict("Für dieses Video läuft gerade kein Hochladen.", field="id")
    return video.source


def _same_file(source: Source | None, filename: str, size: int) -> bool:
    return source is not None and (source.filename, source.bytes) == (filename, size)


def _queued(video: Video, job_id: str) -> Video:
    source = video.source and msgspec.structs.replace(video.source, upload_id="")
    processing = Processing(state=ProcessingState.QUEUED, job_id=job_id)
    return msgspec.structs.replace(video, source=source, processing=processing)


def _transcode_jobs(video: Video) -> Sequence[Job]:
    if video.source is None or video.processing.job_id is None:
        return ()
    job = jobs.TranscodeJob(
        id=video.processing.job_id,
        video_id=video.id,
        source_key=video.source.key,
        source_bytes=video.source.bytes,
        target_prefix=f"videos/{video.id}/{video.processing.job_id}",
    )
    return (Job(jobs.TRANSCODE, job),)
