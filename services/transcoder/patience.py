"""Waiting for a part of the hub that does not answer, instead of giving the work up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shared.contracts.errors import Unavailable
from shared.kit import log

R = TypeVar("R")

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
PATIENCE_SECONDS = 15 * 60

_logger = log.get("hub.transcoder")


async def patiently(
    what: Callable[[], Awaitable[R]], *, patience_seconds: float = PATIENCE_SECONDS
) -> R:
    """Repeats `what` while it is `Unavailable`; raises that when the patience has run out."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience_seconds
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return await what()
        except Unavailable as error:
            if loop.time() + pause > end:
                raise
            _logger.warning("waiting", reason=error.message)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
