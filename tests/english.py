"""Which texts of an item's page are in which language: English ones must not be German."""

import re

from tests.visible import Visible

_OUTSIDE = re.compile(
    r"<body.*?(?=<main)|</main>.*|<option.*?</option>|<title id.*?</title>|<desc.*?</desc>",
    re.DOTALL,
)
_WORDS = re.compile(
    r"[äöüßÄÖÜ„]|\b(und|der|das|ist|sind|Sie|Ihre?|nicht|mit|für|von|zu|ein|eine|oder|wir|auf|bei|"
    r"bis|wird|Schritte?|Gruppen?|Uhr|Stunden?|Minuten|Stück|geklappt|nein)\b"
)


def texts(page: str, language: str) -> list[str]:
    """What the page says in a language, without its head and foot, the names of places, and the
    names of charts, which quote the item.
    """
    return Visible.of(_OUTSIDE.sub("", page)).texts.get(language, [])


def german_in_english(page: str) -> list[str]:
    """What is marked as English and is not."""
    return [text for text in texts(page, "en") if _WORDS.search(text)]
