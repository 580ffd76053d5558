"""Tells on the bus how far a job is, twice a second at most."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.transcoder.progress import Progress
from shared.contracts.jobs import TranscodeJob, TranscodeProgress, progress_subject
from shared.kit.bus import Bus

INTERVAL_SECONDS = 0.5

ENCODING = (0.02, 0.92)
"""From which to which fraction of the whole job encoding lasts; fetching before, storing after."""


class Stage:
    """How far a job is: written by the work, read by whoever tells of it."""

    def __init__(self) -> None:
        self.fraction = 0.0
        self.speed = 0.0
        self.remaining_seconds: float | None = None

    def encoding(self, progress: Progress) -> None:
        first, last = ENCODING
        self.fraction = first + (last - first) * progress.fraction
        self.speed = progress.speed
        self.remaining_seconds = progress.remaining_seconds

    def storing(self, fraction: float) -> None:
        self.fraction = ENCODING[1] + (1 - ENCODING[1]) * fraction
        self.remaining_seconds = None


@asynccontextmanager
async def telling(job: TranscodeJob, bus: Bus) -> AsyncIterator[Stage]:
    """While the job lasts, whoever listens hears of each change of the stage."""
    stage = Stage()
    teller = asyncio.create_task(_tell(stage, job, bus))
    try:
        yield stage
    finally:
        teller.cancel()
        await asyncio.wait([teller])


async def _tell(stage: Stage, job: TranscodeJob, bus: Bus) -> None:
    told: TranscodeProgress | None = None
    while True:
        message = TranscodeProgress(
            video_id=job.video_id,
            job_id=job.id,
            fraction=min(1.0, stage.fraction),
            speed=stage.speed,
            remaining_seconds=stage.remaining_seconds,
        )
        if message != told:
            await bus.tell(progress_subject(job.video_id), message)
            told = message
        await asyncio.sleep(INTERVAL_SECONDS)
