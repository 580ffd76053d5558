"""The calls that the service for remakes answers."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call, Cursor, ImageAddress, Page
from shared.contracts.content import ContentKind
from shared.contracts.remake import FormVersion, Remake, RemakeCode, RemakeStatus
from shared.contracts.remake_results import RemakeCount, RemakeResults
from shared.contracts.words import BlobKey, Bytes, Id

CHANGED = "remakes.changed"
"""The subject on which the service says of which item the public reports are others now."""

_PATIENT = 15.0
"""Seconds for calls that draw a photo anew before they answer."""

_BRIEF = 1.0
"""Seconds for what a page can do without."""

Typed = Annotated[str, Meta(max_length=20_000)]
"""As it was typed; the service says in its own words what is too long."""


class RemakesChanged(Struct, frozen=True, kw_only=True):
    """The public reports on this item, and their numbers, are others than before."""

    kind: ContentKind
    item_id: Id


class BeginPhoto(Struct, frozen=True, kw_only=True):
    """Asks for an address to which a photo can be sent."""

    bytes: Bytes


class PhotoUpload(Struct, frozen=True, kw_only=True):
    """PUT the bytes to `url`, or to `inner_url` from within the hub, then submit the key."""

    key: BlobKey
    url: str
    inner_url: str


class GivenAnswer(Struct, frozen=True, kw_only=True):
    """`value` as typed: a number with a decimal comma or point, `ja` or `nein`, a choice, text."""

    field: Annotated[str, Meta(max_length=40)]
    value: Typed


class SubmitRemake(Struct, frozen=True, kw_only=True):
    """A report on an item whose form was `form_version`.

    `code` makes a repeat harmless and deletes the report later; only its hash is kept.
    `worked` is None where it was not said, `place` empty, `consent` the version agreed to.
    """

    kind: ContentKind
    item_id: Id
    form_version: FormVersion
    code: RemakeCode
    worked: bool | None = None
    answers: Annotated[tuple[GivenAnswer, ...], Meta(max_length=30)] = ()
    note: Typed = ""
    place: Typed = ""
    photo_key: BlobKey | None = None
    photo_alt: Typed = ""
    consent: Typed = ""
    example: bool = False


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong with a field, in German; answers are named `answers.pm25_tag`."""

    field: str
    message: str


class Submission(Struct, frozen=True, kw_only=True):
    """The report that was kept, or all that is wrong with it."""

    remake: Remake | None = None
    problems: tuple[Problem, ...] = ()


class ListRemakes(Struct, frozen=True, kw_only=True):
    """A page of reports, newest first. Strangers name an item and see what is approved."""

    kind: ContentKind | None = None
    item_id: Id | None = None
    status: RemakeStatus = RemakeStatus.APPROVED
    first: Annotated[int, Meta(ge=1, le=100)] = 20
    after: Cursor | None = None


class OfItem(Struct, frozen=True, kw_only=True):
    """Asks for the results of an item."""

    kind: ContentKind
    item_id: Id


class CountRemakes(Struct, frozen=True, kw_only=True):
    """Asks how often items of one kind were remade."""

    kind: ContentKind
    item_ids: Annotated[tuple[Id, ...], Meta(max_length=100)]


class RemakeCounts(Struct, frozen=True, kw_only=True):
    """One for each item that is published."""

    counts: tuple[RemakeCount, ...]


class Approve(Struct, frozen=True, kw_only=True):
    """Shows a report to everybody; the same again changes nothing."""

    id: Id
    revision: int | None = None


class Reject(Struct, frozen=True, kw_only=True):
    """Takes a report down for good: its content and photo are deleted, the reason stays."""

    id: Id
    reason: Typed
    revision: int | None = None


class PhotoOf(Struct, frozen=True, kw_only=True):
    """Asks for a look at the photo of a report."""

    id: Id


class ByCode(Struct, frozen=True, kw_only=True):
    """The report of who holds this code."""

    code: RemakeCode


class Deleted(Struct, frozen=True):
    """The report is gone, or was already."""


BEGIN_PHOTO = Call("remakes.begin_photo", BeginPhoto, PhotoUpload)
SUBMIT = Call("remakes.submit", SubmitRemake, Submission, _PATIENT)
LIST = Call("remakes.list", ListRemakes, Page[Remake], reading=True)
RESULTS = Call("remakes.results", OfItem, RemakeResults, _BRIEF, reading=True)
COUNTS = Call("remakes.counts", CountRemakes, RemakeCounts, _BRIEF, reading=True)
APPROVE = Call("remakes.approve", Approve, Remake)
REJECT = Call("remakes.reject", Reject, Remake)
PHOTO = Call("remakes.photo", PhotoOf, ImageAddress)
LOOK_UP = Call("remakes.look_up", ByCode, Remake)
DELETE = Call("remakes.delete", ByCode, Deleted)
