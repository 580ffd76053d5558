"""The three streams: CONTENT (last event of each item), JOBS (work queue), DEAD (given up)."""

import asyncio

from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError

from shared.contracts import events, jobs
from shared.kit import log

_DUPLICATE_WINDOW_SECONDS = 120
_DEAD_DAYS = 30

_logger = log.get("hub.streams")

STREAMS = (
    StreamConfig(
        name=events.STREAM,
        description="The last event of each item: the compacted log of the hub.",
        subjects=["content.>"],
        max_msgs_per_subject=1,
        storage=StorageType.FILE,
        duplicate_window=_DUPLICATE_WINDOW_SECONDS,
        allow_direct=True,
    ),
    StreamConfig(
        name=jobs.STREAM,
        description="Work for whoever is free.",
        subjects=["jobs.>"],
        retention=RetentionPolicy.WORK_QUEUE,
        storage=StorageType.FILE,
        duplicate_window=_DUPLICATE_WINDOW_SECONDS,
    ),
    StreamConfig(
        name=jobs.DEAD_STREAM,
        description="JetStream's word of jobs delivered too often.",
        subjects=[f"$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.{jobs.STREAM}.>"],
        storage=StorageType.FILE,
        max_age=_DEAD_DAYS * 24 * 3600,
    ),
)


async def ensure_streams(jetstream: JetStreamContext) -> None:
    """Waits for JetStream and makes the streams that are missing or differ."""
    for config in STREAMS:
        await _ensure(jetstream, config)


async def restore_streams(jetstream: JetStreamContext) -> None:
    """Makes the streams anew that were lost while programs ran, or raises what NATS says."""
    _logger.warning("a stream is missing and made anew")
    for config in STREAMS:
        await _make(jetstream, config)


async def _ensure(jetstream: JetStreamContext, config: StreamConfig) -> None:
    while True:
        try:
            await _make(jetstream, config)
        except NatsError as error:
            _logger.warning("waiting for JetStream", reason=str(error) or type(error).__name__)
            await asyncio.sleep(0.5)
        else:
            return


async def _make(jetstream: JetStreamContext, config: StreamConfig) -> None:
    try:
        await jetstream.add_stream(config)
    except BadRequestError:
        await jetstream.update_stream(config)
