"""Operations whose results come one after the other, as server-sent events (graphql-sse)."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

import msgspec
from litestar.response import Stream
from strawberry.http.streaming import SSETransport, merge_stream_with_heartbeat

from gateway.graphql.http_answer import formatted
from gateway.seats import Seats

_QUIET_SECONDS = 12.0
"""Proxies close what says nothing for a minute, and some earlier."""

_transport = SSETransport(_QUIET_SECONDS)


def event_stream(results: Any, seats: Seats, seat: str) -> Stream:
    """Each result as an event `next`, then `complete`. Nothing is made before it can be sent."""

    async def events() -> AsyncGenerator[str, None]:
        async with aclosing(results):
            async for result in results:
                yield _transport.encode_next(formatted(result), _encoded)  # type: ignore[arg-type]
        yield _transport.encode_complete()

    merged = merge_stream_with_heartbeat(
        events, lambda: _transport.encode_comment("noch da"), _QUIET_SECONDS,
        send_initial_heartbeat=False,
    )  # fmt: skip
    return Stream(_seated(merged(), seats, seat), headers=dict(_transport.headers))


async def _seated(parts: AsyncGenerator[str, None], seats: Seats, seat: str) -> AsyncIterator[str]:
    with seats.taken(seat):
        async with aclosing(parts):
            async for part in parts:
                yield part


def _encoded(data: object) -> str:
    return msgspec.json.encode(data).decode()
