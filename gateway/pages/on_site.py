"""Where an item is, whom to ask and when one can come, as the pages show it."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

Part = Mapping[str, Any]
_TRUNK_ZERO = re.compile(r"(?<=\d)\s*\(0\)")
"""As in `+49 (0) 2371`: dialled inside the country alone."""


def upcoming(dates: Iterable[Part], now: datetime | None = None) -> list[Part]:
    """The appointments that are not over, the next one first."""
    moment = now or datetime.now(UTC)
    return sorted((each for each in dates if _end(each) >= moment), key=_start)


def _start(date: Part) -> datetime:
    return datetime.fromisoformat(date["startsAt"])


def _end(date: Part) -> datetime:
    return datetime.fromisoformat(date["endsAt"] or date["startsAt"])


def geo_link(place: Part) -> str:
    """The place for the visitor's own map (RFC 5870); empty where it has no coordinates."""
    latitude, longitude = place["latitude"], place["longitude"]
    if latitude is None or longitude is None:
        return ""
    return f"geo:{latitude:.6f},{longitude:.6f}"


def phone_link(phone: str) -> str:
    """`+49 (0) 2371 / 123` → `tel:+492371123` (RFC 3966)."""
    return "tel:" + re.sub(r"[^+\d]", "", _TRUNK_ZERO.sub("", phone))


def email_link(address: str) -> str:
    """Whatever an address may hold besides its `@` is quoted (RFC 6068): `?` begins a header."""
    return "mailto:" + quote(address, safe="@")


FILTERS = {each.__name__: each for each in (upcoming, geo_link, phone_link, email_link)}
