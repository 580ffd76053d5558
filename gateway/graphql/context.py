"""What resolvers know of the request."""

from collections.abc import Iterator
from typing import Any

from strawberry.extensions import SchemaExtension
from strawberry.litestar import BaseContext
from strawberry.types import Info as StrawberryInfo

from gateway.auth.preview_tokens import PreviewTokens
from gateway.clients import Services
from gateway.feeds.log import ChangeLog
from gateway.participation import ParticipationBoard
from gateway.submissions import Submissions
from shared.contracts.caller import Caller
from shared.contracts.city import City


class Context(BaseContext, kw_only=True):
    """One request: the services in its caller's name, the city, the hub's public address, what
    lets players look at drafts, who has sent how much without an account, the log of changes, and
    the projects of the participation platforms.
    """

    services: Services
    city: City
    public_url: str
    previews: PreviewTokens
    submissions: Submissions
    log: ChangeLog
    participation: ParticipationBoard

    @property
    def caller(self) -> Caller | None:
        return self.services.caller


class PresentState(SchemaExtension):
    """Each operation loads anew: a WebSocket's context lives as long as the connection."""

    def on_operation(self) -> Iterator[None]:
        """Forgets what an earlier operation on the same connection has loaded."""
        context = self.execution_context.context
        if isinstance(context, Context):
            context.services.forget()
        yield


Info = StrawberryInfo[Context, Any]
