"""Jobs that were delivered too often: the video says so, and the queue is rid of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from services.videos.reports import Reports
from shared.contracts import jobs
from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.documents import DatabaseError

_logger = log.get("hub.dead_letters")
_MESSAGE = (
    "Die Verarbeitung ist mehrmals abgebrochen. Bitte versuchen Sie es noch einmal. "
    "Hilft das nicht, speichern Sie das Video in einem anderen Format und senden Sie es neu."
)


class Advisory(msgspec.Struct, frozen=True):
    """JetStream's `io.nats.jetstream.advisory.v1.max_deliver`, as far as it is read here."""

    stream_seq: int


@asynccontextmanager
async def reading_dead_letters(
    jetstream: JetStreamContext, reports: Reports
) -> AsyncIterator[None]:
    """Reads the stream DEAD while open; several processes share the work."""
    task = asyncio.create_task(_read(jetstream, reports))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read(jetstream: JetStreamContext, reports: Reports) -> None:
    while True:
        try:
            letters = await jetstream.pull_subscribe(
                "$JS.EVENT.ADVISORY.>", durable="videos", stream=jobs.DEAD_STREAM
            )
            while True:
                for letter in await _next(letters):
                    await _bury(jetstream, letter, reports)
        except (NatsError, DatabaseError, HubError) as error:
            _logger.warning("dead letters wait", reason=repr(error))
            await asyncio.sleep(1)


async def _next(letters: JetStreamContext.PullSubscription) -> list[Msg]:
    try:
        return await letters.fetch(1, timeout=30)
    except TimeoutError:
        return []


async def _bury(jetstream: JetStreamContext, letter: Msg, reports: Reports) -> None:
    try:
        sequence = msgspec.json.decode(letter.data, type=Advisory).stream_seq
        found = await jetstream.get_msg(jobs.STREAM, sequence)
        job = msgspec.json.decode(found.data or b"", type=jobs.TranscodeJob)
    except NotFoundError:
        await letter.ack()
        return
    except msgspec.DecodeError as error:
        _logger.warning("not a dead letter", reason=str(error))
        await letter.term()
        return
    await reports.failed(
        jobs.TranscodeFailed(
            video_id=job.video_id, job_id=job.id, code="given_up", message=_MESSAGE
        ),
        None,
    )
    await jetstream.delete_msg(jobs.STREAM, sequence)
    await letter.ack()
    _logger.error("job given up", job=job.id, video=job.video_id)
