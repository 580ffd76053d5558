"""Jobs that were delivered too often: the video says so, and the queue is rid of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from shared.contracts import jobs
from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.documents import DatabaseError

_logger = log.get("hub.dead_letters")
GIVEN_UP = "given_up"
_MESSAGE = (
    "Die Verarbeitung ist mehrmals abgebrochen. Bitte versuchen Sie es noch einmal. "
    "Hilft das nicht, speichern Sie das Video in einem anderen Format und senden Sie es neu."
)
_SPEECH_MESSAGE = (
    "Das Erstellen der automatischen Untertitel wurde mehrmals abgebrochen. "
    "Bitte versuchen Sie es noch einmal oder laden Sie Untertitel hoch."
)

Tell = Callable[[jobs.Job], Awaitable[None]]
Failed = Callable[[jobs.TranscodeFailed, None], Awaitable[jobs.Noted]]
SpeechFailed = Callable[[jobs.SpeechFailed, None], Awaitable[jobs.Noted]]


class Advisory(msgspec.Struct, frozen=True):
    """JetStream's `io.nats.jetstream.advisory.v1.max_deliver`, as far as it is read here."""

    stream_seq: int


@asynccontextmanager
async def reading_dead_letters(jetstream: JetStreamContext, tell: Tell) -> AsyncIterator[None]:
    """Reads the stream DEAD while open; several processes share the work."""
    task = asyncio.create_task(_read(jetstream, tell))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read(jetstream: JetStreamContext, tell: Tell) -> None:
    while True:
        try:
            async with _subscribed(jetstream) as letters:
                while True:
                    for letter in await _next(letters):
                        await _bury(jetstream, letter, tell)
        except (NatsError, DatabaseError, HubError) as error:
            _logger.warning("dead letters wait", reason=repr(error))
            await asyncio.sleep(1)


@asynccontextmanager
async def _subscribed(
    jetstream: JetStreamContext,
) -> AsyncIterator[JetStreamContext.PullSubscription]:
    letters = await jetstream.pull_subscribe(
        "$JS.EVENT.ADVISORY.>", durable="videos", stream=jobs.DEAD_STREAM
    )
    try:
        yield letters
    finally:  # what it has not read would keep the connection from draining
        with suppress(NatsError):
            await letters.unsubscribe()


async def _next(letters: JetStreamContext.PullSubscription) -> list[Msg]:
    try:
        return await letters.fetch(1, timeout=30)
    except TimeoutError:
        return []


async def _bury(jetstream: JetStreamContext, letter: Msg, tell: Tell) -> None:
    try:
        sequence = msgspec.json.decode(letter.data, type=Advisory).stream_seq
        found = await jetstream.get_msg(jobs.STREAM, sequence)
        job = msgspec.json.decode(found.data or b"", type=jobs.Job)
    except NotFoundError:
        await letter.ack()
        return
    except msgspec.DecodeError as error:
        _logger.warning("not a dead letter", reason=str(error))
        await letter.term()
        return
    await tell(job)
    await jetstream.delete_msg(jobs.STREAM, sequence)
    await letter.ack()
    _logger.error("job given up", job=repr(job))


class GivenUp:
    """Says of a job that was given up what it means for its video."""

    def __init__(self, failed: Failed, speech_failed: SpeechFailed) -> None:
        self._failed = failed
        self._speech_failed = speech_failed

    async def tell(self, job: jobs.Job) -> None:
        """A run ends as failed; still pictures are asked for again at the next change."""
        match job:
            case jobs.FramesJob():
                return
            case jobs.SpeechJob():
                await self._speech_failed(_speech_given_up(job), None)
            case _:
                await self._failed(_given_up(job.run), None)


def _given_up(run: jobs.Run) -> jobs.TranscodeFailed:
    return jobs.TranscodeFailed(
        video_id=run.video_id, job_id=run.id, track=run.track, code=GIVEN_UP, message=_MESSAGE
    )


def _speech_given_up(job: jobs.SpeechJob) -> jobs.SpeechFailed:
    return jobs.SpeechFailed(
        video_id=job.video_id, job_id=job.id, code=GIVEN_UP, message=_SPEECH_MESSAGE
    )
