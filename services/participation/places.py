"""Where a project is, from the GeoJSON that platforms give in several wrappings."""

from typing import Any

import msgspec

_POINT = 2


def position(point: Any) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees; nothing where there is none, or none that can be read.

    The point may be a Feature or a geometry (RFC 7946), and either may be JSON in a string.
    """
    geometry = _unpacked(point)
    if isinstance(geometry, dict) and "geometry" in geometry:
        geometry = _unpacked(geometry["geometry"])
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(found, list) or len(found) < _POINT:
        return None, None
    longitude, latitude = found[:_POINT]
    if not (_within(longitude, 180) and _within(latitude, 90)):
        return None, None
    return float(latitude), float(longitude)


def _unpacked(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError):
        return None


def _within(value: Any, most: float) -> bool:
    return isinstance(value, (int, float)) and -most <= value <= most
