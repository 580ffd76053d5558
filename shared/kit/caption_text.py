"""A caption file's bytes as text, within what the hub takes."""

from shared.contracts.captions import MAX_BYTES, TOO_LARGE
from shared.contracts.errors import Invalid
from shared.kit.plain_text import PlainText, plain_text

MOST_BYTES = 2 * MAX_BYTES
"""A file in UTF-16 may be twice as long as it will be."""


def caption_text(data: bytes) -> PlainText:
    """What stands in the file; `Invalid` for what is no text, or too much of it."""
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_LARGE, field="text")
    found = plain_text(data)
    if len(found.text.encode()) > MAX_BYTES:
        raise Invalid(TOO_LARGE, field="text")
    return found
