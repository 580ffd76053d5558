"""What resolvers know of the request."""

from collections.abc import Iterator
from typing import Any

from litestar.connection import ASGIConnection
from msgspec import Struct
from strawberry.extensions import SchemaExtension
from strawberry.types import Info as StrawberryInfo
from strawberry.types.graphql import OperationType

from gateway.auth.preview_tokens import PreviewTokens
from gateway.clients import Services
from gateway.feeds.log import ChangeLog
from gateway.graphql.admission import Budget
from gateway.participation import ParticipationBoard
from gateway.submissions import Submissions
from shared.contracts.caller import Caller
from shared.contracts.city import City

Connection = ASGIConnection[Any, Any, Any, Any]


class Context(Struct, kw_only=True):
    """One request: the services in its caller's name, the city, the hub's public address, what
    lets players look at drafts, who has sent how much without an account, the log of changes, and
    the projects of the participation platforms. The hub's own documents have neither a connection
    nor a budget.
    """

    services: Services
    city: City
    public_url: str
    previews: PreviewTokens
    submissions: Submissions
    change_log: ChangeLog
    board: ParticipationBoard
    connection: Connection | None = None
    budget: Budget | None = None

    @property
    def caller(self) -> Caller | None:
        return self.services.caller

    @property
    def log(self) -> ChangeLog:
        """An answer from it is as old as the moment."""
        self.services.reads.pass_away()
        return self.change_log

    @property
    def participation(self) -> ParticipationBoard:
        """What it says depends on the time of day, too."""
        self.services.reads.pass_away()
        return self.board


class PresentState(SchemaExtension):
    """Each operation loads anew: a WebSocket's context lives as long as the connection."""

    def on_operation(self) -> Iterator[None]:
        """Forgets what an earlier operation on the same connection has loaded."""
        context = self.execution_context.context
        if isinstance(context, Context):
            context.services.forget()
        yield

    def on_execute(self) -> Iterator[None]:
        """Reading has an end; writing has that of its calls: else nobody knew what it did."""
        context = self.execution_context
        if isinstance(context.context, Context):
            context.context.services.begin(
                reads=context.operation_type is OperationType.QUERY,
            )
        yield


Info = StrawberryInfo[Context, Any]
"""Resolvers ask it for its context alone: they get no more where they are compiled."""
