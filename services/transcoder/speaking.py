"""The job for automatic captions, with its reports."""

from functools import partial

from services.transcoder.errors import TranscodeError
from services.transcoder.patience import patiently
from services.transcoder.speech.job import write_down
from services.transcoder.stage import telling
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import (
    SPEECH_FAILED,
    SPEECH_WRITTEN,
    SpeechFailed,
    SpeechJob,
    SpeechProgress,
    speech_progress_subject,
)
from shared.kit import log

_logger = log.get("hub.transcoder")


class Listening:
    """How far the recogniser is: written by it, read by whoever tells of it."""

    def __init__(self, job: SpeechJob) -> None:
        self._job = job
        self._fraction = 0.0

    @property
    def subject(self) -> str:
        return speech_progress_subject(self._job.video_id)

    def come_to(self, fraction: float) -> None:
        """The share of the sound that is written down."""
        self._fraction = fraction

    def message(self) -> SpeechProgress:
        job = self._job
        return SpeechProgress(video_id=job.video_id, job_id=job.id, fraction=self._fraction)


async def write_speech(job: SpeechJob, bench: Workbench) -> None:
    """Writes down what is said, and reports it, or why it could not be done."""
    news = Listening(job)
    try:
        async with telling(news, bench.bus):
            written = await write_down(
                job, bench.scratch, bench.blobs, bench.settings, news.come_to
            )
    except TranscodeError as error:
        _logger.info("cannot be written down", code=error.code, detail=error.detail[-1000:])
        failed = SpeechFailed(
            video_id=job.video_id, job_id=job.id, code=error.code, message=error.message
        )
        await patiently(partial(bench.bus.call, SPEECH_FAILED, failed))
        return
    await patiently(partial(bench.bus.call, SPEECH_WRITTEN, written))
