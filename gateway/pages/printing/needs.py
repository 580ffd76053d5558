"""Materials and tools on the sheet, worked out for the groups."""

from typing import Any

from gateway.interface import _
from gateway.pages import formats
from gateway.pages.amounts import Amount


def needs(item: dict[str, Any], amount: Amount) -> dict[str, Any]:
    """Materials and tools for as many groups as were asked for."""
    total = sum(material["costEuro"] for material in item["materials"])
    return {
        "needed": _needed(amount.groups),
        "materials": [_material(material, amount.groups) for material in item["materials"]],
        "total": formats.about(total * amount.groups) if total else "",
        "tools": [
            {"name": tool["name"], "more": _borrow(tool), "amount": formats.quantity(amount.groups)}
            for tool in item["tools"]
        ],
    }


def _needed(groups: int) -> str:
    """The heading; one group is what the item is written for."""
    if groups == 1:
        return _("Das brauchen Sie")
    told = {"groups": formats.count(groups, "Gruppe", "Gruppen")}
    return _("Das brauchen Sie für %(groups)s") % told


def _material(material: dict[str, Any], groups: int) -> dict[str, Any]:
    alternatives = material["alternatives"]
    more = (_("oder: %(what)s") % {"what": alternatives} if alternatives else "", _borrow(material))
    cost = material["costEuro"] * groups
    return {
        "name": material["item"],
        "more": " · ".join(filter(None, more)),
        "amount": formats.quantity(material["quantity"] * groups, material["unit"]),
        "cost": formats.euro(cost) if cost else "",
    }


def _borrow(thing: dict[str, Any]) -> str:
    return _("Ausleihen: %(where)s") % {"where": thing["borrowAt"]} if thing["borrowAt"] else ""
