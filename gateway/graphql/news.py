"""What is told on the bus of a video, for those who listen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from nats.aio.client import Client
from nats.aio.msg import Msg

from gateway.graphql.context import Context
from shared.contracts.calls import GetMany
from shared.contracts.errors import NotFound
from shared.contracts.kinds import VIDEOS
from shared.contracts.video import ProcessingState, Video

ENDS = {ProcessingState.READY, ProcessingState.FAILED, ProcessingState.CANCELLED}
"""After these there is nothing more to tell."""

_WAITING_MESSAGES = 64


@asynccontextmanager
async def news_on(client: Client, *subjects: str) -> AsyncIterator["asyncio.Queue[Msg]"]:
    """The messages on these subjects, as long as somebody listens."""
    news: asyncio.Queue[Msg] = asyncio.Queue(_WAITING_MESSAGES)
    subscriptions = [await client.subscribe(each, cb=_into(news)) for each in subjects]
    try:
        yield news
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


async def present_video(context: Context, video_id: str) -> Video:
    """As it is now, past everything that is kept in memory; `NotFound` where it is hidden."""
    found = await context.services.call(VIDEOS.calls.get_many, GetMany(ids=(video_id,)))
    if not found.items:
        raise NotFound("Dieses Video gibt es nicht.", field="id")
    return found.items[0]
