"""The city's own words, which may be in German where the page is not: then they say so."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from msgspec import to_builtins
from msgspec.structs import replace

from gateway.interface import SOURCE, speaks
from gateway.markdown import to_html
from shared.contracts.city import City

_GERMAN = Markup(' lang="de"')


def german(text: str) -> str:
    """A text that has no translations, for the middle of a sentence."""
    if not text or speaks() == SOURCE:
        return text
    return Markup('<span lang="de">{}</span>').format(text)


def inside(noun: str) -> str:
    """A noun within a sentence: only German writes it with a capital letter."""
    return noun if speaks() == SOURCE else noun[:1].lower() + noun[1:]


class CityWords:
    """Knows the German of the city's file."""

    def __init__(self, city: City) -> None:
        self._german = frozenset(_texts(to_builtins(replace(city, translations={}))))

    def lang_of(self, text: str) -> str:
        """The attribute `lang`, with a space before, where the text is not in the page's language.

        Nothing on a German page.
        """
        return _GERMAN if speaks() != SOURCE and text in self._german else ""

    def prose(self, markdown: str) -> Markup:
        """As HTML, in an element of its own where it needs a `lang`."""
        html = Markup(to_html(markdown))  # noqa: S704 - it sanitises
        lang = self.lang_of(markdown)
        return Markup("<div{}>{}</div>").format(lang, html) if lang else html


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for each in told.values():
            yield from _texts(each)
    elif isinstance(told, (list, tuple)):
        for each in told:
            yield from _texts(each)
