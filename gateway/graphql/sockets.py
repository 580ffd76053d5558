"""GraphQL over WebSocket (graphql-transport-ws): bounded in time, number and memory."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from datetime import timedelta
from typing import Any

import msgspec
from graphql import GraphQLError
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect
from msgspec import Struct
from strawberry.http.exceptions import NonJsonMessageReceived, WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.types.unset import UNSET

from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.context import Context
from gateway.graphql.errors import plain
from gateway.graphql.http_request import Asked, NotAnswered, read
from gateway.graphql.hub_schema import HubSchema
from gateway.graphql.limits import GraphqlLimits
from shared.kit import log

TOO_SLOW, TOO_MANY, WRONG_PROTOCOL = 4008, 4429, 4406
"""Why a connection is closed, beside the protocol's own codes."""

_MANY = "So viele Abfragen laufen schon auf dieser Verbindung."
_logger = log.get("hub.graphql")

GraphqlSocket = WebSocket[Any, Any, Any]


class _Message(Struct):
    type: str
    id: str | None = None


class _Subscribe(Struct):
    id: str
    payload: Asked


class _Wire:
    """What the protocol's handler reads and writes, and what it asks of whoever runs it."""

    def __init__(self, socket: GraphqlSocket, patience: float) -> None:
        self._socket = socket
        self._patience = patience
        self._sending = asyncio.Lock()
        self._farewell: asyncio.Future[None] | None = None

    async def on_ws_connect(self, _: object) -> Any:
        """Nobody is turned away at this point."""
        return UNSET

    async def iter_json(
        self, *, ignore_parsing_errors: bool = False
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Messages of the right form. Raises `NonJsonMessageReceived`."""
        del ignore_parsing_errors
        try:
            while True:
                yield _checked(await self._socket.receive_text())
        except WebSocketDisconnect:
            return

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Waits until there is room; whoever takes nothing for too long is let go."""
        if self._farewell is not None:
            raise WebSocketDisconnected
        try:
            async with asyncio.timeout(self._patience), self._sending:
                await self._socket.send_data(msgspec.json.encode(message).decode())
        except TimeoutError:
            await self.close(TOO_SLOW, "Zu langsam gelesen")
            raise WebSocketDisconnected from None
        except (WebSocketDisconnect, RuntimeError) as error:
            if isinstance(error, RuntimeError) and self._farewell is None:
                raise
            raise WebSocketDisconnected from None  # others have said farewell meanwhile

    async def close(self, code: int, reason: str) -> None:
        """Says why it ends, as soon as there is room; whoever waits for that may be stopped."""
        if self._farewell is None:
            self._farewell = asyncio.ensure_future(self._socket.close(code, reason))
        await asyncio.shield(self._farewell)

    async def closed(self) -> None:
        """What was said last is said; the server cuts off those who do not listen."""
        if self._farewell is not None:
            await asyncio.wait({self._farewell})
            self._farewell.exception()


def _checked(text: str) -> dict[str, Any]:
    try:
        message = read(text, dict[str, Any])
        kind = msgspec.convert(message, _Message).type
        if kind == "subscribe":
            msgspec.convert(message, _Subscribe)
    except (NotAnswered, msgspec.ValidationError):
        raise NonJsonMessageReceived from None
    return message


class _Handler(BaseGraphQLTransportWSHandler[Context, None]):
    async def handle_subscribe(self, message: Any) -> None:
        """Starts an operation, where not too many are under way."""
        if len(self.operations) < (self.max_subscriptions_per_connection or 0):
            await super().handle_subscribe(message)
            return
        error = plain(GraphQLError(_MANY, original_error=TooManyAttempts(_MANY)))
        await self.send_message(
            {"id": message["id"], "type": "error", "payload": [error.formatted]}
        )

    async def handle_task_exception(self, error: Exception) -> None:
        """Notes what is unexpected; that somebody left is not."""
        if not isinstance(error, WebSocketDisconnected):
            _logger.error("operation failed", exc_info=error)


async def converse(
    socket: GraphqlSocket, schema: HubSchema, context: Context, limits: GraphqlLimits
) -> None:
    """Accepts the connection and answers until it ends."""
    if GRAPHQL_TRANSPORT_WS_PROTOCOL not in socket.scope["subprotocols"]:
        await socket.accept()
        await socket.close(WRONG_PROTOCOL, f"Bitte sprechen Sie {GRAPHQL_TRANSPORT_WS_PROTOCOL}")
        return
    await socket.accept(subprotocols=GRAPHQL_TRANSPORT_WS_PROTOCOL)
    wire: Any = _Wire(socket, limits.graphql_send_seconds)
    handler = _Handler(
        view=wire,
        websocket=wire,
        context=context,
        root_value=None,
        schema=schema,
        connection_init_wait_timeout=timedelta(seconds=limits.graphql_init_seconds),
        max_subscriptions_per_connection=limits.graphql_subscriptions,
    )
    try:
        await handler.handle()
    finally:
        await wire.closed()


async def turn_away(socket: GraphqlSocket, reason: str) -> None:
    """Tells those for whom there is no room why, by a code that is typed."""
    await socket.accept(subprotocols=GRAPHQL_TRANSPORT_WS_PROTOCOL)
    await socket.close(TOO_MANY, reason)
