"""The words of participation platforms: moments, texts, places, and when they are asked again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.participation.described import When
from services.participation.moments import by_words, moment
from services.participation.places import position
from services.participation.platform import Platform
from services.participation.refreshing import Refreshing
from services.participation.settings import ParticipationSettings
from services.participation.text import line, safe_html
from shared.contracts.city import City
from shared.contracts.participation import (
    MOST_TEXT,
    Dialect,
    ParticipationPhase,
    ParticipationProject,
    ParticipationSource,
)

RUNNING, COMING, OVER = (ParticipationPhase(name) for name in ("running", "coming", "over"))
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
WEB: Any = None
PLATFORM = Platform(
    WEB,
    ParticipationSource(
        slug="a", name="A", dialect=Dialect.DECIDIM, address="https://mitreden.example"
    ),
)


def end_of(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3 Tage verbleibend", When(phase=RUNNING, ends_at=end_of(11, 29), ends_about=True)),
        ("1 day remaining", When(phase=RUNNING, ends_at=end_of(11, 27), ends_about=True)),
        ("5 Stunden verbleibend", When(phase=RUNNING, ends_at=end_of(11, 26), ends_about=True)),
        ("Beteiligung: ab 5. Dezember 2026", When(phase=COMING, starts_at=end_of(12, 4))),
        ("Participation: from December 5, 2026", When(phase=COMING, starts_at=end_of(12, 4))),
        ("ab 05.12.2026", When(phase=COMING, starts_at=end_of(12, 4))),
        ("Beteiligung beendet. Ergebnis lesen.", When(phase=OVER)),
        ("ab 45. Dezember 2026", When()),
        ("mehr als 1 Jahr verbleibend", When()),
        ("", When()),
    ],
)
def test_time_in_words(text: str, when: Any) -> None:
    found = by_words(text, AT)
    if when.starts_at:  # written above as the last minute before
        when = msgspec.structs.replace(when, starts_at=when.starts_at + timedelta(minutes=1))
    assert found == when


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-03-05T10:00:00+01:00", datetime(2026, 3, 5, 9, tzinfo=UTC)),
        ("2026-03-05T10:00:00Z", datetime(2026, 3, 5, 10, tzinfo=UTC)),
        ("2026-03-05", datetime(2026, 3, 4, 23, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("morgen", None),
        (False, None),
        (None, None),
    ],
)
def test_moments(text: object, found: datetime | None) -> None:
    assert moment(text) == found


def test_lines_are_plain_and_short() -> None:
    assert line("<p>Ein\n<b>Weg</b></p>\x00 &amp;\u202e mehr", 100) == "Ein Weg & mehr"
    assert line("Wort " * 100, 20) == "Wort Wort Wort …"
    assert line("a" * 100, 20) == "a" * 18 + " …"


def test_html_is_cut_without_breaking() -> None:
    whole = safe_html("<ul>" + "<li>Ein <b>Punkt</b></li>" * 500 + "</ul>", PLATFORM)
    assert whole.endswith("</li></ul>")
    assert MOST_TEXT - 100 < len(whole) < MOST_TEXT + 50
    assert safe_html('<a href="http://[x">y</a>', PLATFORM) == '<a rel="noopener noreferrer">y</a>'


@pytest.mark.parametrize(
    "point", ["", None, False, "{", {"geometry": None}, {"coordinates": [1]},
              {"coordinates": ["a", "b"]}, {"coordinates": [500, 1]}, {"coordinates": [1, None]}],
)  # fmt: skip
def test_what_is_no_place(point: object) -> None:
    assert position(point) == (None, None)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/a/?b=1#c", "https://mitreden.example/a/?b=1"),
        ("https://ich:geheim@Andere.example:8443/a", "https://andere.example:8443/a"),
        ("javascript:alert(1)", ""),
        ("https://[::1", ""),
        ("https://a:99999999/", ""),
    ],
)
def test_addresses(given: str, canonical: str) -> None:
    assert PLATFORM.address(given) == canonical


def test_a_phase_goes_on_after_it_was_told() -> None:
    project = ParticipationProject(
        id="0" * 32, source="a", platform="A", url="https://a.example/", title="A", language="de",
        phase=ParticipationPhase.COMING, starts_at=AT, ends_at=AT + timedelta(days=2),
        fetched_at=AT,
    )  # fmt: skip
    phases = [project.phase_at(AT + timedelta(hours=hours)) for hours in (-1, 0, 49)]
    assert phases == ["coming", "running", "over"]
    vague = msgspec.structs.replace(project, ends_about=True)
    assert vague.phase_at(AT + timedelta(hours=49)) == "running"
    assert not project.is_stale(AT + timedelta(minutes=59))
    assert project.is_stale(AT + timedelta(minutes=61))


def test_failures_are_followed_by_longer_pauses() -> None:
    settings = ParticipationSettings(
        nats_url="", mongo_url="", city_file=Path(), caller_public_key=""
    )
    nothing: Any = None
    refreshing = Refreshing(nothing, (), settings, nothing)
    assert [refreshing._pause(failures) for failures in (0, 1, 2, 9999)] == [600, 1200, 1800, 1800]


SOURCE = {"slug": "a", "name": "A", "dialect": "decidim", "address": "https://a.example"}


@pytest.mark.parametrize(
    "sources",
    [
        [SOURCE, SOURCE],
        [SOURCE | {"username": "a"}, SOURCE | {"slug": "b", "username": "b"}],
        [SOURCE | {"address": "http://a.example", "username": "a"}],
        [SOURCE | {"address": "https://a.example/b"}],
        [SOURCE | {"dialect": "consul"}],
        [SOURCE | {"dialect": "adhocracy"}],
        [SOURCE | {"fields": ["gibt-es-nicht"]}],
        [SOURCE | {"rules": [{"words": ["a"], "measures": ["gibt-es-nicht"]}]}],
    ],
)
def test_a_city_is_told_of_wrong_sources(sources: list[dict[str, Any]]) -> None:
    city = {
        "name": "A", "publisher": "A", "hub_name": "A", "website": "", "contact_email": "",
        "fields": [{"slug": "umwelt", "title": "Umwelt"}], "measures": [],
    }  # fmt: skip
    right = msgspec.convert({**city, "participation": [SOURCE | {"fields": ["umwelt"]}]}, City)
    assert right.participation[0].language == "de"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**city, "participation": sources}, City)
