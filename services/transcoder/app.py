"""The transcoder: takes jobs from the work queue until it is told to stop."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from nats.errors import ConnectionReconnectingError
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig

from services.transcoder.scratch import workspace
from services.transcoder.settings import TranscoderSettings
from services.transcoder.worker import Worker
from shared.contracts.jobs import LATER, MAX_DELIVER, NOW, SPEECH, STREAM
from shared.kit import log
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus
from shared.kit.run import Program
from shared.kit.streams import ensure_streams

_PAUSE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Lane:
    """A part of the queue, and how many seconds a worker waits there before it looks elsewhere."""

    consumer: str
    subject: str
    seconds: float


FILMS = Lane("transcoder-now", NOW, 0.1), Lane("transcoder-later", LATER, 0.4)
"""The first goes before: somebody waits for what is there."""

WORDS = (Lane("transcoder-speech", SPEECH, 5.0),)

_logger = log.get("hub.transcoder")


@asynccontextmanager
async def transcoder(settings: TranscoderSettings, stop: asyncio.Event) -> AsyncIterator[None]:
    """Works while it is open, on a film and on spoken words side by side; on leaving, running
    jobs go back and their processes are killed.
    """
    async with (
        Bus.connect(settings.nats_url, "transcoder") as bus,
        workspace(settings.work_dir) as folder,
        Blobs.open_for(settings) as blobs,
    ):
        await ensure_streams(bus.jetstream)
        worker = Worker(bus, blobs, settings, folder)
        works = [
            asyncio.create_task(_work(bus, worker, lanes, settings.ack_wait_seconds))
            for lanes in (FILMS, WORDS)
        ]
        for working in works:
            working.add_done_callback(partial(_ended, stop))
        try:
            yield
        finally:
            for working in works:
                working.cancel()
            await asyncio.wait(works)


def _ended(stop: asyncio.Event, working: asyncio.Task[None]) -> None:
    """Working never ends by itself: if it does, the program is started anew."""
    stop.set()
    if not working.cancelled() and (error := working.exception()):
        _logger.error("stopped unexpectedly", exc_info=error)


async def _work(bus: Bus, worker: Worker, lanes: Sequence[Lane], ack_wait: float) -> None:
    while True:
        try:
            await _take_jobs(bus, worker, lanes, ack_wait)
        except NatsError as error:
            _logger.warning("waiting for the queue", reason=str(error) or type(error).__name__)
            await asyncio.sleep(_PAUSE_SECONDS)


async def _take_jobs(bus: Bus, worker: Worker, lanes: Sequence[Lane], ack_wait: float) -> None:
    """Raises when the queue does not answer or a consumer is gone: it is made anew then.

    While NATS is away nothing is asked for: the questions would all be answered at once later,
    with jobs that wait here until they are taken for lost.
    """
    async with AsyncExitStack() as stack:
        queues = [await _subscribed(bus.jetstream, lane, ack_wait, stack) for lane in lanes]
        while bus.client.is_connected:
            for lane, jobs in zip(lanes, queues, strict=True):
                if await _take(jobs, worker, lane.seconds):
                    break
    raise ConnectionReconnectingError


async def _subscribed(
    jetstream: JetStreamContext, lane: Lane, ack_wait: float, stack: AsyncExitStack
) -> JetStreamContext.PullSubscription:
    """One consumer for all transcoders: a job goes to one that is free."""
    await jetstream.add_consumer(STREAM, _consumer(lane, ack_wait))
    jobs = await jetstream.pull_subscribe_bind(lane.consumer, STREAM)
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


def _consumer(lane: Lane, ack_wait: float) -> ConsumerConfig:
    return ConsumerConfig(
        durable_name=lane.consumer,
        filter_subject=f"{lane.subject}.>",
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ack_wait,
        max_deliver=MAX_DELIVER,
    )


app = Program("transcoder", TranscoderSettings, transcoder)
