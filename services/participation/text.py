"""What platforms write, made harmless: lines, prose and HTML."""

import html
import re

import nh3

from services.participation.platform import Platform
from shared.contracts.participation import MOST_TEXT

_LONGEST = 40_000
"""Characters that are looked at; no text of a project is meant to be longer."""

_TAGS = {
    *("p", "br", "hr", "em", "strong", "b", "i", "s", "u", "blockquote", "a"),
    *("ul", "ol", "li", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_SCHEMES = {"https", "http", "mailto", "tel"}
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""Spaces, control characters, and marks that turn the direction of what follows."""


def line(text: str, most: int) -> str:
    """One line of plain text, cut at a word where it is longer."""
    spaced = text[:_LONGEST].replace("<", " <")  # else paragraphs grow together
    plain = html.unescape(nh3.clean(spaced, tags=set()))
    return _cut(_UNSEEN.sub(" ", plain).strip(), most)


def safe_html(text: str, platform: Platform) -> str:
    """HTML of few elements, without pictures, frames and scripts; links lead to where they led."""

    def absolute(_tag: str, attribute: str, value: str) -> str | None:
        if attribute != "href" or value.startswith(("mailto:", "tel:")):
            return value
        return platform.address(value) or None

    def clean(dirty: str) -> str:
        return nh3.clean(
            dirty,
            tags=_TAGS,
            attributes={"a": {"href"}},
            attribute_filter=absolute,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer",
        ).strip()

    whole = clean(text[:_LONGEST])
    return whole if len(whole) <= MOST_TEXT else clean(_cut(whole, MOST_TEXT))


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[: most - 2]
    return (kept.rpartition(" ")[0] or kept) + " …"
