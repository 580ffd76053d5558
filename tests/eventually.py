"""What becomes true a moment later."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = 30.0


async def eventually(
    ask: Callable[[], Awaitable[T]], so: Callable[[T], Any], seconds: float = PATIENCE_SECONDS
) -> T:
    """What is asked, as soon as it is so."""
    end = time.monotonic() + seconds
    while True:
        found = await ask()
        if so(found):
            return found
        assert time.monotonic() < end, found
        await asyncio.sleep(0.05)
