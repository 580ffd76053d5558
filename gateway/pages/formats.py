"""Dates, durations, numbers and quantities as people write them in the request's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent, get_decimal_symbol

from gateway.interface import N_, _, ngettext, speaks

ZONE = ZoneInfo("Europe/Berlin")
SPACE = "\N{NO-BREAK SPACE}"
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR
_LOCALES: Final = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}
_BYTES = (N_("Byte"), "kB", "MB", "GB")


def _locale() -> Locale:
    return _LOCALES[speaks()]


def _local(moment: datetime | str) -> datetime:
    parsed = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return parsed.astimezone(ZONE)


def date(moment: datetime | str) -> str:
    """`2026-03-05T10:00:00Z` → `5. März 2026`, `5 March 2026`, in the time zone of the city."""
    return format_date(_local(moment), "long", locale=_locale()).replace(" ", SPACE, 1)


def date_time(moment: datetime | str) -> str:
    """`2026-03-05T10:00:00Z` → `5. März 2026, 11:00 Uhr`."""
    return _at(date(moment), f"{_local(moment):%H:%M}")


def occasion(start: datetime | str, end: datetime | str | None) -> str:
    """`Mittwoch, 2. Dezember 2026, 16:00 bis 18:00 Uhr`; two moments where it lasts longer."""
    begins = _local(start)
    if end is None:
        return _at(_day(begins), f"{begins:%H:%M}")
    ends = _local(end)
    if begins.date() == ends.date():
        times = {"least": f"{begins:%H:%M}", "most": f"{ends:%H:%M}"}
        return _at(_day(begins), _("%(least)s bis %(most)s") % times)
    return _("%(least)s bis %(most)s") % {"least": date_time(start), "most": date_time(end)}


def _day(moment: datetime) -> str:
    return format_date(moment, "full", locale=_locale())


def _at(day: str, time: str) -> str:
    return _("%(date)s, %(time)s\N{NO-BREAK SPACE}Uhr") % {"date": day, "time": time}


def age(moment: datetime | str) -> str:
    """How long ago something was, in one unit: `vor 3 Stunden`, `3 hours ago`."""
    passed = _local(moment) - datetime.now(ZONE)
    return format_timedelta(passed, threshold=1, add_direction=True, locale=_locale())


def participation_time(project: Mapping[str, Any]) -> str:
    """`läuft bis 5. März 2026`, `beginnt am 1. April 2026`; without a date where there is none."""
    starts, ends = project["startsAt"], project["endsAt"]
    if project["phase"] == "COMING":
        return _("beginnt am %(date)s") % {"date": date(starts)} if starts else _("beginnt bald")
    if not ends:
        return _("läuft gerade")
    text = _("läuft bis etwa %(date)s") if project["endsAbout"] else _("läuft bis %(date)s")
    return text % {"date": date(ends)}


def count(amount: int, one: str, many: str) -> str:
    """`1 Schritt`, `2 Schritte`; the words are German, as for `ngettext`."""
    return f"{number(amount)}{SPACE}{ngettext(one, many, amount)}"


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


def number(amount: float, places: int = 3, *, grouped: bool = True) -> str:
    """`1234.5` → `1.234,5`, `1,234.5`: no zeros at the end, at most `places` decimals."""
    pattern = ("#,##0" if grouped else "0") + ("." + "#" * places if places else "")
    text = format_decimal(amount, pattern, locale=_locale())
    return "0" if text == "-0" else text


def span(least: float | None, most: float | None, *, grouped: bool = True) -> str:
    """`1 bis 5`, `mindestens 1`, `höchstens 5`; empty where neither end is given."""
    ends = {
        name: number(end, grouped=grouped)
        for name, end in (("least", least), ("most", most))
        if end is not None
    }
    if len(ends) > 1:
        return _("%(least)s bis %(most)s") % ends
    if not ends:
        return ""
    return (_("mindestens %(least)s") if "least" in ends else _("höchstens %(most)s")) % ends


def percent(share: float) -> str:
    """`0.5` → `50 %`, `50%`."""
    return format_percent(share, locale=_locale())


def quantity(amount: float, unit: str = "") -> str:
    """`2,5 m`; `3 Stück` where there is no unit."""
    return number(amount) + SPACE + (unit or _("Stück"))


def euro(amount: float) -> str:
    """`12,50 €`, `12 €`; `€12.50`, `€12`."""
    locale = _locale()
    text = format_currency(amount, "EUR", locale=locale)
    return text.replace(f"{get_decimal_symbol(locale)}00", "")


def about(cost: float) -> str:
    """`etwa 12,50 €`, for what shops sell at other prices."""
    return _("etwa %(cost)s") % {"cost": euro(cost)}


def file_size(size: int) -> str:
    """Bytes in steps of 1,000: `812 kB`, `12,3 MB`."""
    amount = float(size)
    for unit in _BYTES:
        if amount < 1000 or unit == _BYTES[-1]:
            break
        amount /= 1000
    return f"{number(amount, 1)}{SPACE}{_(unit)}"


def age_range(age_from: int, age_to: int | None) -> str:
    """`ab 10 Jahren`, `8 bis 14 Jahre`, `für alle`."""
    ages = {"youngest": age_from, "oldest": age_to}
    if age_to is not None:
        return _("%(youngest)s bis %(oldest)s\N{NO-BREAK SPACE}Jahre") % ages
    return _("ab %(youngest)s\N{NO-BREAK SPACE}Jahren") % ages if age_from else _("für alle")


def group_size(minimum: int, maximum: int | None) -> str:
    """`allein`, `2 bis 4 Personen`, `ab 2 Personen`."""
    if maximum is None:
        return _("beliebig viele") if minimum == 1 else _("ab %(people)s") % _people(minimum)
    if minimum == maximum:
        return _("allein") if minimum == 1 else _people(minimum)["people"]
    return _("%(least)s bis %(people)s") % ({"least": minimum} | _people(maximum))


def _people(several: int) -> dict[str, str]:
    return {"people": count(several, "Person", "Personen")}


FILTERS = {
    filter_.__name__: filter_
    for filter_ in (
        date, date_time, occasion, age, participation_time, count, duration, running_time, clock,
        number, span, percent, quantity, euro, about, file_size, age_range, group_size,
    )
}  # fmt: skip
