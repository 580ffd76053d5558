"""Takes jobs from the queue, one at a time, and sees each to its end: ack, report or give back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from services.transcoder.errors import TranscodeError
from services.transcoder.patience import patiently
from services.transcoder.scratch import job_folder
from services.transcoder.settings import TranscoderSettings
from services.transcoder.telling import telling
from services.transcoder.work import transcode
from shared.contracts.calls import Call
from shared.contracts.jobs import (
    DONE,
    FAILED,
    STARTED,
    Noted,
    TranscodeFailed,
    TranscodeJob,
    TranscodeStarted,
)
from shared.kit import log, trace
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus

HEARTBEAT_SECONDS = 10.0
LONGEST_DELAY_SECONDS = 60

Q = TypeVar("Q", bound=msgspec.Struct)

_logger = log.get("hub.transcoder")


class Worker:
    """Sees one job after the other to its end."""

    def __init__(
        self, bus: Bus, blobs: Blobs, settings: TranscoderSettings, workspace: Path
    ) -> None:
        self._bus = bus
        self._blobs = blobs
        self._settings = settings
        self._workspace = workspace

    async def take(self, message: Msg) -> None:
        """Works on a job; afterwards it is off the queue, or back in it for later."""
        trace.begin((message.headers or {}).get(trace.HEADER))
        try:
            job = msgspec.json.decode(message.data, type=TranscodeJob)
        except msgspec.DecodeError as error:
            _logger.warning("not a job", reason=str(error))
            await message.term()
            return
        async with _heartbeat(message):
            await self._see_through(job, message)

    async def _see_through(self, job: TranscodeJob, message: Msg) -> None:
        logger = _logger.bind(video_id=job.video_id, job_id=job.id)
        try:
            await self._do(job)
        except asyncio.CancelledError:
            logger.info("job given back")
            await message.nak()
            raise
        except Exception:
            delivered = message.metadata.num_delivered
            logger.exception("job failed unexpectedly", delivered=delivered)
            await message.nak(delay=min(5 * 2**delivered, LONGEST_DELAY_SECONDS))
            return
        await message.ack_sync(timeout=10)

    async def _do(self, job: TranscodeJob) -> None:
        """The work and its reports."""
        started = TranscodeStarted(video_id=job.video_id, job_id=job.id)
        if not (await self._report(STARTED, started)).wanted:
            _logger.info("job no longer wanted", job_id=job.id)
            return
        try:
            async with telling(job, self._bus) as stage, job_folder(self._workspace) as folder:
                done = await transcode(job, folder, self._blobs, self._settings, stage)
        except TranscodeError as error:
            _logger.info("cannot be made playable", code=error.code, detail=error.detail[-2000:])
            failed = TranscodeFailed(
                video_id=job.video_id, job_id=job.id, code=error.code, message=error.message
            )
            await self._report(FAILED, failed)
            return
        await self._report(DONE, done)

    async def _report(self, call: Call[Q, Noted], report: Q) -> Noted:
        return await patiently(partial(self._bus.call, call, report))


@asynccontextmanager
async def _heartbeat(message: Msg) -> AsyncIterator[None]:
    """Tells the queue that the job is in hand; a job without it goes to another worker."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            try:
                await message.in_progress()
            except NatsError as error:
                _logger.warning("heartbeat not sent", reason=str(error) or type(error).__name__)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.wait([beating])
