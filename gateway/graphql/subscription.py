"""Live news: how far the processing of a video is."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import msgspec
import strawberry
from nats.aio.msg import Msg

from gateway.graphql.context import Context, Info
from gateway.graphql.ids import decode
from gateway.graphql.resolved import streamed
from gateway.graphql.scalars import enum_type
from shared.contracts import events
from shared.contracts.calls import GetMany
from shared.contracts.errors import NotFound
from shared.contracts.jobs import TranscodeProgress, progress_subject
from shared.contracts.kinds import VIDEOS
from shared.contracts.video import ProcessingState, Video

enum_type(ProcessingState)

_WAITING_MESSAGES = 64
_ENDS = {ProcessingState.READY, ProcessingState.FAILED}


@strawberry.type(description="The state of a video's processing at one moment.")
class VideoProgress:
    state: ProcessingState
    fraction: float = strawberry.field(description="From 0 to 1.")
    speed: float | None = strawberry.field(
        default=None, description="Seconds of video per second of work."
    )
    remaining_seconds: float | None = None
    message: str = strawberry.field(default="", description="Why it failed, in German.")


@strawberry.type
class Subscription:
    @streamed("How far a video's processing is, until it is ready or has failed.")
    async def video_progress(
        self, info: Info, id: strawberry.ID
    ) -> AsyncGenerator[VideoProgress, None]:
        kind, video_id = decode(str(id))
        client = info.context.services.bus.client
        news: asyncio.Queue[Msg] = asyncio.Queue(_WAITING_MESSAGES)
        subjects = (progress_subject(video_id), events.subject(kind, video_id))
        subscriptions = [await client.subscribe(each, cb=_into(news)) for each in subjects]
        try:
            video = await _video(info.context, video_id)
            yield _state(video)
            while video.processing.state not in _ENDS:
                message = await news.get()
                if message.subject.startswith("progress."):
                    yield _running(message)
                else:
                    video = await _video(info.context, video_id)
                    yield _state(video)
        finally:
            for subscription in subscriptions:
                await subscription.unsubscribe()


def _into(news: "asyncio.Queue[Msg]") -> Callable[[Msg], Awaitable[None]]:
    """A full queue drops the oldest news: only the latest counts."""

    async def put(message: Msg) -> None:
        if news.full():
            news.get_nowait()
        news.put_nowait(message)

    return put


async def _video(context: Context, video_id: str) -> Video:
    found = await context.services.call(VIDEOS.calls.get_many, GetMany(ids=(video_id,)))
    if not found.items:
        raise NotFound("Dieses Video gibt es nicht.", field="id")
    return found.items[0]


def _state(video: Video) -> VideoProgress:
    processing = video.processing
    done = 1.0 if processing.state is ProcessingState.READY else 0.0
    return VideoProgress(state=processing.state, fraction=done, message=processing.message)


def _running(message: Msg) -> VideoProgress:
    progress = msgspec.json.decode(message.data, type=TranscodeProgress)
    return VideoProgress(
        state=ProcessingState.RUNNING,
        fraction=progress.fraction,
        speed=progress.speed or None,
        remaining_seconds=progress.remaining_seconds,
    )
