"""What the stream CONTENT says: the last change of each item, its subject `content.<kind>.<id>`."""

from datetime import datetime

from msgspec import Struct

from shared.contracts.content import ContentKind, Status, WithdrawalReason
from shared.contracts.words import Id, Language, Slug, Title

STREAM = "CONTENT"
ROOT = "content"


class ContentChanged(Struct, frozen=True, kw_only=True):
    """An item reached a revision. Consumers drop what is not newer than what they hold."""

    id: Id
    kind: ContentKind
    content_id: Id
    revision: int
    status: Status
    slug: Slug
    language: Language
    title: Title
    fields: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()
    ever_published: bool = False
    mirrored: bool = False
    reason: WithdrawalReason | None = None
    at: datetime


def subject(kind: ContentKind, content_id: str) -> str:
    """The subject that holds an item's last event."""
    return f"{ROOT}.{kind}.{content_id}"
