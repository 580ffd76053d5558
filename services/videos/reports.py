"""What the transcoder reports of a run: kept with the file, unless a newer run took its place.

The document is written at the start, at the first that plays, at each new size, and at the end:
every write raises the revision, and an editor who is typing meanwhile would meet a conflict. The
chunks in between are known to the playlists alone.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from services.videos.broken_off import Measuring, broken_off
from services.videos.earlier_file import said
from services.videos.frames import frames_jobs
from services.videos.messages import joined
from services.videos.playing import is_public, is_shown, playing, retiring, running
from services.videos.tracks import IN_WORK, with_track
from shared.contracts.caller import Caller
from shared.contracts.errors import NotFound
from shared.contracts.jobs import (
    Noted,
    Reported,
    TranscodeDone,
    TranscodeFailed,
    TranscodeLanded,
    TranscodeStarted,
)
from shared.contracts.video import (
    Processing,
    ProcessingState,
    Track,
    Video,
)
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.messages import Job

_FINISHABLE = IN_WORK | {ProcessingState.FAILED}
"""A run that was given up by mistake is taken all the same when it ends well."""

Change = Callable[[Video, Track], Video]


class Reports:
    """The answers to a worker. A repeat changes nothing, nor does what comes after the end."""

    def __init__(
        self,
        lifecycle: Lifecycle[Video],
        settle_soon: Callable[[str], None],
        measuring: Measuring,
    ) -> None:
        self._lifecycle = lifecycle
        self._settle_soon = settle_soon
        self._measuring = measuring

    async def started(self, report: TranscodeStarted, _: Caller | None) -> Noted:
        def begun(video: Video, track: Track) -> Video:
            return with_track(video, running(track))

        return Noted(wanted=await self._note(report, IN_WORK, begun) is not None)

    async def landed(self, report: TranscodeLanded, _: Caller | None) -> Noted:
        """New chunks of what is public become public soon; the worker does not wait for it."""

        def grown(video: Video, track: Track) -> Video:
            track = running(track)
            reported = report.playback
            if not is_shown(reported, video, track):
                return with_track(video, track)
            playback = replace(reported, complete=False)
            video = retiring(video, track, playback.folder)
            return playing(video, track, playback, report.duration_seconds)

        video = await self._note(report, IN_WORK, grown)
        if video is not None and is_public(video, report):
            self._settle_soon(video.id)
        return Noted(wanted=video is not None)

    async def done(self, report: TranscodeDone, _: Caller | None) -> Noted:
        ready = Processing(state=ProcessingState.READY, job_id=report.job_id)

        def finished(video: Video, track: Track) -> Video:
            video = retiring(video, track, report.playback.folder)
            message = joined(report.warning, *said(track))
            track = replace(track, processing=replace(ready, message=message))
            return playing(video, track, report.playback, report.duration_seconds)

        video = await self._note(report, _FINISHABLE, finished, frames_jobs)
        return Noted(wanted=video is not None)

    async def failed(self, report: TranscodeFailed, _: Caller | None) -> Noted:
        """What plays stays: of a film that is public, even what was made of it by now."""
        remains = await self._measuring.remains(report.video_id, report.track)
        failed = Processing(
            state=ProcessingState.FAILED,
            job_id=report.job_id,
            code=report.code,
            message=report.message,
        )

        def given_up(video: Video, track: Track) -> Video:
            return broken_off(video, track, failed, remains)

        return Noted(wanted=await self._note(report, IN_WORK, given_up) is not None)

    async def _note(
        self,
        report: Reported,
        awaited: frozenset[ProcessingState],
        change: Change,
        asked: Callable[[Video], Sequence[Job]] = lambda _: (),
    ) -> Video | None:
        """The video after the report, None where the report is not awaited."""
        wanted = False

        def current(video: Video) -> Video | None:
            nonlocal wanted
            track = video.track(report.track)
            wanted = track.processing.job_id == report.job_id and track.processing.state in awaited
            after = change(video, track) if wanted else video
            return None if after == video else after

        try:
            video = await self._lifecycle.update(report.video_id, current, None, asked)
        except NotFound:
            return None
        return video if wanted else None
