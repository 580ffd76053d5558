"""From what an editor writes to an item: addresses, fields of the hub, topics of the city."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.caller import Role
from shared.contracts.content import Status
from shared.contracts.errors import Invalid
from shared.contracts.guide import Guide
from shared.contracts.kinds import KINDS
from shared.contracts.steps import Step
from shared.contracts.video import Video
from shared.kit.content.drafts import edited, kept_by_hub, new_draft, slug_from
from tests.unit.items import CITY, LATER, MOMENT, OTHER, caller, guide

AUTHOR = caller(Role.AUTHOR)


def drafted(**draft: Any) -> Guide:
    written = {"title": "Löten", "goal": "Eine feste Lötstelle", **draft}
    return new_draft(Guide, written, AUTHOR, CITY, MOMENT)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lärm auf dem Schulweg", "laerm-auf-dem-schulweg"),
        ("Größe, Öl & ÜBERMUT", "groesse-oel-uebermut"),
        ("STRAẞE", "strasse"),
        ("A\u0308rger", "arger"),
        ("Café à la crème", "cafe-a-la-creme"),
        ("CO₂ – was ist das?", "co2-was-ist-das"),
        ("  --  ", "ohne-titel"),
        ("", "ohne-titel"),
        ("日本", "ohne-titel"),
        ("wort " * 40, "-".join(["wort"] * 16)),
        ("x" * 200, "x" * 80),
        ("x" * 80 + " y", "x" * 80),
    ],
)
def test_slugs_can_be_read(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@given(st.text(max_size=200))
def test_every_title_gives_an_allowed_slug_with_room_for_a_number(title: str) -> None:
    slug = slug_from(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 80


def test_a_new_draft_has_the_head_that_the_hub_keeps() -> None:
    item = drafted()
    assert (item.slug, item.status, item.revision) == ("loeten", Status.DRAFT, 1)
    assert (item.created_by, item.created_at, item.modified_at) == (OTHER, MOMENT, MOMENT)
    assert item.publisher == "Stadt Iserlohn"
    assert item.published_at is None
    assert item.id != item.translation_key


def test_a_slug_and_a_translation_key_of_ones_own_are_kept() -> None:
    first = drafted()
    second = drafted(slug="soldering", language="en", translation_key=first.translation_key)
    assert (second.slug, second.translation_key) == ("soldering", first.translation_key)
    assert second.id != first.id


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda entry: entry.kind.value)
def test_fields_of_the_hub_are_refused(kind: Any) -> None:
    kept = kept_by_hub(kind.struct)
    assert {"id", "publisher", "status", "revision", "created_by", "withdrawal"} <= kept
    for field in kept:
        with pytest.raises(Invalid, match=r"führt der Hub selbst\.") as caught:
            new_draft(kind.struct, {"title": "T", field: None}, AUTHOR, CITY, MOMENT)
        assert caught.value.field == field


def test_a_videos_processing_is_the_hubs() -> None:
    kept = {"source", "processing", "playback", "captions", "duration_seconds"}
    assert kept <= kept_by_hub(Video)


@pytest.mark.parametrize("changes", [{"status": "published"}, {"revision": 9}, {"id": OTHER}])
def test_an_edit_cannot_touch_fields_of_the_hub(changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=r"führt der Hub selbst\."):
        edited(guide(), changes, CITY, LATER)


@pytest.mark.parametrize("field", ["kind", "question", "_id", "", "Title"])
def test_unknown_fields_are_refused(field: str) -> None:
    with pytest.raises(Invalid, match=r"Dieses Feld gibt es nicht\.") as in_a_draft:
        drafted(**{field: "x"})
    with pytest.raises(Invalid, match=r"Dieses Feld gibt es nicht\.") as in_an_edit:
        edited(guide(), {field: "x"}, CITY, LATER)
    assert in_a_draft.value.field == in_an_edit.value.field == field


@pytest.mark.parametrize(("field", "known"), [("fields", "umwelt"), ("measures", "stadtlabor")])
def test_topics_are_those_of_the_city(field: str, known: str) -> None:
    assert getattr(drafted(**{field: [known]}), field) == (known,)
    with pytest.raises(Invalid, match=r"„raumfahrt“ gibt es in dieser Stadt nicht\.") as caught:
        edited(guide(), {field: [known, "raumfahrt"]}, CITY, LATER)
    assert caught.value.field == field


@pytest.mark.parametrize("title", ["", "   ", "\n\t"])
def test_a_title_has_to_say_something(title: str) -> None:
    with pytest.raises(Invalid) as caught:
        edited(guide(), {"title": title}, CITY, LATER)
    assert caught.value.field == "title"


def test_what_is_missing_in_a_new_draft_is_named() -> None:
    with pytest.raises(Invalid, match=r"Diese Angabe fehlt\.") as caught:
        new_draft(Guide, {"title": "Löten"}, AUTHOR, CITY, MOMENT)
    assert caught.value.field == "goal"


def test_an_edit_replaces_the_named_fields_only() -> None:
    before = guide(last_tested=LATER, tags=("Technik",))
    after = edited(before, {"title": "Weich löten", "steps": [{"title": "Erhitzen"}]}, CITY, LATER)
    assert after == guide(
        last_tested=LATER,
        tags=("Technik",),
        title="Weich löten",
        steps=(Step(title="Erhitzen"),),
        edited_at=LATER,
    )
    assert before.title == "Löten"
