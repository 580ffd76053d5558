"""The editors' pages for what other hubs offer, as a browser sends their forms."""

from typing import Any

import pytest

from infra.local.supervisor import Hub
from tests.consumer import UPDATE, Consumer
from tests.eventually import eventually
from tests.integration.reuse.follower import Reader

DESK = "/redaktion/uebernahmen"


async def page(reader: Reader, path: str) -> str:
    answer = await reader.consumer.http.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


async def sent(reader: Reader, path: str, **fields: Any) -> Any:
    return await reader.consumer.http.post(path, data=fields, headers={"Accept": "text/html"})


@pytest.fixture
async def offered(hub: Hub, editor: Consumer, reader: Reader) -> Any:
    """An experiment that the other city offers, and that the form has asked for by hand."""
    answer = await sent(reader, f"{DESK}/hubs", address=f"{hub.url}/", new_items="BY_HAND")
    assert answer.status_code == 303
    there = await editor.published(
        title="Vom Pult aus", materials=[{"item": "Holz", "costEuro": 2}],
        steps=[{"title": "Sägen", "text": "Langsam sägen."}],
    )  # fmt: skip
    await eventually(lambda: reader.item(there["id"]), lambda item: item)
    yield there
    (followed,) = await reader.hubs()
    assert (await sent(reader, f"{DESK}/hubs/{followed}/verlassen")).status_code == 303
    await eventually(reader.hubs, lambda hubs: not hubs)


async def test_from_the_offer_to_own_words_and_a_look_at_changes(
    editor: Consumer, reader: Reader, offered: Any
) -> None:
    item_id = offered["id"]
    assert "Vom Pult aus" in await page(reader, f"{DESK}?stand=angeboten")
    assert "Übernehmen und zeigen" in await page(reader, f"{DESK}/{item_id}")
    assert (await sent(reader, f"{DESK}/{item_id}/uebernehmen", revision="99")).status_code == 409
    revision = (await reader.item(item_id) or {})["revision"]
    done = await sent(reader, f"{DESK}/{item_id}/uebernehmen", revision=revision)
    assert done.status_code == 303
    await reader.until_shown(item_id)

    revision = (await reader.item(item_id) or {})["revision"]
    wrong = await sent(
        reader, f"{DESK}/{item_id}/eigenes", revision=revision, **{"price.Holz": "x"}
    )
    assert wrong.status_code == 400
    assert "Bitte schreiben Sie den Preis als Zahl" in wrong.text
    own = {"price.Holz": "4,50", "fields": "wasser"}
    done = await sent(reader, f"{DESK}/{item_id}/eigenes", revision=revision, **own)
    assert done.status_code == 303
    here = await reader.until_shown(item_id, fields=[{"slug": "wasser"}])
    assert here["materials"] == [{"item": "Holz", "costEuro": 4.5}]

    item_page = f"/redaktion/experimente/{item_id}"
    assert "wird dort geschrieben" in await page(reader, item_page)
    place = {"places.0.name": "Werkstatt am Vreithof", "revision": "1"}
    stale = await sent(reader, f"{item_page}/vor-ort", **place)
    assert stale.status_code == 409
    assert 'value="Werkstatt am Vreithof"' in stale.text
    asked = "query ($id: ID!) { node(id: $id) { ... on Experiment { revision } } }"
    place["revision"] = (await reader.consumer.data(asked, id=item_id))["node"]["revision"]
    assert (await sent(reader, f"{item_page}/vor-ort", **place)).status_code == 303
    here = await reader.until_shown(item_id, places=[{"name": "Werkstatt am Vreithof"}])
    assert set(here["mirrored"]["local"]) == {"places", "fields", "materials"}
    assert here["materials"] == [{"item": "Holz", "costEuro": 4.5}]

    steps = [{"title": "Sägen", "text": "Sehr langsam sägen."}]
    await editor.mutate(UPDATE, id=item_id, revision=offered["revision"], input={"steps": steps})
    await eventually(lambda: reader.item(item_id), lambda item: (item or {})["state"] == "CHANGED")
    changes = await page(reader, f"{DESK}/{item_id}")
    assert "<dt>Schritt 1, Text</dt>" in changes
    assert "<ins>Sehr langsam</ins>" in changes or "<ins>Sehr </ins>" in changes


async def test_an_address_that_is_none_is_told_beside_its_field(reader: Reader) -> None:
    answer = await sent(reader, f"{DESK}/hubs", address="https://hub.example/mit/pfad")
    assert answer.status_code == 400
    assert 'aria-describedby="fehler-address"' in answer.text
    assert 'value="https://hub.example/mit/pfad"' in answer.text
