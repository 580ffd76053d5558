"""The head that every kind of content has in common."""

from datetime import datetime
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
    Choice,
    Id,
    ImageKey,
    Language,
    Line,
    Slug,
    Summary,
    Title,
    Uuid7,
    WebAddress,
    doc,
)


class ContentKind(Choice):
    """What an item is; the tag of its Struct on the bus."""

    EXPERIMENT = "experiment", "A question that people answer themselves, by measuring."
    GUIDE = "guide", "How to get something done, step by step."
    VIDEO = "video", "A film that explains something."


class Status(Choice):
    """Where an item stands in its life: draft, in review, published, then withdrawn or archived."""

    DRAFT = "draft", "Being written; for its authors and editors."
    IN_REVIEW = "in_review", "Handed to the editors."
    PUBLISHED = "published", "There for everybody."
    WITHDRAWN = "withdrawn", "Taken down; its reason is told."
    ARCHIVED = "archived", "No longer in the lists, without blame."


class WithdrawalReason(Choice):
    """Why an item was taken down; others who reuse it see this reason."""

    RIGHTS = "rights", "Somebody else's rights stand against it."
    PRIVACY = "privacy", "It showed what nobody should see of a person."
    OUTDATED = "outdated", "It is no longer true."
    SAFETY_RECALL = "safety_recall", "Following it is dangerous: tell those who have."
    OTHER = "other", "Something else; see the note."


class Relation(Choice):
    """How another item belongs to this one."""

    RELATED = "related", "It fits."
    PREREQUISITE = "prerequisite", "It is needed first."
    EXPLAINED_BY = "explained_by", "It explains what is behind."


class Reference(Struct, frozen=True, kw_only=True):
    """A link to another item of the hub."""

    kind: Annotated[ContentKind, doc("What the other item is.")]
    id: Id
    relation: Annotated[Relation, doc("How it belongs to this one.")] = Relation.RELATED


class Image(Struct, frozen=True, kw_only=True):
    """A picture in the object store with what someone who cannot see it needs."""

    key: Annotated[ImageKey, HIDDEN]
    alt: Annotated[
        str,
        Meta(max_length=500, pattern=PLAIN),
        doc("What it shows; empty only for pure decoration.", "Ein Feinstaubsensor am Fenster"),
    ]
    credit: Annotated[
        str, Meta(max_length=200, pattern=PLAIN), doc("Who made it.", "Foto: Stadt Iserlohn")
    ] = ""
    width: Annotated[int, Meta(ge=1, le=20_000), doc("Pixels.", 1600)] | None = None
    height: Annotated[int, Meta(ge=1, le=20_000), doc("Pixels.", 900)] | None = None


class Audience(Struct, frozen=True, kw_only=True):
    """Whom an item is made for, by age in years."""

    age_from: Annotated[int, Meta(ge=0, le=120), doc("Years.", 10)] = 0
    age_to: Annotated[int, Meta(ge=0, le=120), doc("Years; null without an end.", 99)] | None = None


class Author(Struct, frozen=True, kw_only=True):
    """Who made an item: a person or an organisation."""

    name: Annotated[Line, doc("As it is to be named.", "Kim Muster")]
    organisation: Annotated[
        str, Meta(max_length=200, pattern=PLAIN), doc("Where they belong.", "Stadtlabor Iserlohn")
    ] = ""
    url: WebAddress = ""


class Origin(Struct, frozen=True, kw_only=True):
    """Where an item was first published, when it was taken over from somebody else."""

    url: Annotated[
        str,
        Meta(pattern=r"^https?://\S+\Z", max_length=500),
        doc("Its page there.", "https://hub.soest.example/anleitungen/loeten"),
    ]
    publisher: Annotated[Line, doc("Who published it first.", "Stadt Soest")]
    revision: Annotated[
        str,
        Meta(max_length=100, pattern=PLAIN),
        doc("Which version of it; empty where nobody knows.", "2026-05-04.3fa9c1d2"),
    ] = ""


class Withdrawal(Struct, frozen=True, kw_only=True):
    """What is left to say of an item that was taken down."""

    reason: Annotated[WithdrawalReason, doc("Why it was taken down.")]
    note: Annotated[
        str,
        Meta(max_length=500, pattern=PROSE),
        doc("More of it, for everybody.", "Das Netzteil kann heiß werden."),
    ] = ""
    at: Annotated[datetime, doc("When it was taken down.")]
    replaced_by: Annotated[Reference | None, HIDDEN] = None


class Content(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """The common head of experiments, guides and videos."""

    id: Annotated[Id, BY_HUB, HIDDEN]
    slug: Slug
    language: Language = "de"
    translation_key: Annotated[Uuid7, doc("The same for all translations of one thing.")]
    title: Annotated[Title, doc("Its title, plain text.", "Feinstaub messen")]
    summary: Annotated[
        Summary,
        doc(
            "Two or three sentences for lists, plain text.", "Sie messen, wie sauber die Luft ist."
        ),
    ] = ""
    cover: Annotated[Image | None, doc("A picture of it.")] = None
    fields: Annotated[
        tuple[Slug, ...], Meta(max_length=10), doc("Innovation fields.", ["umwelt"]), HIDDEN
    ] = ()
    measures: Annotated[
        tuple[Slug, ...],
        Meta(max_length=10),
        doc("Measures of the city.", ["innovationslab"]),
        HIDDEN,
    ] = ()
    tags: Annotated[
        tuple[Line, ...], Meta(max_length=30), doc("Words to find it by.", ["Luft", "Sensor"])
    ] = ()
    audience: Annotated[Audience, doc("Whom it is made for.")] = Audience()
    licence: Annotated[LicenceCode, HIDDEN, doc("What reusers may do.")] = LicenceCode.CC_BY_4_0
    authors: Annotated[tuple[Author, ...], Meta(max_length=30), doc("Who made it.")] = ()
    publisher: Annotated[
        str, BY_HUB, doc("The municipality that answers for it.", "Stadt Iserlohn")
    ]
    origin: Annotated[Origin | None, doc("Where it was taken over from; null where it is own.")] = (
        None
    )
    related: Annotated[
        tuple[Reference, ...], Meta(max_length=30), HIDDEN, doc("Items that belong to it.")
    ] = ()
    places: Places = ()
    contacts: Contacts = ()
    dates: Dates = ()
    status: Annotated[Status, BY_HUB, doc("Where it stands in its life.")] = Status.DRAFT
    revision: Annotated[
        int,
        BY_HUB,
        doc(
            "Counts up with each change here, also of what nobody reads; a write names the one it "
            "saw. Cite `version` instead.",
            3,
        ),
    ] = 1
    created_at: Annotated[datetime, BY_HUB, doc("When it was begun.")]
    created_by: Annotated[Id, BY_HUB, HIDDEN]
    modified_at: Annotated[datetime, BY_HUB, doc("When anything of it last changed.")]
    edited_at: Annotated[datetime | None, BY_HUB, doc("When somebody last wrote at it.")] = None
    published_at: Annotated[datetime | None, BY_HUB, doc("First publication.")] = None
    last_tested: Annotated[
        datetime | None, doc("When somebody last followed it and it was right.")
    ] = None
    withdrawal: Annotated[
        Withdrawal | None, BY_HUB, doc("Why it was taken down; null while it was not.")
    ] = None
    mirrored: Annotated[
        Mirrored | None,
        BY_HUB,
        doc("Whose item this is; null where this hub publishes it."),
    ] = None
