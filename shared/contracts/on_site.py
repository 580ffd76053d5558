"""What an item has to do with a place: where it is, whom to ask, and when one can come."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import PLAIN, Line, WebAddress, doc

ShortLine = Annotated[str, Meta(max_length=200, pattern=PLAIN)]

Moment = Annotated[datetime, Meta(tz=True)]


class Place(Struct, frozen=True, kw_only=True):
    """Somewhere to go: a workshop, a measuring point, where something can be borrowed."""

    name: Annotated[Line, doc("What people call it.", "Stadtlabor")]
    address: Annotated[
        str,
        Meta(max_length=300, pattern=PLAIN),
        doc("Street, postcode and town.", "Schillerplatz 7, 58636 Iserlohn"),
    ] = ""
    latitude: (
        Annotated[float, Meta(ge=-90, le=90), doc("Degrees north, WGS 84.", 51.3756)] | None
    ) = None
    longitude: (
        Annotated[float, Meta(ge=-180, le=180), doc("Degrees east, WGS 84.", 7.6954)] | None
    ) = None
    url: WebAddress = ""


class Contact(Struct, frozen=True, kw_only=True):
    """Whom to ask."""

    name: Annotated[Line, doc("Whom one reaches.", "Team Innovationslab")]
    organisation: Annotated[ShortLine, doc("Where they belong.", "Stadt Iserlohn")] = ""
    email: Annotated[
        str,
        Meta(max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?\Z"),
        doc("An address for mail.", "labor@stadt.example"),
    ] = ""
    phone: Annotated[
        str,
        Meta(max_length=40, pattern=r"^(\+?[0-9 ()/.-]+)?\Z"),
        doc("With its area code.", "+49 2371 217-0"),
    ] = ""
    url: WebAddress = ""


class Appointment(Struct, frozen=True, kw_only=True):
    """When one can come and take part."""

    title: Annotated[Line, doc("What takes place.", "Offene Werkstatt")]
    starts_at: Annotated[Moment, doc("When it begins.")]
    ends_at: Annotated[Moment | None, doc("When it ends; null where that is open.")] = None
    place: Annotated[ShortLine, doc("Where, in words.", "Stadtlabor, Raum 2")] = ""
    url: WebAddress = ""


Places = Annotated[tuple[Place, ...], Meta(max_length=20, description="Where it is.")]
Contacts = Annotated[tuple[Contact, ...], Meta(max_length=10, description="Whom to ask.")]
Dates = Annotated[tuple[Appointment, ...], Meta(max_length=50, description="When one can come.")]
