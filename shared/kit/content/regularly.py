"""What a content service does again and again, to make up for processes that died."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.settings import ContentSettings

_logger = log.get("hub.regularly")

Sweep = Callable[[], Awaitable[None]]


@asynccontextmanager
async def regularly(sweep: Sweep, settings: ContentSettings) -> AsyncIterator[None]:
    """While open, sweeps as often as the settings say; a sweep that fails is not the last."""
    task = asyncio.create_task(_repeat(sweep, settings))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _repeat(sweep: Sweep, settings: ContentSettings) -> None:
    await asyncio.sleep(settings.cleanup_first_seconds)
    while True:
        try:
            await sweep()
        except (HubError, DatabaseError) as error:
            _logger.warning("cleanup waits", reason=repr(error))
        except Exception:
            _logger.exception("cleanup stuck")
        await asyncio.sleep(settings.cleanup_seconds)
