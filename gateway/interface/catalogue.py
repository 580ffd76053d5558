"""A file of translations, in gettext's PO format."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

Forms = tuple[str, ...]
"""One text, or the singular and the plural."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Texts by their German; what is missing stays German.

    Both languages have two forms, the singular for exactly one.
    """

    texts: Mapping[str, Forms]

    def one(self, text: str) -> str:
        forms = self.texts.get(text)
        return forms[0] if forms else text

    def of_many(self, one: str, many: str, amount: float) -> str:
        if amount == 1:
            return self.one(one)
        forms = self.texts.get(one, ())
        return forms[1] if len(forms) > 1 else self.one(many)


def read(path: Path) -> Catalogue:
    """The texts of a file that are translated, without those that wait to be looked at."""
    with path.open("rb") as file:
        messages = read_po(file)
    return Catalogue(
        {
            message.id if isinstance(message.id, str) else message.id[0]: _forms(message.string)
            for message in messages
            if message.id and message.string and not message.fuzzy
        }
    )


def _forms(text: str | tuple[str, ...] | list[str]) -> Forms:
    return (text,) if isinstance(text, str) else tuple(text)
