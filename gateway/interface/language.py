"""The language of the interface during one request, and its words."""

from contextvars import ContextVar
from pathlib import Path
from typing import Final

from gateway.interface.catalogue import Catalogue, read
from shared.contracts.languages import SOURCE

ENGLISH: Final = "en"
LANGUAGES: Final = (SOURCE, ENGLISH)
"""What the interface can be read in; what is published may be in any language."""

ENGLISH_FILE = Path(__file__).with_name("en.po")
_CATALOGUES = {SOURCE: Catalogue({}), ENGLISH: read(ENGLISH_FILE)}
_spoken: ContextVar[str] = ContextVar("interface language", default=SOURCE)


def speak(language: str) -> None:
    """From here on in this request; a language that the interface does not know changes nothing."""
    if language in LANGUAGES:
        _spoken.set(language)


def speaks() -> str:
    """The tag of the language, one of `LANGUAGES`."""
    return _spoken.get()


def _(text: str) -> str:
    """A German text in the request's language."""
    return _CATALOGUES[speaks()].one(text)


def ngettext(one: str, many: str, amount: float) -> str:
    """The German text that fits the amount, in the request's language."""
    return _CATALOGUES[speaks()].of_many(one, many, amount)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a text that is translated where it is shown."""
    return text
