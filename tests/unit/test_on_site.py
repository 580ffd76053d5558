"""Where, whom to ask and when: what pages show and what the form makes of what is typed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Timezone

from gateway.feeds.ical import _TIME_ZONE, ZONE
from gateway.pages.metadata_on_site import on_site
from gateway.pages.on_site import geo_link, phone_link, upcoming
from gateway.pages.on_site_form import GROUPS, TypedOnSite, stored
from shared.contracts.errors import Invalid
from shared.kit.content.drafts import edited
from tests.unit.items import CITY, LATER, guide

NOON = datetime(2026, 12, 2, 12, tzinfo=UTC)
PLACE = {
    "name": "Labor",
    "address": "Am Platz",
    "latitude": 51.3752,
    "longitude": 7.6961,
    "url": "",
}
PUBLISHER = {"@type": "GovernmentOrganization", "name": "Stadt"}


def date(start: str, end: str | None = None, **more: str) -> dict[str, Any]:
    return {"title": "Kurs", "startsAt": start, "endsAt": end, "place": "", "url": "", **more}


def test_what_is_over_is_left_out_and_the_next_comes_first() -> None:
    over, running = date("2026-12-02T09:00:00Z"), date("2026-12-02T11:00:00Z", "2026-12-02T13:00Z")
    ahead = date("2026-12-03T09:00:00Z")
    assert upcoming([ahead, over, running], NOON) == [running, ahead]


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+49 (0) 2371 / 123-4", "tel:+4923711234"),
        ("(02371) 12 34", "tel:023711234"),
        ("0221 4710 345", "tel:02214710345"),
    ],
)
def test_phone_links_can_be_dialled(phone: str, link: str) -> None:
    assert phone_link(phone) == link


def test_a_place_without_coordinates_has_no_link() -> None:
    assert geo_link(PLACE) == "geo:51.375200,7.696100"
    assert geo_link({**PLACE, "longitude": None}) == ""
    assert geo_link({**PLACE, "latitude": 0, "longitude": 0}) == "geo:0.000000,0.000000"


def test_an_event_is_at_the_place_that_it_names() -> None:
    item = {
        "canonicalUrl": "https://hub.example/x",
        "places": [PLACE],
        "contacts": [{"name": "Team", "organisation": "", "email": "", "phone": "", "url": ""}],
        "dates": [date("2999-01-01T09:00:00Z", place=name) for name in ("Labor", "Aula")],
    }
    node = on_site(item, PUBLISHER)
    known, elsewhere = (event["location"] for event in node["subjectOf"])
    assert known == node["contentLocation"][0]
    assert known["geo"] == {"@type": "GeoCoordinates", "latitude": 51.3752, "longitude": 7.6961}
    assert elsewhere == {"@type": "Place", "name": "Aula"}
    assert node["publisher"]["contactPoint"] == [{"@type": "ContactPoint", "name": "Team"}]
    assert node["subjectOf"][0]["organizer"] == PUBLISHER


def typed(**groups: dict[int, dict[str, str]]) -> TypedOnSite:
    return TypedOnSite(groups={group: groups.get(group, {}) for group in GROUPS})


@pytest.mark.parametrize(
    "position", ["51.3752, 7.6961", "51,3752 7,6961", "51,3752; 7,6961", "+51.3752,7.6961"]
)
def test_coordinates_may_be_written_as_maps_give_them(position: str) -> None:
    form = typed(places={0: {"name": "Labor", "position": position}})
    written, problems = form.input()
    assert problems == []
    (place,) = written["places"]
    assert (place["latitude"], place["longitude"]) == (51.3752, 7.6961)


def test_times_are_those_of_the_city() -> None:
    entry = {"title": "Kurs", "starts_at": "2026-07-01T16:00", "ends_at": ""}
    written, problems = typed(dates={0: entry}).input()
    assert problems == []
    assert written["dates"][0]["startsAt"] == "2026-07-01T14:00:00+00:00"
    assert written["dates"][0]["endsAt"] is None


@pytest.mark.parametrize(
    ("group", "entry", "field"),
    [
        ("places", {"name": "X", "position": "hier"}, "places.3.position"),
        ("dates", {"title": "X"}, "dates.3.starts_at"),
        ("dates", {"title": "X", "starts_at": "morgen"}, "dates.3.starts_at"),
        ("dates", {"title": "X", "starts_at": "0001-01-01T00:00"}, "dates.3.starts_at"),
        ("dates", {"title": "X", "starts_at": "2026-03-29T02:30"}, "dates.3.starts_at"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(group: str, entry: dict[str, str], field: str) -> None:
    _, problems = typed(**{group: {3: entry}}).input()
    assert [problem["field"] for problem in problems] == [field]


def test_what_is_empty_or_was_removed_is_not_written_and_errors_find_their_field() -> None:
    form = typed(
        places={0: {"name": "Weg", "removed": "1"}, 1: {"name": "", "url": ""}, 4: {"name": "Da"}}
    )
    assert [place["name"] for place in form.input()[0]["places"]] == ["Da"]
    errors: list[dict[str, Any]] = [
        {"field": "places[0].latitude"},
        {"field": "dates"},
        {"field": None},
    ]
    assert [e["field"] for e in form.placed(errors)] == ["places.4.position", "dates", None]
    assert [number for number, _ in form.entries("places")] == [0, 4, 5]


def test_the_form_gives_back_what_is_stored() -> None:
    contact = {"name": "Team", "organisation": "", "email": "", "phone": "", "url": ""}
    dates = [date("2026-07-01T14:00:00+00:00", "2026-07-01T15:30:00+00:00")]
    item = {"revision": 7, "places": [PLACE], "contacts": [contact], "dates": dates}
    written, problems = stored(item).input()
    assert problems == []
    assert written == {group: item[group] for group in GROUPS}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": "2026-12-02T11:59:00Z"}, "dates[0].ends_at"),
        ({"starts_at": "0001-01-01T00:00:00Z"}, "dates[0].starts_at"),
        ({"ends_at": "9999-12-31T23:59:00Z"}, "dates[0].ends_at"),
        ({"starts_at": "2026-12-02T12:00:00"}, "dates[0].starts_at"),
    ],
)
def test_no_date_is_kept_that_cannot_be_shown(changes: dict[str, str], field: str) -> None:
    given = {"title": "Kurs", "starts_at": "2026-12-02T12:00:00Z", **changes}
    with pytest.raises(Invalid) as refused:
        edited(guide(), {"dates": [given]}, CITY, LATER)
    assert refused.value.field == field


@pytest.mark.parametrize("told", ["2031-03-30T01:00", "2031-03-30T04:00", "2031-10-26T04:00"])
def test_calendars_carry_the_rules_of_summer_time(told: str) -> None:
    zone: Any = Timezone.from_ical(_TIME_ZONE)
    local = datetime.fromisoformat(told)
    assert zone.to_tz(lookup_tzid=False).utcoffset(local) == ZONE.utcoffset(local)
