"""What a page says of itself in its head: to search engines, and to who shares its address."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gateway.pages.wording import language_tag
from shared.contracts.languages import SOURCE

Item = Mapping[str, Any]

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOCALES = {"de": "de_DE", "en": "en_GB", "fr": "fr_FR", "tr": "tr_TR", "uk": "uk_UA", "pl": "pl_PL"}
SHARED = {"url": "/assets/share.png", "width": 1200, "height": 630, "alt": ""}


def locale(tag: str) -> str:
    """`de-simple` → `de_DE`, as OpenGraph writes languages."""
    plain = language_tag(tag).partition("-")[0]
    return LOCALES.get(plain, plain)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 has no way to write."""
    return NOT_IN_XML.sub("", text)


def shared_image(item: Item) -> dict[str, Any]:
    """The picture for previews elsewhere, which show no SVG: cover, poster, or the hub's own."""
    cover, playback = item.get("cover"), item.get("playback")
    if cover and not cover["url"].endswith(".svg"):
        return {name: cover[name] for name in ("url", "width", "height", "alt")}
    if playback and playback["posterUrl"]:
        return {"url": playback["posterUrl"], "alt": item["title"]} | {
            name: playback[name] for name in ("width", "height")
        }
    return SHARED


def alternates(item: Item) -> list[tuple[str, str]]:
    """Language and path of each translation, the item itself among them; none where it is alone.

    The last is for readers of other languages: the German one, else the item itself.
    """
    if not item["translations"]:
        return []
    found = {each["language"]: each["path"] for each in (item, *_sorted(item["translations"]))}
    return [*found.items(), ("x-default", found.get(SOURCE, item["path"]))]


def _sorted(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: str(item["language"]))
