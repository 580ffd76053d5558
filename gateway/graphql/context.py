"""What resolvers know of the request."""

from typing import Any

from strawberry.litestar import BaseContext
from strawberry.types import Info as StrawberryInfo

from gateway.clients import Services
from shared.contracts.caller import Caller
from shared.contracts.city import City


class Context(BaseContext, kw_only=True):
    """One request: the services in its caller's name, the city, and the hub's public address."""

    services: Services
    city: City
    public_url: str

    @property
    def caller(self) -> Caller | None:
        return self.services.caller


Info = StrawberryInfo[Context, Any]
