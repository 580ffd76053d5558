"""How the pages write dates, durations, numbers and quantities."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gateway.interface import SOURCE, speak
from gateway.pages import formats

NBSP = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-03-05T10:00:00+00:00", "5. März 2026, 11:00 Uhr"),
        ("2026-07-05T22:30:00Z", "6. Juli 2026, 00:30 Uhr"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1. Januar 2027, 00:30 Uhr"),
    ],
)
def test_moments_are_told_in_the_time_of_the_city(moment: str | datetime, written: str) -> None:
    assert plain(formats.date_time(moment)) == written


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (None, "Mittwoch, 2. Dezember 2026, 16:00 Uhr"),
        ("2026-12-02T17:00:00Z", "Mittwoch, 2. Dezember 2026, 16:00 bis 18:00 Uhr"),
        ("2026-12-04T11:00:00Z",
         "2. Dezember 2026, 16:00 Uhr bis 4. Dezember 2026, 12:00 Uhr"),
    ],
)  # fmt: skip
def test_occasions_say_when_they_end(end: str | None, written: str) -> None:
    assert plain(formats.occasion("2026-12-02T15:00:00Z", end)) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, ""),
        (1, "1 Minute"),
        (45, "45 Minuten"),
        (60, "1 Stunde"),
        (90, "1 Stunde 30 Minuten"),
        (120, "2 Stunden"),
        (1440, "1 Tag"),
        (2 * 1440 + 61, "2 Tage 1 Stunde 1 Minute"),
    ],
)
def test_durations_in_words(minutes: int, written: str) -> None:
    assert plain(formats.duration(minutes)) == written


@pytest.mark.parametrize(
    ("seconds", "words", "clock"),
    [
        (0, "0 Sekunden", "0:00"),
        (59.4, "59 Sekunden", "0:59"),
        (60, "1 Minute", "1:00"),
        (83.2, "1 Minute 23 Sekunden", "1:23"),
        (3723, "1 Stunde 2 Minuten", "1:02:03"),
    ],
)
def test_running_times(seconds: float, words: str, clock: str) -> None:
    assert plain(formats.running_time(seconds)) == words
    assert formats.clock(seconds) == clock


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0"), (2.5, "2,5"), (1234.5, "1.234,5"), (1000000, "1.000.000"), (0.1 + 0.2, "0,3")],
)
def test_numbers_have_a_decimal_comma(amount: float, written: str) -> None:
    assert formats.number(amount) == written


def test_quantities_name_their_unit() -> None:
    assert plain(formats.quantity(0.5, "m")) == "0,5 m"
    assert plain(formats.quantity(3)) == "3 Stück"


def test_amounts_of_money_have_two_decimals_or_none() -> None:
    assert plain(formats.euro(12)) == "12 €"
    assert plain(formats.euro(12.5)) == "12,50 €"
    assert plain(formats.euro(1234.56)) == "1.234,56 €"


@pytest.mark.parametrize(
    ("size", "written"),
    [(812, "812 Byte"), (1500, "1,5 kB"), (12_345_678, "12,3 MB"), (5 * 10**12, "5.000 GB")],
)
def test_file_sizes(size: int, written: str) -> None:
    assert plain(formats.file_size(size)) == written


def test_ages() -> None:
    assert plain(formats.age_range(0, None)) == "für alle"
    assert plain(formats.age_range(10, None)) == "ab 10 Jahren"
    assert plain(formats.age_range(8, 14)) == "8 bis 14 Jahre"


@pytest.mark.parametrize(
    ("minimum", "maximum", "written"),
    [
        (1, None, "beliebig viele"),
        (3, None, "ab 3 Personen"),
        (1, 1, "allein"),
        (2, 2, "2 Personen"),
        (1, 4, "1 bis 4 Personen"),
    ],
)
def test_group_sizes(minimum: int, maximum: int | None, written: str) -> None:
    assert plain(formats.group_size(minimum, maximum)) == written


@pytest.mark.parametrize(
    ("least", "most", "written"),
    [
        (1, 1234.5, "1 bis 1.234,5"),
        (0, None, "mindestens 0"),
        (None, 5, "höchstens 5"),
        (None, None, ""),
    ],
)
def test_spans(least: float | None, most: float | None, written: str) -> None:
    assert formats.span(least, most) == written


def test_what_is_typed_has_no_groups() -> None:
    assert formats.span(0, 1234.5, grouped=False) == "0 bis 1234,5"


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak(SOURCE)


@pytest.mark.usefixtures("english")
class TestInEnglish:
    """British, as far as English goes."""

    def test_moments(self) -> None:
        assert plain(formats.date_time("2026-07-05T22:30:00Z")) == "6 July 2026, 00:30"
        told = formats.occasion("2026-12-02T15:00:00Z", "2026-12-02T17:00:00Z")
        assert plain(told) == "Wednesday, 2 December 2026, 16:00 to 18:00"

    def test_durations(self) -> None:
        assert plain(formats.duration(2 * 1440 + 61)) == "2 days 1 hour 1 minute"
        assert plain(formats.running_time(83.2)) == "1 minute 23 seconds"

    def test_numbers(self) -> None:
        assert formats.number(1234.5) == "1,234.5"
        assert formats.number(-0.0001) == "0"
        assert formats.span(0, 1234.5) == "0 to 1,234.5"
        assert formats.percent(0.25) == "25%"

    def test_quantities_and_money(self) -> None:
        assert plain(formats.quantity(2.5, "m")) == "2.5 m"
        assert plain(formats.quantity(3)) == "3 pcs"
        assert formats.euro(12) == "€12"
        assert formats.about(1234.5) == "about €1,234.50"
        assert plain(formats.file_size(812)) == "812 bytes"

    def test_people(self) -> None:
        assert formats.age_range(0, None) == "everyone"
        assert plain(formats.age_range(10, None)) == "10 and over"
        assert plain(formats.age_range(8, 14)) == "8 to 14 years"
        assert formats.group_size(1, None) == "any number"
        assert plain(formats.group_size(3, None)) == "3 people or more"
        assert formats.group_size(1, 1) == "alone"
        assert plain(formats.group_size(1, 4)) == "1 to 4 people"
