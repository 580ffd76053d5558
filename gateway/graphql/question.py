"""What tells one public question from another."""

import hashlib
from typing import Any, NamedTuple

import msgspec


class Question(NamedTuple):
    """What is asked: the document's SHA-256, the variables as JSON, and the operation's name.

    The audience is always the public, and the language stands in the document and its variables.
    """

    document: bytes
    variables: bytes
    operation: str | None

    @classmethod
    def of(
        cls, document: bytes, variables: dict[str, Any] | None, operation: str | None
    ) -> "Question":
        """The same for all ways to write the variables."""
        return cls(document, canonical(variables), operation)


def canonical(variables: dict[str, Any] | None) -> bytes:
    return msgspec.json.encode(variables, order="deterministic") if variables else b"{}"


def document_hash(text: str) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(text.encode()).digest()
