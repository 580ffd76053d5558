"""Runs: a file is handed to the transcoder, once more where it is asked for, or no longer."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from services.videos.tracks import IN_WORK, with_track, without_track
from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid
from shared.contracts.uploads import Cancel, RemoveTrack, Transcode
from shared.contracts.video import Processing, ProcessingState, Track, TrackKind, Video
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore
from shared.kit.ids import new_id, now


def queued(track: Track) -> Track:
    """The file with a new run: reports of the one before are not wanted any more."""
    source = track.source and replace(track.source, upload_id="")
    processing = Processing(state=ProcessingState.QUEUED, job_id=new_id())
    return replace(track, source=source, processing=processing)


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

    def __init__(self, store: ContentStore[Video], lifecycle: Lifecycle[Video]) -> None:
        self._store = store
        self._lifecycle = lifecycle

    async def transcode(self, request: Transcode, caller: Caller | None) -> Video:
        """Asks for a new run, unless one is on its way."""

        def again(video: Video) -> Video | None:
            track = video.track(request.track)
            if track.source is None or track.source.upload_id:
                raise Conflict("Die Datei ist noch nicht vollständig angekommen.", field="id")
            return None if track.processing.state in IN_WORK else with_track(video, queued(track))

        return await self._update(request.id, again, caller, lambda v: plan_job(v, request.track))

    async def cancel(self, request: Cancel, caller: Caller | None) -> Video:
        """Lets go of the run: what its workers report next is answered with `wanted=False`."""

        def stopped(video: Video) -> Video | None:
            track = video.track(request.track)
            if track.processing.state not in IN_WORK:
                return None
            plays = track.playback is not None and track.playback.complete
            state = ProcessingState.READY if plays else ProcessingState.CANCELLED
            return with_track(video, replace(track, processing=Processing(state=state)))

        return await self._update(request.id, stopped, caller)

    async def remove_track(self, request: RemoveTrack, caller: Caller | None) -> Video:
        """Takes a file beside the main one away; its bytes go with the next cleanup."""
        if request.track is TrackKind.MAIN:
            raise Invalid("Die Hauptdatei lässt sich nur ersetzen.", field="track")

        def without(video: Video) -> Video | None:
            after = without_track(video, request.track)
            return None if after == video else after

        return await self._update(request.id, without, caller)

    async def _update(
        self,
        video_id: str,
        change: Callable[[Video], Video | None],
        caller: Caller | None,
        asked: Callable[[Video], Sequence[Job]] = lambda _: (),
    ) -> Video:
        require_change((await self._store.get(video_id)).item, caller)
        return await self._lifecycle.update(video_id, change, caller, asked)
