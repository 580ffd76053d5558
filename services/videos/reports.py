"""What the transcoder reports: kept with the video, unless a newer job has taken its place."""

from collections.abc import Callable

from msgspec.structs import replace

from shared.contracts.caller import Caller
from shared.contracts.errors import NotFound
from shared.contracts.jobs import (
    Noted,
    TranscodeDone,
    TranscodeFailed,
    TranscodeStarted,
)
from shared.contracts.video import Processing, ProcessingState, Video
from shared.kit.content.lifecycle import Lifecycle

_FINAL = {ProcessingState.READY, ProcessingState.FAILED}


class Reports:
    """The answers to a worker. A repeat changes nothing, nor does what comes after the end."""

    def __init__(self, lifecycle: Lifecycle[Video]) -> None:
        self._lifecycle = lifecycle

    async def started(self, report: TranscodeStarted, _: Caller | None) -> Noted:
        running = Processing(state=ProcessingState.RUNNING, job_id=report.job_id)
        return await self._note(
            report.video_id,
            report.job_id,
            lambda video: replace(video, processing=running),
        )

    async def done(self, report: TranscodeDone, _: Caller | None) -> Noted:
        ready = Processing(state=ProcessingState.READY, job_id=report.job_id)
        return await self._note(
            report.video_id,
            report.job_id,
            lambda video: replace(
                video,
                processing=ready,
                playback=report.playback,
                duration_seconds=report.duration_seconds,
            ),
        )

    async def failed(self, report: TranscodeFailed, _: Caller | None) -> Noted:
        failed = Processing(
            state=ProcessingState.FAILED,
            job_id=report.job_id,
            code=report.code,
            message=report.message,
        )
        return await self._note(
            report.video_id,
            report.job_id,
            lambda video: replace(video, processing=failed),
        )

    async def _note(self, video_id: str, job_id: str, change: Callable[[Video], Video]) -> Noted:
        wanted = False

        def current(video: Video) -> Video | None:
            nonlocal wanted
            processing = video.processing
            wanted = processing.job_id == job_id and processing.state not in _FINAL
            after = change(video)
            return after if wanted and after != video else None

        try:
            await self._lifecycle.update(video_id, current, None)
        except NotFound:
            return Noted(wanted=False)
        return Noted(wanted=wanted)
