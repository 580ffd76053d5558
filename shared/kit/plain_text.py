"""Text files as people send them: in the encodings that are found in the wild."""

import codecs

from msgspec import Struct

from shared.contracts.errors import Invalid

_MARKED = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OLD = "cp1252"
_NO_TEXT = "Das ist keine Textdatei."


class PlainText(Struct, frozen=True):
    """What stands in a file; `repair` says in German how it was read where not as UTF-8."""

    text: str
    repair: str = ""


def plain_text(data: bytes) -> PlainText:
    """Reads UTF-8, marked UTF-16, else Windows-1252; `Invalid` for what is no text."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return PlainText(_decoded(data.removeprefix(mark), encoding), "Aus UTF-16 umgewandelt.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return PlainText(_decoded(data, _OLD), "Aus Windows-1252 in UTF-8 umgewandelt.")
    return PlainText(_checked(text))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        raise Invalid(_NO_TEXT, field="text") from None


def _checked(text: str) -> str:
    if "\0" in text:
        raise Invalid(_NO_TEXT, field="text")
    return text
