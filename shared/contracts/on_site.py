"""What an item has to do with a place: where it is, whom to ask, and when one can come."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import PLAIN, Line, WebAddress

ShortLine = Annotated[str, Meta(max_length=200, pattern=PLAIN)]

Moment = Annotated[datetime, Meta(tz=True)]


class Place(Struct, frozen=True, kw_only=True):
    """Somewhere to go: a workshop, a measuring point, where something can be borrowed."""

    name: Line
    address: Annotated[
        str, Meta(max_length=300, pattern=PLAIN, description="Street, postcode and town.")
    ] = ""
    latitude: Annotated[float, Meta(ge=-90, le=90, description="Degrees north, WGS 84.")] | None = (
        None
    )
    longitude: (
        Annotated[float, Meta(ge=-180, le=180, description="Degrees east, WGS 84.")] | None
    ) = None
    url: WebAddress = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to ask."""

    name: Line
    organisation: ShortLine = ""
    email: Annotated[str, Meta(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?\Z")] = ""
    phone: Annotated[str, Meta(max_length=40, pattern=r"^(\+?[0-9 ()/.-]+)?\Z")] = ""
    url: WebAddress = ""


class Appointment(Struct, frozen=True, kw_only=True):
    """When one can come and take part."""

    title: Line
    starts_at: Moment
    ends_at: Moment | None = None
    place: Annotated[ShortLine, Meta(description="Where, in words.")] = ""
    url: WebAddress = ""


Places = Annotated[tuple[Place, ...], Meta(max_length=20, description="Where it is.")]
Contacts = Annotated[tuple[Contact, ...], Meta(max_length=10, description="Whom to ask.")]
Dates = Annotated[tuple[Appointment, ...], Meta(max_length=50, description="When one can come.")]
