"""Two cities side by side: what one publishes the other shows, changes, and takes down with it."""

from typing import Any

import httpx
import pytest

from infra.local.supervisor import Hub
from tests.consumer import UPDATE, WITHDRAW, Consumer
from tests.eventually import eventually
from tests.integration.reuse.follower import Reader
from tests.picture import sent

AUTOMATIC = {"newItems": "AUTOMATIC", "updates": "AUTOMATIC", "kinds": ["EXPERIMENT"]}
BY_HAND = {"newItems": "AUTOMATIC", "updates": "BY_HAND", "kinds": ["EXPERIMENT"]}
REVISION = "query ($id: ID!) { node(id: $id) { ... on Experiment { revision } } }"
OFFERED = {"kinds": ["EXPERIMENT"]}


@pytest.fixture(scope="module")
async def followed(hub: Hub, reader: Reader) -> str:
    """Iserlohn, followed without anybody's word."""
    found: str = (await reader.follow(hub.url, **AUTOMATIC))["id"]
    return found


async def content_hash(consumer: Consumer, item_id: str) -> str:
    asked = "query ($id: ID!) { node(id: $id) { ... on Experiment { contentHash } } }"
    found: str = (await consumer.data(asked, id=item_id))["node"]["contentHash"]
    return found


async def test_what_is_published_there_is_shown_here_with_its_source(
    hub: Hub, soest: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    picture = {"key": await sent(editor), "alt": "Ein Kreis"}
    there = await editor.published(title="Regen zählen", cover=picture, fields=["umwelt"])
    here = await reader.until_shown(there["id"], title="Regen zählen")
    assert here["contentHash"] == await content_hash(editor, there["id"])
    assert here["mirrored"]["url"] == f"{hub.url}/experimente/{there['slug']}"
    assert here["mirrored"]["url"] in here["attribution"]["text"]
    assert here["publisher"] == here["mirrored"]["publisher"] != "Stadt Soest"
    async with httpx.AsyncClient(base_url=soest.url) as http:
        image = await eventually(
            lambda: http.get(here["cover"]["url"]), lambda found: found.is_success
        )
        assert image.headers["content-type"] == "image/svg+xml"
        page = (await http.get(here["path"])).text
    assert f'<link rel="canonical" href="{here["mirrored"]["url"]}"' in page
    assert here["mirrored"]["publisher"] in page


async def test_an_update_arrives_and_a_take_down_is_honoured(
    soest: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    there = await editor.published(title="Erste Fassung")
    await reader.until_shown(there["id"], title="Erste Fassung")
    await editor.mutate(
        UPDATE, id=there["id"], revision=there["revision"], input={"title": "Zweite Fassung"}
    )
    here = await reader.until_shown(there["id"], title="Zweite Fassung")
    await editor.mutate(WITHDRAW, id=there["id"], reason="SAFETY_RECALL")
    await reader.until_gone(there["id"])
    assert (await reader.until_state(there["id"], "GONE"))["reason"] == "SAFETY_RECALL"
    async with httpx.AsyncClient(base_url=soest.url) as http:
        assert (await http.get(here["path"])).status_code == 410
    assert (await reader.consumer.move("sendBack", there["id"]))["userErrors"] == []
    refused = (await reader.consumer.move("publish", there["id"]))["userErrors"]
    assert [(error["field"], error["code"]) for error in refused] == [("status", "conflict")]


async def test_an_address_that_is_taken_here_holds_up_no_update(
    editor: Consumer, reader: Reader, followed: str
) -> None:
    taken = await reader.consumer.published(title="Schon vergeben in Soest")
    there = await editor.published(title="Zieht um")
    await reader.until_shown(there["id"])
    change = {"slug": taken["slug"], "title": "Umgezogen"}
    await editor.mutate(UPDATE, id=there["id"], revision=there["revision"], input=change)
    here = await reader.until_shown(there["id"], title="Umgezogen")
    assert here["slug"] == there["slug"]


async def test_own_words_stay_through_updates(
    editor: Consumer, reader: Reader, followed: str
) -> None:
    materials = [{"item": "Papier", "costEuro": 1}, {"item": "Stift", "costEuro": 2}]
    there = await editor.published(title="Mit Preisen", materials=materials)
    await reader.until_shown(there["id"])
    done = await reader.overlay(
        there["id"],
        contacts=[{"name": "Werkstatt Soest", "phone": "02921 1030"}],
        places=[{"name": "Am Vreithof"}],
        prices=[{"item": "Stift", "costEuro": 3.5}],
        fields=["wasser"],
    )
    assert done["userErrors"] == []
    here = await reader.until_shown(there["id"], places=[{"name": "Am Vreithof"}])
    assert here["materials"] == [
        {"item": "Papier", "costEuro": 1}, {"item": "Stift", "costEuro": 3.5},
    ]  # fmt: skip
    assert here["fields"] == [{"slug": "wasser"}]
    assert set(here["mirrored"]["local"]) == {"places", "contacts", "fields", "materials"}
    await editor.mutate(
        UPDATE, id=there["id"], revision=there["revision"],
        input={"title": "Mit neuen Preisen", "materials": [*materials, {"item": "Schere"}]},
    )  # fmt: skip
    here = await reader.until_shown(there["id"], title="Mit neuen Preisen")
    assert [each["costEuro"] for each in here["materials"]] == [1, 3.5, 0]
    assert (here["contacts"], here["places"]) == (
        [{"name": "Werkstatt Soest"}], [{"name": "Am Vreithof"}],
    )  # fmt: skip
    wrong = await reader.overlay(there["id"], fields=["umwelt"])
    assert [error["field"] for error in wrong["userErrors"]] == ["fields"]


async def test_an_update_by_hand_shows_what_it_would_change(
    editor: Consumer, reader: Reader, followed: str
) -> None:
    await reader.change(followed, **BY_HAND)
    there = await editor.published(title="Von Hand", steps=[{"title": "Eins", "text": "Alt"}])
    await reader.until_shown(there["id"])
    await editor.mutate(
        UPDATE, id=there["id"], revision=there["revision"],
        input={"title": "Neu", "steps": [{"title": "Null"}, {"title": "Eins", "text": "Frisch"}]},
    )  # fmt: skip
    item = await reader.until_state(there["id"], "CHANGED")
    told = {each["path"]: (each["before"], each["after"]) for each in item["differences"]}
    assert told["title"] == ("Von Hand", "Neu")
    assert any("Frisch" in after for _, after in told.values())
    assert (await reader.shown(there["id"]) or {})["title"] == "Von Hand"
    assert (await reader.decide("adoptItem", there["id"]))["userErrors"] == []
    await reader.until_shown(there["id"], title="Neu")
    for title, state in (("Doch anders", "CHANGED"), ("Neu", "SHOWN")):
        revision = (await editor.data(REVISION, id=there["id"]))["node"]["revision"]
        await editor.mutate(UPDATE, id=there["id"], revision=revision, input={"title": title})
        await reader.until_state(there["id"], state)
    await reader.change(followed, **AUTOMATIC)


async def test_what_is_only_offered_is_shown_when_an_editor_says_so(
    editor: Consumer, reader: Reader, followed: str
) -> None:
    await reader.change(followed, **OFFERED)
    there = await editor.published(title="Nur angeboten")
    await eventually(lambda: reader.item(there["id"]), lambda found: found is not None)
    assert await reader.shown(there["id"]) is None
    await reader.decide("adoptItem", there["id"])
    await reader.until_shown(there["id"])
    await reader.decide("refuseItem", there["id"])
    await reader.until_gone(there["id"])
    item = await reader.item(there["id"])
    assert item
    assert item["state"] == "REFUSED"
    await reader.change(followed, **AUTOMATIC)


async def test_editors_here_take_down_and_cannot_rewrite(
    editor: Consumer, reader: Reader, followed: str
) -> None:
    there = await editor.published(title="Hier nicht gewollt")
    here = await reader.until_shown(there["id"])
    refused = await reader.consumer.mutate(
        UPDATE, id=there["id"], revision=1, input={"title": "Meins"}
    )
    assert [error["code"] for error in refused["userErrors"]] == ["forbidden"]
    await reader.consumer.mutate(WITHDRAW, id=there["id"], reason="OTHER")
    await editor.mutate(UPDATE, id=there["id"], revision=2, input={"title": "Geändert"})
    await eventually(
        lambda: reader.item(there["id"]), lambda found: found and found["title"] == "Geändert"
    )
    assert await reader.shown(there["id"]) is None
    assert here["title"] == "Hier nicht gewollt"


async def test_the_followed_feed_tells_only_what_a_city_publishes_itself(
    soest: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    there = await editor.published(title="Kein Echo")
    await reader.until_shown(there["id"])
    own = await reader.consumer.published(title="Aus Soest")
    async with httpx.AsyncClient(base_url=soest.url) as http:
        told = (await http.get("/api/v1/items", params={"kind": "experiment"})).json()["results"]
    ids = [entry["id"] for entry in told]
    assert own["id"] in ids
    assert there["id"] not in ids


@pytest.mark.parametrize("part", ["reuse", "experiments", "nats", "documents"])
async def test_a_part_here_dies_in_between(
    part: str, soest: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    await soest.kill(part)
    there = await editor.published(title=f"Während {part} tot war")
    gone = await editor.published(title=f"Vergänglich bei {part}")
    await editor.mutate(WITHDRAW, id=gone["id"], reason="PRIVACY")
    await soest.ready()
    await reader.until_shown(there["id"])
    await reader.until_gone(gone["id"])


async def test_the_other_city_dies_in_between(
    hub: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    there = await editor.published(title="Vor dem Ausfall")
    await reader.until_shown(there["id"])
    await hub.kill("gateway")
    await hub.kill("nats")
    assert (await reader.shown(there["id"]) or {})["title"] == "Vor dem Ausfall"
    await hub.ready()
    await editor.mutate(WITHDRAW, id=there["id"], reason="RIGHTS")
    await reader.until_gone(there["id"])


async def test_who_is_no_longer_followed_leaves_nothing(
    hub: Hub, editor: Consumer, reader: Reader, followed: str
) -> None:
    there = await editor.published(title="Bleibt nicht")
    await reader.until_shown(there["id"])
    await reader.unfollow(followed)
    assert await reader.shown(there["id"]) is None
    assert await reader.item(there["id"]) is None
    again = await reader.follow(hub.url, **AUTOMATIC)
    await reader.until_shown(there["id"])
    await reader.unfollow(again["id"])


async def test_a_hub_does_not_follow_itself(soest: Hub, reader: Reader) -> None:
    payload: dict[str, Any] = await reader.consumer.mutate(
        "mutation ($a: String!) { followHub(address: $a) { userErrors { field code } } }",
        a=soest.url,
    )
    assert payload["userErrors"] == [{"field": "address", "code": "invalid"}]
