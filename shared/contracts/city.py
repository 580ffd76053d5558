"""The city that runs the hub: its name, its innovation fields and its measures."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.accessibility import Accessibility
from shared.contracts.words import Line, Markdown, Slug, WebAddress

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z")]
FileName = Annotated[
    str,
    Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|webp))?\Z", max_length=100),
]


class Topic(Struct, frozen=True, kw_only=True):
    """An innovation field or a measure."""

    slug: Slug
    title: Line
    summary: Annotated[str, Meta(max_length=1000)] = ""
    text: Annotated[Markdown, Meta(description="What it is, at length.")] = ""
    website: Annotated[WebAddress, Meta(description="Where the city tells more of it.")] = ""


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


class Texts(Struct, frozen=True, kw_only=True):
    """The city's own words; where they are empty, general ones stand."""

    start_title: Annotated[str, Meta(max_length=80)] = ""
    start_lead: Annotated[str, Meta(max_length=400)] = ""
    about: Annotated[Markdown, Meta(description="Who stands behind the pages, and why.")] = ""


class City(Struct, frozen=True, kw_only=True):
    """What another municipality changes to make the hub its own."""

    name: Line
    publisher: Line
    hub_name: Line
    website: str
    contact_email: str
    security_contact: Annotated[
        str, Meta(description="For reports of weak points; else `contact_email`.")
    ] = ""
    logo: Annotated[FileName, Meta(description="A picture beside the city file.")] = ""
    fields: tuple[Topic, ...]
    measures: tuple[Topic, ...]
    districts: Annotated[
        tuple[Topic, ...], Meta(description="Where something was measured, no finer than this.")
    ] = ()
    texts: Texts = Texts()
    sign_language_video: Annotated[
        Slug | None, Meta(description="The video that introduces the pages in sign language.")
    ] = None
    legal: Legal = Legal()
    accessibility: Accessibility = Accessibility()
    colours: Annotated[
        dict[Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*\Z")], Colour],
        Meta(description="CSS custom properties of the design, for instance `teal`."),
    ] = {}
