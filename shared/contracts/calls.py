"""The calls that every kind of content answers on the bus, and how a call is described."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, cast

from msgspec import Meta, Struct

from shared.contracts.content import Image, Reference, Status, Withdrawal, WithdrawalReason
from shared.contracts.mirrored import HubAddress, Mirrored
from shared.contracts.words import (
    PLAIN,
    PROSE,
    BlobKey,
    Bytes,
    Id,
    ImageKey,
    Language,
    Slug,
    Uuid7,
    doc,
)

Q = TypeVar("Q")
A = TypeVar("A")
F = TypeVar("F")

_PATIENT = 15.0
"""Seconds for calls that move bytes in the object store before they answer."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Q, A]):
    """A subject with the types of its request and its reply: all that both sides need to know.

    `patience` is how many seconds a caller waits for the reply. A `reading` call changes nothing:
    several to one service may share a message.
    """

    subject: str
    request: type[Q]
    reply: type[A]
    patience: float = 2.0
    reading: bool = False

    @property
    def service(self) -> str:
        """Who answers it."""
        return self.subject.partition(".")[0]

    def replied_as(self, form: type[F]) -> "Call[Q, F]":
        """The call for a side that holds the reply in another form, alike on the bus."""
        return cast("Call[Q, F]", replace(self, reply=cast("Any", form)))


class GetMany(Struct, frozen=True, kw_only=True):
    """Items by id; those that are missing or hidden from the caller are left out."""

    ids: Annotated[tuple[Id, ...], Meta(max_length=500)]


class BySlug(Struct, frozen=True, kw_only=True):
    """One item by its present slug or one it had before."""

    slug: Slug


class TranslationsOf(Struct, frozen=True, kw_only=True):
    """The items that are the same thing in different languages."""

    translation_key: Uuid7


class Filter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What narrows a list; what is not named does not narrow it."""

    language: Language | None = None
    field: Slug | None = None
    measure: Slug | None = None
    tag: Annotated[str, Meta(max_length=200)] | None = None
    status: Status = Status.PUBLISHED


Cursor = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9T:.+-]{20,30}/[0-9a-f-]{36}\Z")]


class ListPage(Struct, frozen=True, kw_only=True):
    """A page of a list, newest first; `after` is the cursor of the last item seen."""

    first: Annotated[int, Meta(ge=1, le=100)] = 20
    after: Cursor | None = None
    filter: Filter = Filter()


class Page(Struct, Generic[A], frozen=True, kw_only=True):
    """A stretch of a list with one cursor per item."""

    items: tuple[A, ...]
    cursors: tuple[str, ...]
    total: int
    has_next: bool


class Create(Struct, frozen=True, kw_only=True):
    """A new draft. `draft` holds what an editor may write; `key` makes a repeat harmless."""

    draft: dict[str, Any]
    key: Annotated[str, Meta(min_length=8, max_length=100)] | None = None


class Edit(Struct, frozen=True, kw_only=True):
    """A change to the item as it was at `revision`; only the fields named are touched."""

    id: Id
    revision: int
    changes: dict[str, Any]


class Move(Struct, frozen=True, kw_only=True):
    """A step in an item's life: to review, back to draft, published, archived."""

    id: Id
    revision: int | None = None


class Withdraw(Struct, frozen=True, kw_only=True):
    """Takes an item down everywhere and says why."""

    id: Id
    reason: WithdrawalReason
    note: Annotated[str, Meta(max_length=500, pattern=PROSE)] = ""
    replaced_by: Reference | None = None
    revision: int | None = None


class History(Struct, frozen=True, kw_only=True):
    """Asks for the versions of an item, newest first."""

    id: Id
    first: Annotated[int, Meta(ge=1, le=100)] = 20


class Version(Struct, Generic[A], frozen=True, kw_only=True):
    """The item as it was from one change until the next."""

    revision: int
    at: datetime
    by: str
    item: A


class Versions(Struct, Generic[A], frozen=True, kw_only=True):
    versions: tuple[Version[A], ...]


class Found(Struct, Generic[A], frozen=True, kw_only=True):
    items: tuple[A, ...]


class BeginImage(Struct, frozen=True, kw_only=True):
    """Asks for an address to which a picture can be sent."""

    mime_type: Annotated[str, Meta(pattern=r"^image/(jpeg|png|webp|svg\+xml)\Z")]
    bytes: Bytes


class ImageUpload(Struct, frozen=True, kw_only=True):
    """PUT the bytes to `url`, then call `finish_image` with the key."""

    key: BlobKey
    url: str


class FinishImage(Struct, frozen=True, kw_only=True):
    """Checks an uploaded picture and keeps it under a name made from its content."""

    key: BlobKey
    alt: Annotated[str, Meta(max_length=500, pattern=PLAIN)]
    credit: Annotated[str, Meta(max_length=200, pattern=PLAIN)] = ""


class ImageOf(Struct, frozen=True, kw_only=True):
    """Asks for a look at a picture of an item that is not published."""

    id: Id
    key: ImageKey


class ImageAddress(Struct, frozen=True, kw_only=True):
    """An address from which the picture can be fetched for five minutes."""

    url: str


class RebuildLog(Struct, frozen=True, kw_only=True):
    """Asks for the next items, in the order of their ids, to be told of again where the log
    lacks them or knows an older revision.
    """

    first: Annotated[int, Meta(ge=1, le=100)] = 50
    after: Uuid7 | None = None


class Rebuilt(Struct, frozen=True, kw_only=True):
    """How many items were compared with the log, and of how many it was told anew.

    `after` is where the next stretch begins; None at the end.
    """

    compared: Annotated[int, doc("How many items were looked at.", 50)]
    told: Annotated[int, doc("How many the log lacked.", 2)]
    after: Annotated[Uuid7 | None, doc("Where the next stretch begins; null at the end.")] = None


class Film(Struct, frozen=True, kw_only=True):
    """A film that lies in the bucket for what was sent, ready to be made playable."""

    key: BlobKey
    filename: Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
    bytes: Bytes


class Mirror(Struct, frozen=True, kw_only=True):
    """Keeps an item of another hub, under its own id, as it is to be shown here. The same again
    changes nothing.

    `content` is what the item says (`shared.contracts.portable`), with this hub's own words in
    it. Its pictures lie in the store already; films are named by the kind of their track, and
    captions come as texts by their keys.
    """

    content: dict[str, Any]
    source: Mirrored
    by: Id
    films: dict[str, Film] = {}
    captions: dict[BlobKey, str] = {}


class Release(Struct, frozen=True, kw_only=True):
    """The source has taken the item down, for a reason or without a word."""

    id: Id
    hub: HubAddress
    reason: WithdrawalReason | None = None


class ContentCalls(Generic[A]):
    """The calls of one kind, on subjects below its plural: `guides.list`, `guides.publish` …"""

    def __init__(self, plural: str, item: type[A]) -> None:
        found: Any = Found[item]  # type: ignore[valid-type]
        page: Any = Page[item]  # type: ignore[valid-type]
        versions: Any = Versions[item]  # type: ignore[valid-type]
        self.get_many: Call[GetMany, Found[A]] = Call(
            f"{plural}.get_many", GetMany, found, reading=True
        )
        self.by_slug: Call[BySlug, A] = Call(f"{plural}.by_slug", BySlug, item, reading=True)
        self.withdrawal = Call(f"{plural}.withdrawal", BySlug, Withdrawal, reading=True)
        self.list: Call[ListPage, Page[A]] = Call(f"{plural}.list", ListPage, page, reading=True)
        self.translations: Call[TranslationsOf, Found[A]] = Call(
            f"{plural}.translations", TranslationsOf, found, reading=True
        )
        self.history: Call[History, Versions[A]] = Call(
            f"{plural}.history", History, versions, reading=True
        )
        self.create: Call[Create, A] = Call(f"{plural}.create", Create, item)
        self.edit: Call[Edit, A] = Call(f"{plural}.edit", Edit, item)
        self.submit: Call[Move, A] = Call(f"{plural}.submit", Move, item, _PATIENT)
        self.send_back: Call[Move, A] = Call(f"{plural}.send_back", Move, item, _PATIENT)
        self.publish: Call[Move, A] = Call(f"{plural}.publish", Move, item, _PATIENT)
        self.archive: Call[Move, A] = Call(f"{plural}.archive", Move, item, _PATIENT)
        self.withdraw: Call[Withdraw, A] = Call(f"{plural}.withdraw", Withdraw, item, _PATIENT)
        self.mirror: Call[Mirror, A] = Call(f"{plural}.mirror", Mirror, item, _PATIENT)
        self.release: Call[Release, A] = Call(f"{plural}.release", Release, item, _PATIENT)
        self.begin_image = Call(f"{plural}.begin_image", BeginImage, ImageUpload)
        self.finish_image = Call(f"{plural}.finish_image", FinishImage, Image, _PATIENT)
        self.image = Call(f"{plural}.image", ImageOf, ImageAddress)
        self.rebuild_log = Call(f"{plural}.rebuild_log", RebuildLog, Rebuilt, _PATIENT)
