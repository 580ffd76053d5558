"""A page in the other language of the interface: where it is, for the switch and for crawlers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.interface import LANGUAGES, speaks
from gateway.interface.prefix import GERMAN_ONLY, to
from shared.contracts.languages import SOURCE, language_name

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to the same in the other language."""

    language: str
    address: str

    @property
    def name(self) -> str:
        return language_name(self.language)


def switch(path: str, query: str, item: Item | None) -> Switch:
    """To the translation, else to the same page; else, from what speaks by itself, to the start."""
    other = next(language for language in LANGUAGES if language != speaks())
    for translation in item.get("translations", ()) if item else ():
        if translation["language"] == other:
            return Switch(other, translation["path"])
    speaks_itself = item is not None and item.get("language") == speaks() != SOURCE
    if speaks_itself or path.startswith(GERMAN_ONLY):
        return Switch(other, to("/", other))
    return Switch(other, to(path, other) + (f"?{query}" if query else ""))


def versions(path: str) -> list[tuple[str, str]]:
    """Language and path of a page that is no item in each language; none where there is but one."""
    if path.startswith(GERMAN_ONLY):
        return []
    found = [(language, to(path, language)) for language in LANGUAGES]
    return [*found, ("x-default", to(path, SOURCE))]
