"""The head that every kind of content has in common."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.licence import LicenceCode
from shared.contracts.mirrored import Mirrored
from shared.contracts.on_site import Contacts, Dates, Places
from shared.contracts.words import (
    BY_HUB,
    HIDDEN,
    PLAIN,
    PROSE,
    Id,
    ImageKey,
    Language,
    Line,
    Slug,
    Summary,
    Title,
    Uuid7,
    WebAddress,
)


class ContentKind(StrEnum):
    """What an item is; the tag of its Struct on the bus."""

    EXPERIMENT = "experiment"
    GUIDE = "guide"
    VIDEO = "video"


class Status(StrEnum):
    """Where an item stands in its life: draft, in review, published, then withdrawn or archived."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class WithdrawalReason(StrEnum):
    """Why an item was taken down; others who reuse it see this reason."""

    RIGHTS = "rights"
    PRIVACY = "privacy"
    OUTDATED = "outdated"
    SAFETY_RECALL = "safety_recall"
    OTHER = "other"


class Relation(StrEnum):
    """How another item belongs to this one."""

    RELATED = "related"
    PREREQUISITE = "prerequisite"
    EXPLAINED_BY = "explained_by"


class Reference(Struct, frozen=True, kw_only=True):
    """A link to another item of the hub."""

    kind: ContentKind
    id: Id
    relation: Relation = Relation.RELATED


class Image(Struct, frozen=True, kw_only=True):
    """A picture in the object store with what someone who cannot see it needs."""

    key: Annotated[ImageKey, HIDDEN]
    alt: Annotated[
        str, Meta(max_length=500, pattern=PLAIN, description="Empty only for pure decoration.")
    ]
    credit: Annotated[str, Meta(max_length=200, pattern=PLAIN)] = ""
    width: Annotated[int, Meta(ge=1, le=20_000, description="Pixels.")] | None = None
    height: Annotated[int, Meta(ge=1, le=20_000, description="Pixels.")] | None = None


class Audience(Struct, frozen=True, kw_only=True):
    """Whom an item is made for, by age in years."""

    age_from: Annotated[int, Meta(ge=0, le=120)] = 0
    age_to: Annotated[int, Meta(ge=0, le=120)] | None = None


class Author(Struct, frozen=True, kw_only=True):
    """Who made an item: a person or an organisation."""

    name: Line
    organisation: Annotated[str, Meta(max_length=200, pattern=PLAIN)] = ""
    url: WebAddress = ""


class Origin(Struct, frozen=True, kw_only=True):
    """Where an item was first published, when it was taken over from somebody else."""

    url: Annotated[str, Meta(pattern=r"^https?://\S+\Z", max_length=500)]
    publisher: Line
    revision: Annotated[str, Meta(max_length=100, pattern=PLAIN)] = ""


class Withdrawal(Struct, frozen=True, kw_only=True):
    """What is left to say of an item that was taken down."""

    reason: WithdrawalReason
    note: Annotated[str, Meta(max_length=500, pattern=PROSE)] = ""
    at: datetime
    replaced_by: Annotated[Reference | None, HIDDEN] = None


class Content(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """The common head of experiments, guides and videos."""

    id: Annotated[Id, BY_HUB, HIDDEN]
    slug: Slug
    language: Annotated[Language, Meta(description="BCP 47, for instance `de` or `de-simple`.")] = (
        "de"
    )
    translation_key: Annotated[
        Uuid7, Meta(description="The same for all translations of one thing.")
    ]
    title: Title
    summary: Annotated[Summary, Meta(description="Two or three sentences for lists.")] = ""
    cover: Image | None = None
    fields: Annotated[
        tuple[Slug, ...], Meta(max_length=10, description="Innovation fields."), HIDDEN
    ] = ()
    measures: Annotated[
        tuple[Slug, ...], Meta(max_length=10, description="Measures of the city."), HIDDEN
    ] = ()
    tags: Annotated[tuple[Line, ...], Meta(max_length=30)] = ()
    audience: Audience = Audience()
    licence: Annotated[LicenceCode, HIDDEN] = LicenceCode.CC_BY_4_0
    authors: Annotated[tuple[Author, ...], Meta(max_length=30)] = ()
    publisher: Annotated[str, BY_HUB, Meta(description="The municipality that answers for it.")]
    origin: Origin | None = None
    related: Annotated[tuple[Reference, ...], Meta(max_length=30), HIDDEN] = ()
    places: Places = ()
    contacts: Contacts = ()
    dates: Dates = ()
    status: Annotated[Status, BY_HUB] = Status.DRAFT
    revision: Annotated[
        int, BY_HUB, Meta(description="Counts up with each change; a write names the one it saw.")
    ] = 1
    created_at: Annotated[datetime, BY_HUB]
    created_by: Annotated[Id, BY_HUB, HIDDEN]
    modified_at: Annotated[datetime, BY_HUB]
    edited_at: Annotated[
        datetime | None, BY_HUB, Meta(description="When somebody last wrote at it.")
    ] = None
    published_at: Annotated[datetime | None, BY_HUB, Meta(description="First publication.")] = None
    last_tested: Annotated[
        datetime | None, Meta(description="When somebody last followed it and it was right.")
    ] = None
    withdrawal: Annotated[Withdrawal | None, BY_HUB] = None
    mirrored: Annotated[
        Mirrored | None, BY_HUB, Meta(description="Null where this hub is the source.")
    ] = None
