"""What an item's page offers next where no editor has chosen: items of like meaning."""

import asyncio
from typing import Any

from gateway.pages.site import PageRequest, Site

SHOWN = 3
_ASKED = 12
"""Translations of the item are nearest to it, and those of the others lie beside them."""

_SECONDS = 0.5
_CHOSEN = ("prerequisites", "explainedBy", "further")

Item = dict[str, Any]


async def similar_items(request: PageRequest, site: Site, item: Item) -> list[Item]:
    """At most `SHOWN`, in the item's language; none where the search does not answer at once."""
    variables = {"id": item["id"], "first": _ASKED}
    try:
        async with asyncio.timeout(_SECONDS):
            answer = await site.answer(request, "similar", variables, for_all=True)
    except TimeoutError:
        return []
    found: list[Item] = (answer.data or {}).get("similar") or []
    return _fitting(item, found)[:SHOWN]


def _fitting(item: Item, found: list[Item]) -> list[Item]:
    """Without what the page shows already, in other languages too."""
    shown = {each["path"] for name in _CHOSEN for each in item[name] or ()}
    return [
        each for each in found if each["language"] == item["language"] and each["path"] not in shown
    ]
