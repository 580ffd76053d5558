"""Materials and tools on the sheet, worked out for the groups."""

from typing import Any

from gateway.pages import german
from gateway.pages.amounts import Amount


def needs(item: dict[str, Any], amount: Amount) -> dict[str, Any]:
    """Materials and tools for as many groups as were asked for."""
    total = sum(material["costEuro"] for material in item["materials"])
    return {
        "groups": german.count(amount.groups, "Gruppe", "Gruppen") if amount.groups > 1 else "",
        "materials": [_material(material, amount.groups) for material in item["materials"]],
        "total": german.euro(total * amount.groups) if total else "",
        "tools": [
            {"name": tool["name"], "more": _borrow(tool), "amount": german.quantity(amount.groups)}
            for tool in item["tools"]
        ],
    }


def _material(material: dict[str, Any], groups: int) -> dict[str, Any]:
    alternatives = material["alternatives"]
    more = (f"oder: {alternatives}" if alternatives else "", _borrow(material))
    cost = material["costEuro"] * groups
    return {
        "name": material["item"],
        "more": " · ".join(filter(None, more)),
        "amount": german.quantity(material["quantity"] * groups, material["unit"]),
        "cost": german.euro(cost) if cost else "",
    }


def _borrow(thing: dict[str, Any]) -> str:
    return f"Ausleihen: {thing['borrowAt']}" if thing["borrowAt"] else ""
