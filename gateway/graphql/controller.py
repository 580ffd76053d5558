"""GraphQL over HTTP and WebSocket at `/graphql`; browsers that open it see GraphiQL."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
from cross_web import HTTPException
from litestar import Request, Response
from strawberry.http.base import BaseRequestProtocol
from strawberry.litestar import make_graphql_controller
from strawberry.schema import Schema
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from gateway.graphql.context import Context
from shared.contracts.caller import Caller

_INIT_PATIENCE = timedelta(seconds=10)
_SUBSCRIPTIONS = 20


def graphql_controller(
    schema: Schema,
    context_for: Callable[[Caller | None], Context],
    graphiql: Callable[[Request[Any, Any, Any]], Response[str]],
) -> Any:
    """The controller to be mounted. Mutations are refused by GET, as they must be."""

    async def context(request: Request[Any, Any, Any]) -> Context:
        return context_for(request.scope.get("user"))

    stock: Any = make_graphql_controller(
        schema,
        path="/graphql",
        context_getter=context,
        subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
        connection_init_wait_timeout=_INIT_PATIENCE,
        max_subscriptions_per_connection=_SUBSCRIPTIONS,
    )

    class GraphqlController(stock):  # type: ignore[misc]
        path = "/graphql"

        def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
            """For a person's browser, also where the address already holds a query."""
            return request.method == "GET" and "text/html" in request.headers.get("accept", "")

        def parse_json(self, data: str | bytes) -> object:
            """The body; 400 where it is no JSON, or nested beyond reason."""
            try:
                body = msgspec.json.decode(data)
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
                body = None
            if not isinstance(body, dict):
                raise HTTPException(400, "Der Inhalt der Anfrage ist kein JSON-Objekt.")
            return body

        def encode_json(self, data: object) -> bytes:
            return msgspec.json.encode(data)

        async def render_graphql_ide(self, request: Request[Any, Any, Any]) -> Response[str]:
            return graphiql(request)

    return GraphqlController
