"""The city that runs the hub: its name, its innovation fields and its measures."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import Line, Slug

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z")]


class Topic(Struct, frozen=True, kw_only=True):
    """An innovation field or a measure."""

    slug: Slug
    title: Line
    summary: Annotated[str, Meta(max_length=1000)] = ""


class Legal(Struct, frozen=True, kw_only=True):
    """What the law wants on the pages and only the city knows; what is empty is shown as a gap."""

    address: tuple[str, ...] = ()
    represented_by: str = ""
    phone: str = ""
    vat_id: str = ""
    responsible_for_content: str = ""
    data_protection_officer: str = ""
    data_protection_authority: str = ""
    hosting: str = ""
    log_retention: str = ""
    accessibility_contact: str = ""
    accessibility_checked: Annotated[str, Meta(description="When and how it was tested.")] = ""


class City(Struct, frozen=True, kw_only=True):
    """What another municipality changes to make the hub its own."""

    name: Line
    publisher: Line
    hub_name: Line
    website: str
    contact_email: str
    fields: tuple[Topic, ...]
    measures: tuple[Topic, ...]
    districts: Annotated[
        tuple[Topic, ...], Meta(description="Where something was measured, no finer than this.")
    ] = ()
    legal: Legal = Legal()
    colours: Annotated[
        dict[Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*\Z")], Colour],
        Meta(description="CSS custom properties of the design, for instance `teal`."),
    ] = {}
