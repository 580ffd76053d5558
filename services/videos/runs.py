"""Runs: a file is handed to the transcoder, once more where it is asked for, or no longer."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from services.videos.broken_off import Measuring, Remains, broken_off
from services.videos.earlier_file import said
from services.videos.messages import joined
from services.videos.multipart import Multipart
from services.videos.tracks import IN_WORK, is_whole, with_track, without_track
from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid
from shared.contracts.uploads import Cancel, RemoveTrack, Transcode
from shared.contracts.video import Processing, ProcessingState, Source, Track, TrackKind, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import new_id, now


def queued(track: Track) -> Track:
    """The file with a new run: reports of the one before are not wanted any more."""
    message = "" if track.processing.state is ProcessingState.READY else joined(*said(track))
    processing = Processing(state=ProcessingState.QUEUED, job_id=new_id(), message=message)
    return replace(track, processing=processing)


def stopped(video: Video, kind: TrackKind, remains: Remains | None = None) -> Video:
    """The video without the run and the upload of the file, and without a file of which there is
    nothing then. `remains` of what was still growing.
    """
    track = replace(video.track(kind), pending=None)
    if track.source is None and kind is not TrackKind.MAIN:
        return without_track(video, kind)
    if track.processing.state not in IN_WORK:
        return with_track(video, track)
    state = ProcessingState.READY if is_whole(track) else ProcessingState.CANCELLED
    return broken_off(video, track, Processing(state=state), remains)


def plan_job(video: Video, kind: TrackKind) -> Sequence[Job]:
    """The first job of the run that the file waits for."""
    track = video.track(kind)
    if track.source is None or track.processing.job_id is None:
        return ()
    run = jobs.Run(
        id=track.processing.job_id,
        video_id=video.id,
        track=kind,
        source_key=track.source.key,
        source_bytes=track.source.bytes,
        prefix=f"videos/{video.id}",
        begun_at=now(),
    )
    job = jobs.PlanJob(run=run)
    return (Job(jobs.subject(job), job),)


class Runs:
    """What editors ask of the transcoder. The same again changes nothing."""

    def __init__(
        self,
        store: ContentStore[Video],
        lifecycle: Lifecycle[Video],
        multipart: Multipart,
        measuring: Measuring,
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._multipart = multipart
        self._measuring = measuring

    async def transcode(self, request: Transcode, caller: Caller | None) -> Video:
        """Asks for a new run, unless one is on its way."""

        def again(video: Video) -> Video | None:
            track = video.track(request.track)
            if track.source is None:
                raise Conflict("Die Datei ist noch nicht vollständig angekommen.", field="id")
            return None if track.processing.state in IN_WORK else with_track(video, queued(track))

        return await self._update(request.id, again, caller, lambda v: plan_job(v, request.track))

    async def cancel(self, request: Cancel, caller: Caller | None) -> Video:
        """Lets go of the run: what its workers report next is answered with `wanted=False`.
        A file that is still being sent is dropped.
        """
        remains = await self._measuring.remains(request.id, request.track)
        dropped: Source | None = None

        def stopping(video: Video) -> Video | None:
            nonlocal dropped
            dropped = video.track(request.track).pending
            after = stopped(video, request.track, remains)
            return None if after == video else after

        video = await self._update(request.id, stopping, caller)
        await self._multipart.forget(dropped)
        return video

    async def remove_track(self, request: RemoveTrack, caller: Caller | None) -> Video:
        """Takes a file beside the main one away; its bytes go with the next cleanup."""
        if request.track is TrackKind.MAIN:
            raise Invalid("Die Hauptdatei lässt sich nur ersetzen.", field="track")
        dropped: Source | None = None

        def without(video: Video) -> Video | None:
            nonlocal dropped
            dropped = video.track(request.track).pending
            after = without_track(video, request.track)
            return None if after == video else after

        video = await self._update(request.id, without, caller)
        await self._multipart.forget(dropped)
        return video

    async def _update(
        self,
        video_id: str,
        change: Callable[[Video], Video | None],
        caller: Caller | None,
        asked: Callable[[Video], Sequence[Job]] = lambda _: (),
    ) -> Video:
        require_change((await self._store.get(video_id)).item, caller)
        return await self._lifecycle.update(video_id, change, caller, asked)
