"""GraphQL at `/graphql`: over HTTP, WebSocket and server-sent events; browsers see GraphiQL."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from litestar import Response, WebSocket, get, post, websocket
from litestar.types import ControllerRouterHandler
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from gateway.addresses import address_of, line_of
from gateway.auth.keys import ApiKey, Scope
from gateway.auth.middleware import is_own_origin
from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.admission import Budget, Desk
from gateway.graphql.answers import Answers, options_of
from gateway.graphql.context import Connection, Context
from gateway.graphql.http_answer import answer_of, not_answered
from gateway.graphql.http_request import (
    JSON,
    STREAM,
    Asked,
    GraphqlHttpRequest,
    NotAnswered,
    asked,
    media_type,
)
from gateway.graphql.hub_schema import HubSchema
from gateway.graphql.sockets import converse, turn_away
from gateway.graphql.streams import event_stream
from gateway.seats import Seats
from shared.contracts.caller import Caller
from shared.contracts.errors import Forbidden

PATH = "/graphql"
_FOREIGN = "Von dieser Seite aus kann niemandem gefolgt werden."


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the routes are made of; `context_for` knows the services in a caller's name."""

    schema: HubSchema
    context_for: Callable[[Caller | None], Context]
    desk: Desk
    seats: Seats
    answers: Answers

    async def answer(self, request: GraphqlHttpRequest) -> Response[Any]:
        """The answer to a request, whatever it is."""
        kind = JSON
        try:
            kind = media_type(request.headers.get("accept", ""))
            stranger = request.scope.get("user") is None
            given = await asked(request, self.desk.limits, stranger=stranger)
            if given.named is not None:
                given = await self.answers.with_document(given, *self._who(request))
            if kind == STREAM:
                return await self._streamed(request, given)
            return await self._carried_out(request, given, kind)
        except NotAnswered as error:
            return not_answered(error, kind if kind != STREAM else JSON)

    async def _carried_out(
        self, request: GraphqlHttpRequest, given: Asked, kind: str
    ) -> Response[bytes]:
        context, budget = self._context(request)
        allowed = _allowed(request) - {OperationType.SUBSCRIPTION}
        try:
            found = await self.answers.of(given, context, budget, allowed)
        except InvalidOperationTypeError as error:
            reason = error.as_http_error_reason(request.method)
            raise NotAnswered(HTTPStatus.METHOD_NOT_ALLOWED, reason) from None
        told = request.headers.get("if-none-match", "") if request.method == "GET" else None
        answer = answer_of(found, kind, budget, told, public=context.caller is None)
        return Response(answer.body, status_code=answer.status, headers=answer.headers)

    async def _streamed(self, request: GraphqlHttpRequest, given: Asked) -> Response[Any]:
        if not self.may_follow(request):
            raise NotAnswered(HTTPStatus.FORBIDDEN, _FOREIGN, Forbidden.code)
        try:
            seat = self.seat(request)
        except TooManyAttempts as error:
            raise NotAnswered(HTTPStatus.TOO_MANY_REQUESTS, error.message, error.code) from None
        context, _ = self._context(request)
        options = options_of(given, _allowed(request))
        results = await self.schema.stream(given.query, given.variables, context, **options)
        return event_stream(results, self.seats, seat)

    async def converse(self, socket: WebSocket[Any, Any, Any]) -> None:
        """A WebSocket, from its beginning to its end."""
        if not self.may_follow(socket):
            await socket.close()  # before it is accepted: the handshake is answered with 403
            return
        try:
            seat = self.seat(socket)
        except TooManyAttempts as error:
            await turn_away(socket, error.message)
            return
        context, _ = self._context(socket)
        with self.seats.taken(seat):
            await converse(socket, self.schema, context, self.desk.limits)

    def may_follow(self, connection: Connection) -> bool:
        """Browsers say from which page they come; only some may open streams."""
        origin = connection.headers.get("origin")
        allowed = origin in self.desk.limits.graphql_origins.split()
        return origin is None or allowed or is_own_origin(connection.headers)

    def seat(self, connection: Connection) -> str:
        """By what a stream is counted. Raises `TooManyAttempts` where there is no room."""
        key = connection.scope.get("auth")
        if key is not None and key.may(Scope.FOLLOW):
            self.seats.demand(key.id, self.desk.limits.graphql_key_factor)
            return str(key.id)
        address = line_of(address_of(connection))
        self.seats.demand(address)
        return address

    def _context(self, connection: Connection) -> tuple[Context, Budget]:
        """The services in the name of whoever asks, and the budget."""
        caller, _, budget = self._who(connection)
        context = self.context_for(caller)
        context.connection = connection
        context.budget = budget
        return context, budget

    def _who(self, connection: Connection) -> tuple[Caller | None, ApiKey | None, Budget]:
        caller, key = connection.scope.get("user"), connection.scope.get("auth")
        budget = self.desk.budget(caller, key, line_of(address_of(connection)))
        return caller, key, budget


def _allowed(request: GraphqlHttpRequest) -> set[OperationType]:
    """By GET nothing is changed."""
    return set(OperationType) - ({OperationType.MUTATION} if request.method == "GET" else set())


def graphql_handlers(
    endpoint: Endpoint, graphiql: Callable[[GraphqlHttpRequest], Response[str]]
) -> list[ControllerRouterHandler]:
    """The routes. A person's browser sees GraphiQL, also where the address holds a query."""

    @get(PATH, include_in_schema=False)
    async def read(request: GraphqlHttpRequest) -> Response[Any]:
        if "text/html" in request.headers.get("accept", ""):
            return graphiql(request)
        return await endpoint.answer(request)

    @post(PATH, include_in_schema=False, status_code=200)
    async def ask(request: GraphqlHttpRequest) -> Response[Any]:
        return await endpoint.answer(request)

    @websocket(PATH)
    async def follow(socket: WebSocket[Any, Any, Any]) -> None:
        await endpoint.converse(socket)

    return [read, ask, follow]
