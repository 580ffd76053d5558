"""A place in the feed, as others keep it: good for this hub's log only."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

import msgspec

from gateway.feeds.log import Head
from shared.contracts.errors import HubError, Invalid


class CursorUnknown(HubError):
    """It belongs to another hub, or to a log that this hub no longer has: begin from nothing."""

    code: ClassVar[str] = "cursor_unknown"


class _Parts(msgspec.Struct, array_like=True, frozen=True):
    began: int
    sequence: int
    until: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """`until` is the log's end when reading began: who has nothing yet needs no word of what was
    gone by then.
    """

    began: datetime
    sequence: int
    until: int

    @classmethod
    def start(cls, head: Head, *, knows_nothing: bool = True) -> Self:
        return cls(head.began, 0, head.sequence if knows_nothing else 0)

    @classmethod
    def read(cls, text: str, head: Head) -> Self:
        """Raises `Invalid` for what is no cursor, and `CursorUnknown` for one of another log."""
        try:
            padded = text + "=" * (-len(text) % 4)
            parts = msgspec.msgpack.decode(base64.urlsafe_b64decode(padded), type=_Parts)
        except (ValueError, msgspec.DecodeError):
            raise Invalid("Das ist keine Stelle in einem Änderungsfeed.", field="after") from None
        if parts.began != _mark(head.began) or not 0 <= parts.sequence <= head.sequence:
            raise CursorUnknown(
                "Diese Stelle kennt der Hub nicht: Sie stammt von einem anderen Hub oder aus "
                "einem früheren Protokoll. Bitte lesen Sie von vorn, ohne `after`.",
                field="after",
            )
        return cls(head.began, parts.sequence, parts.until)

    def at(self, sequence: int) -> Self:
        return type(self)(self.began, sequence, self.until)

    def __str__(self) -> str:
        parts = _Parts(_mark(self.began), self.sequence, self.until)
        return base64.urlsafe_b64encode(msgspec.msgpack.encode(parts)).decode().rstrip("=")


def _mark(began: datetime) -> int:
    """Microseconds: two hubs do not begin at the same one."""
    return int(began.timestamp() * 1_000_000)
