"""Whether anybody still waits for what a job makes."""

from typing import Any

from msgspec import Struct

from shared.contracts.calls import Call
from shared.contracts.jobs import (
    SPEECH_STARTED,
    STARTED,
    FramesJob,
    Job,
    Noted,
    SpeechJob,
    SpeechStarted,
    TranscodeStarted,
)
from shared.kit.bus import Bus


class NotWanted(Exception):
    """Nobody waits for it any more: something newer has taken its place, or it was cancelled."""


async def require_wanted(job: Job, bus: Bus) -> None:
    """Says that the job is in hand; `NotWanted` where it need not be."""
    if (said := _started(job)) and not (await bus.call(*said)).wanted:
        raise NotWanted


def _started(job: Job) -> tuple[Call[Any, Noted], Struct] | None:
    """Still pictures are soon taken: nobody is asked."""
    match job:
        case FramesJob():
            return None
        case SpeechJob():
            return SPEECH_STARTED, SpeechStarted(
                video_id=job.video_id, job_id=job.id, source_key=job.source_key
            )
        case _:
            run = job.run
            return STARTED, TranscodeStarted(video_id=run.video_id, job_id=run.id, track=run.track)
