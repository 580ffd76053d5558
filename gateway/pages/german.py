"""Dates, durations, numbers and quantities as people write them in German."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
SPACE = "\N{NO-BREAK SPACE}"
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR


def _local(moment: datetime | str) -> datetime:
    parsed = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return parsed.astimezone(ZONE)


def date(moment: datetime | str) -> str:
    """`2026-03-05T10:00:00Z` → `5. März 2026`, in the time zone of the city."""
    local = _local(moment)
    return f"{local.day}.{SPACE}{MONTHS[local.month - 1]} {local.year}"


def date_time(moment: datetime | str) -> str:
    """`2026-03-05T10:00:00Z` → `5. März 2026, 11:00 Uhr`."""
    return f"{date(moment)}, {_local(moment):%H:%M}{SPACE}Uhr"


def count(amount: int, one: str, many: str) -> str:
    """`1 Schritt`, `2 Schritte`."""
    return f"{number(amount)}{SPACE}{one if amount == 1 else many}"


def duration(minutes: int) -> str:
    """Minutes in words: `45 Minuten`, `1 Stunde 30 Minuten`, `2 Tage`; empty for none."""
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    parts = (
        count(days, "Tag", "Tage") if days else "",
        count(hours, "Stunde", "Stunden") if hours else "",
        count(left, "Minute", "Minuten") if left else "",
    )
    return " ".join(part for part in parts if part)


def running_time(seconds: float) -> str:
    """Seconds in words: `1 Minute 23 Sekunden`; from an hour on without the seconds."""
    minutes, left = divmod(round(seconds), 60)
    if minutes >= MINUTES_PER_HOUR:
        return duration(minutes)
    tail = count(left, "Sekunde", "Sekunden") if left or not minutes else ""
    return " ".join(part for part in (duration(minutes), tail) if part)


def clock(seconds: float) -> str:
    """Seconds as a player shows them: `1:23`, `1:02:03`."""
    minutes, left = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def number(amount: float, places: int = 3) -> str:
    """`1234.5` → `1.234,5`: decimal comma, no zeros at the end, at most `places` decimals."""
    text = f"{amount:,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.translate(str.maketrans(",.", ".,"))


def quantity(amount: float, unit: str = "") -> str:
    """`2,5 m`; `3 Stück` where there is no unit."""
    return f"{number(amount)}{SPACE}{unit or 'Stück'}"


def euro(amount: float) -> str:
    """`12,50 €`, `12 €`."""
    text = number(amount, 2)
    if "," in text and len(text.rsplit(",", 1)[1]) == 1:
        text += "0"
    return f"{text}{SPACE}€"


def file_size(size: int) -> str:
    """Bytes in steps of 1,000: `812 kB`, `12,3 MB`."""
    amount = float(size)
    for unit in ("Byte", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{number(amount, 1)}{SPACE}{unit}"


def age_range(age_from: int, age_to: int | None) -> str:
    """`ab 10 Jahren`, `8 bis 14 Jahre`, `für alle`."""
    if age_to is not None:
        return f"{age_from} bis {age_to}{SPACE}Jahre"
    return f"ab {age_from}{SPACE}Jahren" if age_from else "für alle"


def group_size(minimum: int, maximum: int | None) -> str:
    """`allein`, `2 bis 4 Personen`, `ab 2 Personen`."""
    if maximum is None:
        return "beliebig viele" if minimum == 1 else f"ab {count(minimum, 'Person', 'Personen')}"
    if minimum == maximum:
        return "allein" if minimum == 1 else count(minimum, "Person", "Personen")
    return f"{minimum} bis {count(maximum, 'Person', 'Personen')}"


FILTERS = {
    filter_.__name__: filter_
    for filter_ in (
        date, date_time, count, duration, running_time, clock, number, quantity, euro, file_size,
        age_range, group_size,
    )
}  # fmt: skip
