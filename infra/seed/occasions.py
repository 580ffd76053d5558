"""When one can come, told by days of the week, so that the demo's dates are always ahead."""

from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from infra.seed.items import SeedInvalid

ZONE = ZoneInfo("Europe/Berlin")
_WEEK = 7


class _Weekday(IntEnum):
    MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(_WEEK)


class _Occasion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On that day of the week, in so many weeks; 0 is the next one after today."""

    title: str
    weekday: str
    weeks: Annotated[tuple[Annotated[int, Meta(ge=0, le=50)], ...], Meta(min_length=1)]
    begin: str
    end: str
    place: str = ""
    url: str = ""


def today() -> date:
    """In Iserlohn."""
    return datetime.now(ZONE).date()


def appointments(file: Path, entries: Any, after: date) -> list[dict[str, Any]]:
    """In the form of their Struct, the earliest first. Raises `SeedInvalid`."""
    try:
        told = msgspec.convert(entries, tuple[_Occasion, ...], strict=False)
        found = [each for occasion in told for each in _dates(occasion, after)]
    except (ValueError, KeyError) as error:
        raise SeedInvalid(file, "dates", str(error)) from error
    return sorted(found, key=lambda each: str(each["starts_at"]))


def _dates(occasion: _Occasion, after: date) -> list[dict[str, Any]]:
    weekday = _Weekday[occasion.weekday.upper()]
    following = after + timedelta(days=(weekday - after.weekday() - 1) % _WEEK + 1)
    days = [following + timedelta(weeks=week) for week in occasion.weeks]
    return [
        {
            "title": occasion.title,
            "starts_at": _moment(day, occasion.begin),
            "ends_at": _moment(day, occasion.end),
            "place": occasion.place,
            "url": occasion.url,
        }
        for day in days
    ]


def _moment(day: date, at: str) -> datetime:
    """`at` as `16:00`."""
    return datetime.combine(day, time.fromisoformat(at), ZONE).astimezone(UTC)
