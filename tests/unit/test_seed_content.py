"""The demo content as others read it, without a hub."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gateway.feeds.amb import amb
from infra.seed.check import BY_HUB_VALUES, _complete
from infra.seed.items import SeedInvalid, SeedItem
from infra.seed.load import load_all, load_city
from infra.seed.occasions import ZONE, appointments
from shared.contracts.content import Content
from shared.contracts.kinds import KINDS
from tests.amb import problems

ITEMS = {item.slug: item for item in load_all()}
OCCASION = {"title": "Sprechstunde", "weekday": "wednesday", "begin": "16:00", "end": "18:00"}


def content(item: SeedItem) -> Content:
    whole = {"kind": item.kind.value, **BY_HUB_VALUES, **_complete(item)}
    made: Content = msgspec.convert(whole, KINDS[item.kind].struct)
    return made


@pytest.mark.parametrize("slug", ITEMS)
def test_learning_platforms_know_the_subject_of_each(slug: str) -> None:
    told = amb(content(ITEMS[slug]), load_city(), "https://hub.example")
    assert problems(told) == []
    assert told["about"], "no subject of KIM's lists"


def test_the_demo_has_places_and_dates_ahead() -> None:
    found = [content(item) for item in ITEMS.values()]
    places = [place for item in found for place in item.places]
    assert len(places) > 8
    assert all(51.3 < (place.latitude or 0) < 51.5 for place in places)
    now = datetime.now(ZONE)
    dates = [each for item in found for each in item.dates]
    assert len(dates) > 8
    assert all(each.starts_at > now for each in dates)


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 12, 1), ["2026-12-02", "2026-12-16"]),
        (date(2026, 12, 2), ["2026-12-09", "2026-12-23"]),  # a Wednesday: it may be over
        (date(2026, 3, 19), ["2026-03-25", "2026-04-08"]),  # and the clocks go forward
    ],
)
def test_dates_are_told_by_weekday(today: date, days: list[str]) -> None:
    found = appointments(Path("x"), [OCCASION | {"weeks": [0, 2]}], today)
    starts = [each["starts_at"].astimezone(ZONE) for each in found]
    assert [f"{start:%Y-%m-%d %H:%M}" for start in starts] == [f"{day} 16:00" for day in days]


@pytest.mark.parametrize(
    "wrong", [{"weekday": "Mittwoch", "weeks": [0]}, {"weeks": []}, {"weeks": [0], "datum": "1.1."}]
)
def test_a_date_that_is_none_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(SeedInvalid, match="dates"):
        appointments(Path("infra/seed/x.yaml").absolute(), [OCCASION | wrong], date(2026, 1, 1))
