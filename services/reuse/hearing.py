"""The stream of another hub's news: it only wakes, what is true stands in the pages."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

from services.reuse.upstream import Upstream
from shared.contracts.errors import HubError
from shared.contracts.reuse import FollowedHub
from shared.kit import log

_REST_SECONDS = 1.0
_REST_AFTER_FAILURE_SECONDS = 5.0

_logger = log.get("hub.reuse")

Followed = Callable[[], tuple[Upstream | None, FollowedHub | None]]


async def hear(followed: Followed, news: asyncio.Event) -> None:
    """Sets `news` with each change of the hub that is followed at the time; without end. Without
    the stream the pages are looked at more seldom, no more.
    """
    while True:
        upstream, hub = followed()
        if upstream and hub:
            await _hear(upstream, hub, news)
        await asyncio.sleep(_REST_SECONDS)


async def _hear(upstream: Upstream, hub: FollowedHub, news: asyncio.Event) -> None:
    try:
        async with aclosing(upstream.news(hub.cursor)) as told:
            async for _ in told:
                news.set()
    except HubError as error:
        _logger.info("stream of news ended", hub=hub.address, code=error.code)
    except Exception:
        _logger.exception("stream of news broke", hub=hub.address)
    else:
        return
    await asyncio.sleep(_REST_AFTER_FAILURE_SECONDS)
