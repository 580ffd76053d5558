"""The job for automatic captions, with its reports."""

from functools import partial

from services.transcoder.errors import TranscodeError
from services.transcoder.patience import patiently
from services.transcoder.speech.job import write_down
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import SPEECH_FAILED, SPEECH_WRITTEN, SpeechFailed, SpeechJob
from shared.kit import log

_logger = log.get("hub.transcoder")


async def write_speech(job: SpeechJob, bench: Workbench) -> None:
    """Writes down what is said, and reports it, or why it could not be done."""
    try:
        written = await write_down(job, bench.scratch, bench.blobs, bench.settings)
    except TranscodeError as error:
        _logger.info("cannot be written down", code=error.code, detail=error.detail[-1000:])
        failed = SpeechFailed(
            video_id=job.video_id, job_id=job.id, code=error.code, message=error.message
        )
        await patiently(partial(bench.bus.call, SPEECH_FAILED, failed))
        return
    await patiently(partial(bench.bus.call, SPEECH_WRITTEN, written))
