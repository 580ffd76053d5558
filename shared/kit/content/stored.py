"""What lies in the database of an item, beside the item itself."""

from datetime import datetime
from typing import Any, Generic, TypeVar

from msgspec import Struct

from shared.contracts.content import Content

C = TypeVar("C", bound=Content)


class Outgoing(Struct, frozen=True, kw_only=True):
    """A message that waits in an item's document until JetStream has it.

    `id` is the event's id, `snapshot` the item as it was then, for the version history.
    """

    id: str
    subject: str
    revision: int
    data: str
    at: datetime
    by: str
    snapshot: dict[str, Any] | None = None


class Stored(Struct, Generic[C], frozen=True, kw_only=True):
    """An item and the messages that still wait with it."""

    item: C
    outbox: tuple[Outgoing, ...] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """What only one item may call its own: its slugs, old ones too, and its idempotency key."""

    id: str
    slugs: tuple[str, ...]
    key: str | None = None
    published_at: datetime | None = None
