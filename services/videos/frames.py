"""Still pictures for chapters and the poster: asked for where one is missing, kept when taken."""

import hashlib
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from shared.contracts import jobs
from shared.contracts.caller import Caller
from shared.contracts.calls import Edit
from shared.contracts.errors import NotFound
from shared.contracts.video import Frame, Video
from shared.kit import log
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job
from shared.kit.ids import new_id

_PATIENCE_SECONDS = 1.0

_logger = log.get("hub.frames")


class Frames:
    """Asks after an edit; what a crash leaves unasked, the next cleanup makes up for."""

    def __init__(self, lifecycle: Lifecycle[Video], jetstream: JetStreamContext) -> None:
        self._lifecycle = lifecycle
        self._jetstream = jetstream

    async def edit(self, request: Edit, caller: Caller | None) -> Video:
        """The edit that all kinds have; new chapters get their pictures."""
        video = await self._lifecycle.edit(request, caller)
        await self.ask(video)
        return video

    async def ask(self, video: Video) -> None:
        """Puts a job on the queue where a picture is missing; the queue drops a repeat."""
        job = missing(video)
        if job is None:
            return
        name = hashlib.sha256(f"{job.folder} {job.at_seconds}".encode()).hexdigest()
        try:
            await self._jetstream.publish(
                jobs.subject(job),
                msgspec.json.encode(job),
                timeout=_PATIENCE_SECONDS,
                headers={"Nats-Msg-Id": f"frames:{name}"},
            )
        except (NatsError, TimeoutError) as error:
            _logger.warning("frames wait", video=video.id, reason=repr(error))

    async def taken(self, report: jobs.FramesTaken, _: Caller | None) -> jobs.Noted:
        try:
            await self._lifecycle.update(
                report.video_id, lambda video: _with_frames(video, report.frames), None
            )
        except NotFound:
            return jobs.Noted(wanted=False)
        return jobs.Noted()


def missing(video: Video) -> jobs.FramesJob | None:
    """The job that takes what is missing of a video that is all there; None where nothing is."""
    playback = video.playback
    if playback is None or not playback.complete or not playback.renditions:
        return None
    there = {_milliseconds(frame.at_seconds) for frame in video.frames}
    times = tuple(at for at in wanted_times(video) if _milliseconds(at) not in there)
    if not times:
        return None
    return jobs.FramesJob(id=new_id(), video_id=video.id, folder=playback.folder, at_seconds=times)


def frames_jobs(video: Video) -> Sequence[Job]:
    """The same as a message that leaves together with a change."""
    job = missing(video)
    return (Job(jobs.subject(job), job),) if job else ()


def wanted_times(video: Video) -> tuple[float, ...]:
    """When the chapters begin and the poster is, in order, as far as the video lasts."""
    times = {chapter.start_seconds for chapter in video.chapters}
    if video.poster_seconds is not None:
        times.add(video.poster_seconds)
    return tuple(sorted(at for at in times if at < (video.duration_seconds or 0)))


def _with_frames(video: Video, taken: tuple[Frame, ...]) -> Video | None:
    """Only pictures of what plays now, and only those that are still wanted."""
    if video.playback is None:
        return None
    below = f"{video.playback.folder}/"
    wanted = {_milliseconds(at) for at in wanted_times(video)}
    kept = {
        _milliseconds(frame.at_seconds): frame
        for frame in (*video.frames, *taken)
        if frame.key.startswith(below) and _milliseconds(frame.at_seconds) in wanted
    }
    frames = tuple(kept[at] for at in sorted(kept))
    return None if frames == video.frames else replace(video, frames=frames)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
