"""The transcoder: takes jobs from the work queue until it is told to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from services.transcoder.scratch import workspace
from services.transcoder.settings import TranscoderSettings
from services.transcoder.worker import Worker
from shared.contracts.jobs import MAX_DELIVER, STREAM, TRANSCODE
from shared.kit import log
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus
from shared.kit.run import Program
from shared.kit.streams import ensure_streams

DURABLE = "transcoder"
ACK_WAIT_SECONDS = 30
FETCH_SECONDS = 5
_PAUSE_SECONDS = 1

_logger = log.get("hub.transcoder")


@asynccontextmanager
async def transcoder(settings: TranscoderSettings, stop: asyncio.Event) -> AsyncIterator[None]:
    """Works while it is open; on leaving, the running job goes back and its ffmpeg is killed."""
    async with (
        Bus.connect(settings.nats_url, "transcoder") as bus,
        workspace(settings.work_dir) as folder,
        Blobs.open(
            settings.s3_url, settings.s3_access_key, settings.s3_secret_key, settings.public_url
        ) as blobs,
    ):
        await ensure_streams(bus.jetstream)
        worker = Worker(bus, blobs, settings, folder)
        working = asyncio.create_task(_work(bus.jetstream, worker))
        working.add_done_callback(partial(_ended, stop))
        try:
            yield
        finally:
            working.cancel()
            await asyncio.wait([working])


def _ended(stop: asyncio.Event, working: asyncio.Task[None]) -> None:
    """Working never ends by itself: if it does, the program is started anew."""
    stop.set()
    if not working.cancelled() and (error := working.exception()):
        _logger.error("stopped unexpectedly", exc_info=error)


async def _work(jetstream: JetStreamContext, worker: Worker) -> None:
    while True:
        try:
            await _take_jobs(jetstream, worker)
        except NatsError as error:
            _logger.warning("waiting for the queue", reason=str(error) or type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _take_jobs(jetstream: JetStreamContext, worker: Worker) -> None:
    """Raises when the queue does not answer or the consumer is gone: it is made anew then."""
    await jetstream.add_consumer(STREAM, consumer())
    jobs = await jetstream.pull_subscribe_bind(DURABLE, STREAM)
    try:
        while True:
            try:
                messages = await jobs.fetch(1, timeout=FETCH_SECONDS)
            except NatsTimeout:
                continue
            for message in messages:
                await worker.take(message)
    finally:
        await jobs.unsubscribe()


def consumer() -> ConsumerConfig:
    """One consumer for all transcoders: each job goes to one that is free."""
    return ConsumerConfig(
        durable_name=DURABLE,
        filter_subject=TRANSCODE,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT_SECONDS,
        max_deliver=MAX_DELIVER,
    )


app = Program("transcoder", TranscoderSettings, transcoder)
