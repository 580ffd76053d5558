"""Relay global ids: base64 of `Type:uuid`, the same for an item for ever."""

import base64
import re

from shared.contracts.content import Content, ContentKind
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS

_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_BY_TYPE = {kind.struct.__name__: kind.kind for kind in KINDS.values()}


def global_id(item: Content) -> str:
    """The GraphQL id of an item."""
    return encode(type(item).__name__, item.id)


def encode(type_name: str, inner: str) -> str:
    """The GraphQL id for a type's name and an id of the hub."""
    return base64.urlsafe_b64encode(f"{type_name}:{inner}".encode()).decode().rstrip("=")


def decode(text: str) -> tuple[ContentKind, str]:
    """Kind and id, or `Invalid`."""
    name, found = _parts(text)
    if name not in _BY_TYPE:
        raise _foreign()
    return _BY_TYPE[name], found


def own_id(type_name: str, text: str) -> str:
    """The id of the hub in the GraphQL id of this type, or `Invalid`."""
    name, found = _parts(text)
    if name != type_name:
        raise _foreign()
    return found


def _parts(text: str) -> tuple[str, str]:
    try:
        padded = text + "=" * (-len(text) % 4)
        name, _, found = base64.urlsafe_b64decode(padded).decode().partition(":")
    except ValueError:  # what base64 and UTF-8 raise
        raise _foreign() from None
    if not _UUID7.fullmatch(found):
        raise _foreign()
    return name, found


def _foreign() -> Invalid:
    return Invalid("Das ist keine Kennung dieses Hubs.", field="id")
