"""Dates for calendars: iCalendar (RFC 5545, with the names and refreshing of RFC 7986)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from gateway.feeds.channel import Channel
from gateway.feeds.on_site import OnSite
from gateway.pages.wording import language_tag
from shared.contracts.on_site import Appointment

MEDIA_TYPE = "text/calendar"
ZONE = ZoneInfo("Europe/Berlin")
_PRODUCT = "-//Innovationslab-Hub//Termine//DE"
_REFRESH = timedelta(hours=1)
_TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
"""By the rules in force since 1996; a calendar without dates is a valid one with it, too."""


def ical(channel: Channel, items: Iterable[OnSite], public_url: str) -> str:
    """The calendar. What was withdrawn is not in it: who subscribes to it loses the event."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", channel.title)
    calendar.add("x-wr-calname", channel.title)
    calendar.add("url", public_url + channel.path)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(_TIME_ZONE))
    for item in items:
        for event in _events(item, urlsplit(public_url).netloc):
            calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def _events(item: OnSite, host: str) -> Iterator[Event]:
    """Each with an id that lasts while its item and its beginning do: appointments have none."""
    at_once: Counter[datetime] = Counter()
    for date in item.dates:
        start = date.starts_at.astimezone(UTC)
        yield _event(item, date, f"{item.id}-{start:%Y%m%dT%H%M%SZ}-{at_once[start]}@{host}")
        at_once[start] += 1


def _event(item: OnSite, date: Appointment, uid: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", item.modified_at.astimezone(UTC))
    event.add("last-modified", item.modified_at.astimezone(UTC))
    event.add("sequence", item.revision)
    event.add("dtstart", date.starts_at.astimezone(ZONE))
    if date.ends_at:
        event.add("dtend", date.ends_at.astimezone(ZONE))
    event.add("summary", date.title, parameters={"LANGUAGE": language_tag(item.language)})
    event.add("description", _description(item))
    event.add("url", date.url or item.url)
    event.add("status", "CONFIRMED")
    _add_place(event, item, date)
    return event


def _add_place(event: Event, item: OnSite, date: Appointment) -> None:
    """With address and coordinates where the appointment names a place of its item."""
    place = next((each for each in item.places if each.name == date.place), None)
    where = ", ".join(filter(None, (date.place, place.address if place else "")))
    if where:
        event.add("location", where)
    if place and place.latitude is not None and place.longitude is not None:
        event.add("geo", (place.latitude, place.longitude))


def _description(item: OnSite) -> str:
    return "\n\n".join(filter(None, (item.title, " ".join(item.summary.split()), item.url)))
