"""Where, whom to ask and when, as short lines on the sheet."""

from collections.abc import Iterator
from typing import Any

from gateway.interface import _
from gateway.pages import formats
from gateway.pages.on_site import upcoming

MOST_DATES = 5
"""Paper is old by the time the sixth comes; the page has them all."""

Line = tuple[str, str]


def on_site(item: dict[str, Any]) -> Iterator[Line]:
    """A name and its text for each line."""
    for place in item["places"]:
        yield _("Wo"), _joined(place["name"], place["address"])
    for contact in item["contacts"]:
        names = ("name", "organisation", "phone", "email")
        yield _("Fragen"), _joined(*(contact[name] for name in names))
    for date in upcoming(item["dates"])[:MOST_DATES]:
        when = formats.occasion(date["startsAt"], date["endsAt"])
        yield when, _joined(date["title"], date["place"])


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
