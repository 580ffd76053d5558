"""Takes jobs from the queue, one at a time, and sees each to its end: ack, report or give back."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from services.transcoder.chunking import make_chunk
from services.transcoder.errors import TranscodeError
from services.transcoder.finishing import finish
from services.transcoder.framing import take_frames
from services.transcoder.patience import patiently
from services.transcoder.planning import make_plan
from services.transcoder.queue import Queue
from services.transcoder.run_folder import RunFolders
from services.transcoder.scratch import job_folder
from services.transcoder.settings import TranscoderSettings
from services.transcoder.sounding import make_sounds
from services.transcoder.speaking import write_speech
from services.transcoder.stage import Stage, telling
from services.transcoder.wanted import NotWanted, require_wanted
from services.transcoder.workbench import Workbench
from shared.contracts.errors import HubError, Unavailable
from shared.contracts.jobs import (
    FAILED,
    ChunkJob,
    FinishJob,
    FramesJob,
    Job,
    PlanJob,
    Run,
    SoundJob,
    SpeechJob,
    TranscodeFailed,
)
from shared.kit import log, trace
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus
from shared.kit.process import NO_ROOM

BEATS = 3
"""So often the queue hears of a job in the time after which it takes the worker for dead."""

LONGEST_DELAY_SECONDS = 60.0

_HANDLERS: dict[type[Job], Callable[[Any, Workbench], Awaitable[None]]] = {
    PlanJob: make_plan,
    SoundJob: make_sounds,
    ChunkJob: make_chunk,
    FinishJob: finish,
    FramesJob: take_frames,
    SpeechJob: write_speech,
}

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
        self._folders = RunFolders(blobs)
        self._queue = Queue(bus.jetstream)

    async def take(self, message: Msg) -> None:
        """Works on a job; afterwards it is off the queue, or back in it for later."""
        trace.begin((message.headers or {}).get(trace.HEADER))
        try:
            job: Job = msgspec.json.decode(message.data, type=Job)
        except msgspec.DecodeError as error:
            _logger.warning("not a job", reason=str(error))
            await message.term()
            return
        await self._see_through(job, message)

    async def _see_through(self, job: Job, message: Msg) -> None:
        logger = _logger.bind(subject=message.subject, video_id=_video_id(job))
        try:
            await self._watched(job, message)
        except NotWanted:
            logger.info("job no longer wanted")
        except asyncio.CancelledError:
            logger.info("job given back")
            await self._put_back(message)
            raise
        except Unavailable as error:
            logger.warning("job put back", reason=error.message)
            await self._put_back(message)
            return
        except Exception:
            delivered = message.metadata.num_delivered
            logger.exception("job failed unexpectedly", delivered=delivered)
            await message.nak(delay=self._delay(delivered))
            return
        await message.ack_sync(timeout=10)

    async def _put_back(self, message: Msg) -> None:
        """As a new message: JetStream gives up what it delivers too often, and this is not the
        job's fault.
        """
        try:
            await self._queue.put_back(message)
            await message.ack_sync(timeout=10)
        except NatsError:
            await message.nak()

    def _delay(self, delivered: int) -> float:
        """Before a job is tried again: twice as long each time."""
        first: float = self._settings.ack_wait_seconds / BEATS
        return min(first * 2.0 ** (delivered - 1), LONGEST_DELAY_SECONDS)

    async def _watched(self, job: Job, message: Msg) -> None:
        """The work, while the queue hears that it is in hand; it ends when it is not wanted."""
        working = asyncio.create_task(self._do(job))
        beating = asyncio.create_task(self._beat(job, message))
        try:
            await asyncio.wait({working, beating}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (working, beating):
                task.cancel()
            await asyncio.wait({working, beating})
        if working.cancelled():
            beating.result()
        working.result()

    async def _beat(self, job: Job, message: Msg) -> None:
        """Raises `NotWanted` in the end, and nothing else ends the work. A job without a
        heartbeat goes to another worker.
        """
        while True:
            await asyncio.sleep(self._settings.ack_wait_seconds / BEATS)
            try:
                await message.in_progress()
                await require_wanted(job, self._bus)
            except (NatsError, HubError) as error:
                _logger.warning("heartbeat not heard", reason=str(error) or type(error).__name__)

    async def _do(self, job: Job) -> None:
        await patiently(partial(require_wanted, job, self._bus))
        await patiently(partial(self._attempt, job))

    async def _attempt(self, job: Job) -> None:
        """From the beginning, in an empty folder. `Unavailable` where the disk is full, too."""
        try:
            await self._work_on(job)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise Unavailable("Dem Transcoder fehlt Platz auf dem Laufwerk.") from error

    async def _work_on(self, job: Job) -> None:
        run = _run(job)
        stage = Stage(run) if run else None
        async with job_folder(self._workspace) as folder, self._telling(stage):
            bench = Workbench(
                bus=self._bus,
                blobs=self._blobs,
                folders=self._folders,
                queue=self._queue,
                settings=self._settings,
                scratch=folder,
                stage=stage,
            )
            try:
                await _HANDLERS[type(job)](job, bench)
            except TranscodeError as error:
                if run is None:
                    raise
                await self._fail(run, error)

    def _telling(self, stage: Stage | None) -> AbstractAsyncContextManager[None]:
        return telling(stage, self._bus) if stage else nullcontext()

    async def _fail(self, run: Run, error: TranscodeError) -> None:
        _logger.info("cannot be made playable", code=error.code, detail=error.detail[-2000:])
        failed = TranscodeFailed(
            video_id=run.video_id,
            job_id=run.id,
            track=run.track,
            code=error.code,
            message=error.message,
        )
        await patiently(partial(self._bus.call, FAILED, failed))


def _run(job: Job) -> Run | None:
    return None if isinstance(job, FramesJob | SpeechJob) else job.run


def _video_id(job: Job) -> str:
    return job.video_id if isinstance(job, FramesJob | SpeechJob) else job.run.video_id
