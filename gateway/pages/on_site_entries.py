"""A place, a contact and an appointment between the form's texts and the schema's inputs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gateway.pages.formats import ZONE

Entry = dict[str, str]
Problems = list[dict[str, Any]]
Input = dict[str, Any]
_POSITION = re.compile(r"([+-]?\d{1,2}(?:[.,]\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:[.,]\d+)?)")
_NO_POSITION = "Bitte schreiben Sie Breite und Länge als Dezimalzahlen, etwa 51.3762, 7.6946."
_NO_MOMENT = "Bitte nennen Sie Tag und Uhrzeit."
_SKIPPED = "Diese Uhrzeit gibt es an dem Tag nicht: Die Uhren werden vorgestellt."


@dataclass(frozen=True, slots=True)
class Entries:
    """The fields of a group in the form, with the ways from and to the schema."""

    names: tuple[str, ...]
    write: Callable[[Mapping[str, Any]], Entry]
    read: Callable[[Entry, str, Problems], Input]


def _same(*names: str) -> Callable[[Mapping[str, Any]], Entry]:
    return lambda given: {name: given[name] for name in names}


def _texts(entry: Entry, *names: str) -> Input:
    return {name: entry.get(name, "") for name in names}


def _write_place(place: Mapping[str, Any]) -> Entry:
    latitude, longitude = place["latitude"], place["longitude"]
    known = latitude is not None and longitude is not None
    position = f"{latitude:.6f}, {longitude:.6f}" if known else ""
    return {**_same("name", "address", "url")(place), "position": position}


def _read_place(entry: Entry, field: str, problems: Problems) -> Input:
    place = _texts(entry, "name", "address", "url")
    position = entry.get("position", "")
    match = _POSITION.fullmatch(position)
    if match:
        north, east = (float(number.replace(",", ".")) for number in match.groups())
        return {**place, "latitude": north, "longitude": east}
    if position:
        problems.append(_problem(f"{field}.position", _NO_POSITION))
    return place


def _read_contact(entry: Entry, _: str, __: Problems) -> Input:
    return _texts(entry, "name", "organisation", "phone", "email", "url")


def _write_date(date: Mapping[str, Any]) -> Entry:
    return {
        **_same("title", "place", "url")(date),
        "starts_at": _local(date["startsAt"]),
        "ends_at": _local(date["endsAt"]),
    }


def _local(moment: str | None) -> str:
    """As a browser's field for date and time wants it, in the time of the city."""
    return f"{datetime.fromisoformat(moment).astimezone(ZONE):%Y-%m-%dT%H:%M}" if moment else ""


def _read_date(entry: Entry, field: str, problems: Problems) -> Input:
    start, end = entry.get("starts_at", ""), entry.get("ends_at", "")
    return {
        **_texts(entry, "title", "place", "url"),
        "startsAt": _moment(start, f"{field}.starts_at", problems),
        "endsAt": _moment(end, f"{field}.ends_at", problems) if end else None,
    }


def _moment(typed: str, field: str, problems: Problems) -> str | None:
    """The local time in UTC; none, and a problem, for what is no time of that day."""
    try:
        told = datetime.fromisoformat(typed).replace(tzinfo=ZONE)
        moment = told.astimezone(UTC)
    except (ValueError, OverflowError):
        problems.append(_problem(field, _NO_MOMENT))
        return None
    if moment.astimezone(ZONE).replace(tzinfo=None) != told.replace(tzinfo=None):
        problems.append(_problem(field, _SKIPPED))
    return moment.isoformat()


def _problem(field: str, message: str) -> dict[str, Any]:
    return {"field": field, "message": message, "code": "invalid"}


ENTRIES = {
    "places": Entries(("name", "address", "position", "url"), _write_place, _read_place),
    "contacts": Entries(
        ("name", "organisation", "phone", "email", "url"),
        _same("name", "organisation", "phone", "email", "url"),
        _read_contact,
    ),
    "dates": Entries(("title", "starts_at", "ends_at", "place", "url"), _write_date, _read_date),
}
"""By the names of the groups in the schema."""
