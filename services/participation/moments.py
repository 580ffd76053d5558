"""When one can take part, from the words of the platforms."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from services.participation.described import When
from shared.contracts.participation import ParticipationPhase

_ZONE = ZoneInfo("Europe/Berlin")
_MONTHS = {
    name.lower(): month
    for language in ("de", "en")
    for month, name in get_month_names("wide", locale=language).items()
}
_WRITTEN = re.compile(r"(?P<day>\d{1,2})\.? +(?P<month>[^\W\d_]+) +(?P<year>\d{4})")
_AMERICAN = re.compile(r"(?P<month>[^\W\d_]+) +(?P<day>\d{1,2}), +(?P<year>\d{4})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_LEFT = re.compile(r"(\d{1,4})\s+(tag|day|stunde|hour|minute|sekunde|second)", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("tag", "day"), timedelta(days=1)),
    **dict.fromkeys(("stunde", "hour"), timedelta(hours=1)),
    "minute": timedelta(minutes=1),
    **dict.fromkeys(("sekunde", "second"), timedelta(seconds=1)),
}
_OVER = re.compile(r"beendet|abgeschlossen|vorbei|ended|completed|done", re.IGNORECASE)


def moment(text: object, *, end_of_day: bool = False) -> datetime | None:
    """A point in time in ISO 8601, in UTC; a date alone means its beginning or end in Germany."""
    if not isinstance(text, str):
        return None
    try:
        if len(text) == len("2026-03-05"):
            return _day(date.fromisoformat(text), end=end_of_day)
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def by_words(text: str, at: datetime) -> When:
    """From what adhocracy+ shows to people: `3 Tage verbleibend`, `Beteiligung: ab 5. März 2026`.

    Of the time that is left it names the largest unit alone, rounded down.
    """
    if found := _LEFT.search(text):
        left = int(found[1]) * _UNITS[found[2].lower()]
        end = _day((at + left).astimezone(_ZONE).date(), end=True)
        return When(phase=ParticipationPhase.RUNNING, ends_at=end, ends_about=True)
    if day := _written_day(text):
        return When(phase=ParticipationPhase.COMING, starts_at=_day(day))
    return When(phase=ParticipationPhase.OVER if _OVER.search(text) else ParticipationPhase.UNKNOWN)


def by_dates(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> When:
    """From beginning and end, of which one may be missing."""
    phase = ParticipationPhase.RUNNING if starts_at or ends_at else ParticipationPhase.UNKNOWN
    if starts_at and starts_at > at:
        phase = ParticipationPhase.COMING
    elif ends_at and ends_at < at:
        phase = ParticipationPhase.OVER
    return When(phase=phase, starts_at=starts_at, ends_at=ends_at)


def _written_day(text: str) -> date | None:
    for pattern in (_WRITTEN, _AMERICAN, _NUMBERS):
        if found := pattern.search(text):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
            try:
                return date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                continue
    return None


def _day(day: date, *, end: bool = False) -> datetime:
    clock = time(23, 59) if end else time()
    return datetime.combine(day, clock, _ZONE).astimezone(UTC)
