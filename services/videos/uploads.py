"""Uploads: a multipart upload per file of a video, which goes on where it was broken off."""

import re

from msgspec.structs import replace

from services.videos.earlier_file import outdated
from services.videos.multipart import Multipart
from services.videos.runs import plan_job, queued
from services.videos.tracks import with_track
from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid
from shared.contracts.uploads import BeginUpload, CompleteUpload, Parts, PartsRequest
from shared.contracts.video import ProcessingState, Source, Track, TrackKind, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import new_id

_UNSAFE = re.compile(r"[^\w.() -]")
_MADE_ANEW = {ProcessingState.FAILED, ProcessingState.CANCELLED}


class Uploads:
    """The way of a file from its sender to the queue."""

    def __init__(
        self,
        store: ContentStore[Video],
        lifecycle: Lifecycle[Video],
        multipart: Multipart,
        max_source_bytes: int,
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._multipart = multipart
        self._max_source_bytes = max_source_bytes

    async def begin(self, request: BeginUpload, caller: Caller | None) -> Video:
        """Opens an upload beside the file that is there; finds the one already open for it."""
        video = await self._changeable(request.id, caller)
        self._check_size(request.bytes)
        file, before = _file(request), video.track(request.track).pending
        if before and _is_same(before, file) and await self._multipart.goes_on(before):
            return video
        source = await self._multipart.open(file)

        def begun(item: Video) -> Video:
            track = item.track(request.track)
            return with_track(item, replace(track, pending=source))

        after = await self._lifecycle.update(video.id, begun, caller)
        await self._multipart.forget(before)
        return after

    async def parts(self, request: PartsRequest, caller: Caller | None) -> Parts:
        """Some parts with their addresses, and which of them have arrived."""
        video = await self._changeable(request.id, caller)
        source = video.track(request.track).pending
        if source is None:
            raise Conflict("Für dieses Video läuft gerade kein Hochladen.", field="id")
        return await self._multipart.some(source, request)

    async def complete(self, request: CompleteUpload, caller: Caller | None) -> Video:
        """Joins the parts, puts the file in its place and asks for the work; for a file that
        failed, asks again.
        """
        video = await self._changeable(request.id, caller)
        track = video.track(request.track)
        source = track.pending or track.source
        if source is None:
            raise Conflict("Es wurde noch keine Datei gesendet.", field="id")
        if source.upload_id:
            await self._multipart.join(source)
        return await self._queue(video.id, request.track, source, caller)

    async def _queue(
        self, video_id: str, kind: TrackKind, joined: Source, caller: Caller | None
    ) -> Video:
        def waiting(item: Video) -> Video | None:
            track = item.track(kind)
            if track.pending and track.pending.key == joined.key:
                return _arrived(item, track, track.pending)
            if track.source is None or track.source.key != joined.key:
                raise Conflict("Inzwischen wird eine andere Datei gesendet.", field="id")
            waits = track.processing.state in _MADE_ANEW
            return with_track(item, queued(track)) if waits else None

        return await self._lifecycle.update(
            video_id, waiting, caller, lambda item: plan_job(item, kind)
        )

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


def _file(request: BeginUpload) -> Source:
    return Source(
        key=f"videos/{request.id}/{new_id()}",
        filename=_UNSAFE.sub("_", request.filename.rsplit("/", 1)[-1]),
        bytes=request.bytes,
        changed_at=request.changed_at,
    )


def _is_same(one: Source, other: Source) -> bool:
    if (one.filename, one.bytes) != (other.filename, other.bytes):
        return False
    times = [int(file.changed_at.timestamp()) for file in (one, other) if file.changed_at]
    return len(set(times)) <= 1


def _arrived(video: Video, track: Track, sent: Source) -> Video:
    """The new file in the place of the old one. What plays whole stays until the new one does;
    what was still growing would never end.
    """
    source = replace(sent, upload_id="", changed_at=None)
    track = queued(replace(track, source=source, pending=None))
    if track.playback and not track.playback.complete:
        video, track = outdated(video, replace(track, playback=None))
    return with_track(video, track)
