"""The transcoder: takes jobs from the work queue until it is told to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from nats.errors import ConnectionReconnectingError
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from services.transcoder.scratch import workspace
from services.transcoder.settings import TranscoderSettings
from services.transcoder.worker import Worker
from shared.contracts.jobs import LATER, MAX_DELIVER, NOW, STREAM
from shared.kit import log
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus
from shared.kit.run import Program
from shared.kit.streams import ensure_streams

NOW_SECONDS = 0.1
LATER_SECONDS = 0.4
"""How long a worker waits for a job that somebody waits for, and then for any other."""

_PAUSE_SECONDS = 1

Lanes = tuple[ConsumerConfig, ConsumerConfig]

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
        working = asyncio.create_task(_work(bus, worker, lanes(settings.ack_wait_seconds)))
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


async def _work(bus: Bus, worker: Worker, lanes: Lanes) -> None:
    while True:
        try:
            await _take_jobs(bus, worker, lanes)
        except NatsError as error:
            _logger.warning("waiting for the queue", reason=str(error) or type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _take_jobs(bus: Bus, worker: Worker, lanes: Lanes) -> None:
    """Raises when the queue does not answer or a consumer is gone: it is made anew then.

    While NATS is away nothing is asked for: the questions would all be answered at once later,
    with jobs that wait here until they are taken for lost.
    """
    async with AsyncExitStack() as stack:
        now, later = [await _subscribed(bus.jetstream, lane, stack) for lane in lanes]
        while bus.client.is_connected:
            if not await _take(now, worker, NOW_SECONDS):
                await _take(later, worker, LATER_SECONDS)
    raise ConnectionReconnectingError


async def _subscribed(
    jetstream: JetStreamContext, lane: ConsumerConfig, stack: AsyncExitStack
) -> JetStreamContext.PullSubscription:
    await jetstream.add_consumer(STREAM, lane)
    jobs = await jetstream.pull_subscribe_bind(lane.durable_name, STREAM)
    stack.push_async_callback(jobs.unsubscribe)
    return jobs


async def _take(jobs: JetStreamContext.PullSubscription, worker: Worker, seconds: float) -> bool:
    """Whether there was a job."""
    try:
        messages = await jobs.fetch(1, timeout=seconds)
    except NatsTimeout:
        return False
    for message in messages:
        await worker.take(message)
    return True


def lanes(ack_wait_seconds: float) -> Lanes:
    """One consumer each for all transcoders: a job goes to one that is free."""
    return _lane("transcoder-now", NOW, ack_wait_seconds), _lane(
        "transcoder-later", LATER, ack_wait_seconds
    )


def _lane(name: str, subject: str, ack_wait_seconds: float) -> ConsumerConfig:
    return ConsumerConfig(
        durable_name=name,
        filter_subject=f"{subject}.>",
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ack_wait_seconds,
        max_deliver=MAX_DELIVER,
    )


app = Program("transcoder", TranscoderSettings, transcoder)
