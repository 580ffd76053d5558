"""Whole exports are few at a time."""

import asyncio
from typing import Any

import msgspec

from gateway.auth.throttle import TooManyAttempts
from gateway.feeds.rest import Feeds, _lines


async def test_one_too_many_is_told_and_not_kept_waiting() -> None:
    nothing: Any = None
    feeds = Feeds(nothing, nothing, nothing, "http://hub.test", asyncio.Semaphore(0))
    (line,) = [line async for line in _lines(feeds, nothing)]
    assert msgspec.json.decode(line) == {"end": False, "code": TooManyAttempts.code}
