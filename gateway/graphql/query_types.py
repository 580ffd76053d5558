"""What is asked and answered beside the content itself."""

from datetime import datetime

import strawberry

from gateway.graphql.resolved import example
from gateway.graphql.scalars import enum_type
from shared.contracts.caller import Role
from shared.contracts.content import Status

enum_type(Role)
enum_type(Status)


@strawberry.input(description="What narrows a list.")
class ContentFilter:
    language: str | None = strawberry.field(
        default=None, description="BCP 47.", metadata=example("de")
    )
    field: str | None = strawberry.field(
        default=None, description="Slug of an innovation field.", metadata=example("umwelt")
    )
    measure: str | None = strawberry.field(
        default=None, description="Slug of a measure.", metadata=example("innovationslab")
    )
    tag: str | None = strawberry.field(
        default=None, description="One of the items' tags.", metadata=example("Sensor")
    )
    status: Status = strawberry.field(
        default=Status.PUBLISHED, description="Others than PUBLISHED need a sign-in."
    )


@strawberry.type(description="Who is signed in.")
class Me:
    id: strawberry.ID = strawberry.field(
        description="The account's id.", metadata=example("0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80")
    )
    name: str = strawberry.field(description="As it signs in.", metadata=example("Kim Muster"))
    role: Role = strawberry.field(description="What it may do.")


@strawberry.type(description="An item as it was after one change.")
class Version:
    revision: int = strawberry.field(
        description="The item's `revision` after the change.", metadata=example(3)
    )
    at: datetime = strawberry.field(description="When it was changed.")
    by: str = strawberry.field(
        description="Who changed it; empty where the hub did.", metadata=example("Kim Muster")
    )
    title: str = strawberry.field(
        description="What it was called.", metadata=example("Feinstaub messen")
    )
    status: Status = strawberry.field(description="Where it stood in its life.")
