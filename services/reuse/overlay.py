"""This hub's own words laid over what another one says."""

from typing import Any

import msgspec

from shared.contracts.reuse import Overlay

_REPLACED = ("places", "contacts", "dates", "fields", "measures")
_PRICED = "materials"


def overlaid(content: dict[str, Any], overlay: Overlay) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The content with the overlay in it, and the names of the fields that it touches."""
    words: dict[str, Any] = msgspec.to_builtins(overlay)
    own = {name: words[name] for name in _REPLACED if words[name] is not None}
    prices = {price.item: price.cost_euro for price in overlay.prices}
    materials = content.get(_PRICED, ())
    if any(material["item"] in prices for material in materials):
        own[_PRICED] = [_priced(material, prices) for material in materials]
    return content | own, tuple(own)


def _priced(material: dict[str, Any], prices: dict[str, float]) -> dict[str, Any]:
    cost = prices.get(material["item"])
    return material if cost is None else material | {"cost_euro": cost}
