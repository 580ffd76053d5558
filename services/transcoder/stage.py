"""How far a job or its run is, told on the bus twice a second at most."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from services.transcoder.progress import Progress
from shared.contracts.jobs import Run, TranscodeProgress, progress_subject
from shared.kit.bus import Bus

INTERVAL_SECONDS = 0.5
FINISHING = 0.04
"""The share of a run that comes after the last chunk."""


class News(Protocol):
    """What is told while a job lasts."""

    @property
    def subject(self) -> str:
        """Where it is told."""

    def message(self) -> Struct:
        """As it is now."""


class Stage:
    """How far a run is: written by the work, read by whoever tells of it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.chunks_done = 0
        self.chunks_total = 0
        self._found = 0
        self._planned_at: datetime | None = None
        self._here = 0.0
        self._speed = 0.0

    @property
    def subject(self) -> str:
        return progress_subject(self._run.video_id)

    @property
    def begun_at(self) -> datetime:
        return self._run.begun_at

    def planned(self, at: datetime | None) -> None:
        """When the work on the run began; before that it waited."""
        self._planned_at = at

    def counts(self, done: int, total: int, found: int) -> None:
        """`found` of the chunks that are done are from an earlier run."""
        self.chunks_done, self.chunks_total, self._found = done, total, found
        self._here = 0.0

    def encoding(self, progress: Progress) -> None:
        self._here, self._speed = progress.fraction, progress.speed

    def sounding(self, fraction: float) -> None:
        """Of a file without a picture."""
        self._here = fraction

    @property
    def fraction(self) -> float:
        if not self.chunks_total:
            return (1 - FINISHING) * self._here
        made = min(self.chunks_total, self.chunks_done + self._here)
        return (1 - FINISHING) * made / self.chunks_total

    def message(self) -> TranscodeProgress:
        return TranscodeProgress(
            video_id=self._run.video_id,
            job_id=self._run.id,
            track=self._run.track,
            fraction=self.fraction,
            chunks_done=self.chunks_done,
            chunks_total=self.chunks_total,
            speed=self._speed,
            remaining_seconds=self._remaining(),
        )

    def _remaining(self) -> float | None:
        """By what all workers have done together since the run was planned."""
        before = (1 - FINISHING) * self._found / max(1, self.chunks_total)
        done = self.fraction - before
        if done < 0.02 or self._planned_at is None:
            return None
        spent = (datetime.now(UTC) - self._planned_at).total_seconds()
        return max(0.0, spent * (1 - self.fraction) / done)


@asynccontextmanager
async def telling(news: News, bus: Bus) -> AsyncIterator[None]:
    """While a job lasts, whoever listens hears of each change."""
    teller = asyncio.create_task(_tell(news, bus))
    try:
        yield
    finally:
        teller.cancel()
        await asyncio.wait([teller])


async def _tell(news: News, bus: Bus) -> None:
    told: Struct | None = None
    while True:
        message = news.message()
        if message != told:
            await bus.tell(news.subject, message)
            told = message
        await asyncio.sleep(INTERVAL_SECONDS)
