"""The city that runs the hub: its name, its innovation fields and its measures."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import Line, Slug


class Topic(Struct, frozen=True, kw_only=True):
    """An innovation field or a measure."""

    slug: Slug
    title: Line
    summary: Annotated[str, Meta(max_length=1000)] = ""


class City(Struct, frozen=True, kw_only=True):
    """What another municipality changes to make the hub its own."""

    name: Line
    publisher: Line
    hub_name: Line
    website: str
    contact_email: str
    fields: tuple[Topic, ...]
    measures: tuple[Topic, ...]
