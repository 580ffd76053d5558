"""The schema put together."""

from typing import Any

from strawberry.schema.config import StrawberryConfig

from gateway.graphql.context import PresentState
from gateway.graphql.errors import PlainErrors
from gateway.graphql.hub_schema import HubSchema
from gateway.graphql.kind_types import KIND_TYPES
from gateway.graphql.mutations import mutation_type
from gateway.graphql.query import query_type
from gateway.graphql.scalars import SCALARS
from gateway.graphql.subscription import Subscription


def make_schema() -> HubSchema:
    """The hub's public schema; its SDL is committed as `gateway/schema.graphql`."""
    scalars: Any = SCALARS
    return HubSchema(
        query=query_type(),
        mutation=mutation_type(),
        subscription=Subscription,
        types=list(KIND_TYPES.values()),
        extensions=(PlainErrors, PresentState),
        config=StrawberryConfig(scalar_map=scalars),
    )
