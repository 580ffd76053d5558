"""Relay global ids: base64 of `Type:uuid`, the same for an item for ever."""

import base64
import binascii

from shared.contracts.content import Content, ContentKind
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS

_BY_TYPE = {kind.struct.__name__: kind.kind for kind in KINDS.values()}


def global_id(item: Content) -> str:
    """The GraphQL id of an item."""
    return encode(type(item).__name__, item.id)


def encode(type_name: str, own_id: str) -> str:
    """The GraphQL id for a type's name and an id of the hub."""
    return base64.urlsafe_b64encode(f"{type_name}:{own_id}".encode()).decode().rstrip("=")


def decode(text: str) -> tuple[ContentKind, str]:
    """Kind and id, or `Invalid`."""
    try:
        padded = text + "=" * (-len(text) % 4)
        name, _, own_id = base64.urlsafe_b64decode(padded).decode().partition(":")
        return _BY_TYPE[name], own_id
    except (binascii.Error, UnicodeDecodeError, KeyError, ValueError):
        raise Invalid("Das ist keine Kennung dieses Hubs.", field="id") from None
