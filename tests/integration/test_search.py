"""The search on the real hub: fed from the log, true to it after a crash and from nothing."""

import asyncio
import shutil
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import nats
import pytest

from infra.local.supervisor import Hub
from shared.contracts import events
from shared.kit.ids import new_id, now
from tests.consumer import UPDATE, WITHDRAW, Consumer
from tests.film import film, progress_of, sent

SEARCH = """query ($query: String! = "", $filter: SearchFilter, $first: Int! = 20, $after: String) {
  search(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount match message
    nodes { id title url titleHtml excerptHtml moments { startSeconds html url } content { id } }
    edges { cursor node { title } } pageInfo { hasNextPage endCursor }
    facets { facet label values { value label count } } suggestions } }"""
SIMILAR = "query ($id: ID!) { similar(id: $id, first: 20) { title } }"
TITLES = "query ($query: String!) { search(query: $query) { match nodes { title } } }"
CAPTIONS = """mutation ($id: ID!, $text: String!) { setCaption(id: $id, language: "de",
  text: $text, reviewed: true) { video { id } userErrors { message } } }"""
SAID = """WEBVTT

00:00.000 --> 00:04.000
Guten Tag im Stadtlabor.

01:23.000 --> 01:27.000
Der %s summt ganz leise,

01:27.000 --> 01:31.000
wenn die Sonne scheint.
"""


def word() -> str:
    """A word that stands nowhere else."""
    letters = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
    return f"Zwirbel{uuid4().hex[:6].translate(letters)}"


async def search(consumer: Consumer, query: str = "", **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await consumer.data(SEARCH, query=query, **variables))["search"]
    return found


async def until(consumer: Consumer, query: str, titles: set[str], seconds: float = 10.0) -> float:
    """How long it took until these and no others had the words; later than allowed is a failure."""
    began = time.monotonic()
    found: set[str] = set()
    while (took := time.monotonic() - began) < seconds:
        answer = await consumer.ask(TITLES, query=query)
        if answer.get("data"):
            exact = answer["data"]["search"]["match"] == "WORDS"
            found = {node["title"] for node in answer["data"]["search"]["nodes"] if exact}
            if found == titles:
                return took
        await asyncio.sleep(0.02)
    raise AssertionError(f"found {found} instead of {titles} after {seconds} seconds")


async def test_published_is_found_and_withdrawn_is_gone(
    editor: Consumer, stranger: Consumer
) -> None:
    name = word()
    item = await editor.published(title=f"Der {name}")
    await until(stranger, name, {f"Der {name}"})
    gone = await editor.mutate(WITHDRAW, id=item["id"], reason="OTHER")
    assert gone["userErrors"] == []
    await until(stranger, name, set())


async def test_drafts_are_found_by_nobody(editor: Consumer, stranger: Consumer) -> None:
    name = word()
    draft = await editor.experiment(title=f"Geheim {name}")
    await editor.mutate(UPDATE, id=draft["id"], revision=1, input={"summary": f"Noch {name}"})
    later = await editor.published(title=f"Danach {name}")
    await until(stranger, name, {f"Danach {name}"})
    assert {hit["title"] for hit in (await search(editor, name))["nodes"]} == {later["title"]}
    titles = [hit["title"] for hit in (await search(stranger, f"Geheim {name}"))["nodes"]]
    assert later["title"] in titles
    assert draft["title"] not in titles


async def test_a_published_item_that_changes_is_found_by_its_new_words(
    editor: Consumer, stranger: Consumer
) -> None:
    before, after = word(), word()
    item = await editor.published(title=f"Erst {before}")
    await until(stranger, before, {f"Erst {before}"})
    changed = await editor.mutate(
        UPDATE, id=item["id"], revision=2, input={"title": f"Dann {after}"}
    )
    assert changed["userErrors"] == []
    await until(stranger, after, {f"Dann {after}"})


@pytest.fixture(scope="module")
async def city(editor: Consumer, stranger: Consumer) -> str:
    """A few items that share a word."""
    name = word()
    material = [{"item": "Sensor", "quantity": 1, "costEuro": 12}]
    loud = await editor.published(
        title=f"Lärm am Balkonkraftwerk {name}",
        fields=["umwelt"],
        difficulty="HARD",
        durationMinutes=45,
        materials=material,
        minimumAge=14,
        steps=[{"title": "Aufbauen", "text": "Den **Windmesser** <script> befestigen."}],
    )
    easy = await editor.published(
        title=f"Ganz leicht {name}", language="de-simple", fields=["umwelt", "energie"]
    )
    await until(stranger, name, {loud["title"], easy["title"]})
    return name


@pytest.mark.parametrize("query", ["Lärm", "laerm", "larm", "Kraftwerk", "Balkonkraftwerke"])
async def test_spellings_and_parts_of_words(stranger: Consumer, city: str, query: str) -> None:
    found = await search(stranger, f"{query} {city}")
    assert [hit["title"] for hit in found["nodes"]] == [f"Lärm am Balkonkraftwerk {city}"]


async def test_a_typo_is_forgiven_and_said(stranger: Consumer, city: str) -> None:
    found = await search(stranger, f"Balkonkraftwrek {city}")
    assert found["match"] == "ALIKE"
    assert "ähnlich" in found["message"]
    assert found["nodes"][0]["title"] == f"Lärm am Balkonkraftwerk {city}"


async def test_a_hit_leads_to_its_item(hub: Hub, stranger: Consumer, city: str) -> None:
    (hit,) = (await search(stranger, f"Windmesser {city}"))["nodes"]
    assert hit["content"]["id"] == hit["id"]
    assert hit["url"].startswith(f"{hub.url}/experimente/")
    assert hit["excerptHtml"].startswith("Den <mark>Windmesser</mark>")
    assert "<script" not in hit["excerptHtml"]


async def test_facets_have_counts_and_narrow(stranger: Consumer, city: str) -> None:
    found = await search(stranger, city)
    counts = {
        facet["facet"]: {value["value"]: value["count"] for value in facet["values"]}
        for facet in found["facets"]
    }
    assert counts["KIND"] == {"experiment": 2}
    assert counts["FIELD"] == {"umwelt": 2, "energie": 1}
    assert counts["LANGUAGE"] == {"de": 1, "de-simple": 1}
    assert counts["DURATION"] == {"hour": 1}
    assert counts["DIFFICULTY"] == {"easy": 1, "hard": 1}
    assert counts["AGE"] == {"adults": 2, "teens": 2, "early_teens": 1, "children": 1}
    assert counts["COST"] == {"free": 1, "up_to_50": 1}
    assert counts["LICENCE"] == {"CC-BY-4.0": 2}
    assert counts["ACCESSIBILITY"] == {"plain_german": 1}
    labels = {facet["facet"]: facet["label"] for facet in found["facets"]}
    assert labels["ACCESSIBILITY"] == "Barrierefreiheit"
    for chosen in (
        {"difficulties": ["HARD"]},
        {"costs": ["UP_TO_50"]},
        {"durations": ["HOUR"], "fields": ["umwelt"]},
    ):
        narrowed = await search(stranger, city, filter=chosen)
        assert [hit["title"] for hit in narrowed["nodes"]] == [f"Lärm am Balkonkraftwerk {city}"]


async def test_items_of_like_meaning_are_found_without_a_common_word(
    editor: Consumer, stranger: Consumer
) -> None:
    noise = await editor.published(
        title="Schallpegel vor der Grundschule messen", summary="Krach macht krank."
    )
    solder = await editor.published(title="Platinen mit Zinn verbinden")
    near = "noise level near a primary school"
    async with asyncio.timeout(10):
        while True:
            found = await search(stranger, near)
            if noise["title"] in {hit["title"] for hit in found["nodes"]}:
                break
            await asyncio.sleep(0.1)
    assert found["match"] == "MEANING"
    assert "Bedeutung" in found["message"]
    like = await editor.published(title="Wie laut ist der Verkehr am Kindergarten?")
    similar: list[str] = []
    async with asyncio.timeout(20):
        while like["title"] not in similar:
            beside = (await stranger.data(SIMILAR, id=noise["id"]))["similar"]
            similar = [item["title"] for item in beside]
            await asyncio.sleep(0.1)
    assert solder["title"] not in similar[: similar.index(like["title"])]


async def test_pages_of_results_follow_each_other(stranger: Consumer, city: str) -> None:
    first = await search(stranger, city, first=1)
    assert first["pageInfo"]["hasNextPage"]
    second = await search(stranger, city, first=1, after=first["pageInfo"]["endCursor"])
    assert not second["pageInfo"]["hasNextPage"]
    titles = {page["edges"][0]["node"]["title"] for page in (first, second)}
    assert len(titles) == 2


async def test_a_sentence_in_a_video_is_found_at_its_second(
    hub: Hub, editor: Consumer, stranger: Consumer, tmp_path: Path
) -> None:
    name = word()
    picture = await film(tmp_path / "film.mp4", seconds=2)
    video = await sent(editor, picture, f"Film {uuid4().hex[:6]}")
    token = (hub.data / "editor.token").read_text().strip()
    assert (await progress_of(hub.url, token, video["id"]))[-1]["state"] == "READY"
    kept = await editor.mutate(CAPTIONS, id=video["id"], text=SAID % name)
    assert kept["userErrors"] == []
    published = await editor.move("publish", video["id"])
    assert published["userErrors"] == []
    sentence = f"der {name} summt ganz leise wenn die Sonne scheint"
    await until(stranger, sentence, {published["content"]["title"]})
    (hit,) = (await search(stranger, sentence))["nodes"]
    assert hit["moments"][0]["startSeconds"] == 83
    assert hit["moments"][0]["url"].endswith(f"/videos/{video['slug']}#t=83")
    assert f"<mark>{name}</mark>" in hit["moments"][0]["html"]
    accessible = await search(stranger, name, filter={"accessibility": ["CAPTIONS"]})
    assert accessible["totalCount"] == 1


@pytest.mark.parametrize(
    ("query", "code"),
    [("a" * 5000, "invalid"), (" ".join(["wort"] * 60), None), ("x y " * 70, None)],
)
async def test_long_queries_are_answered_clearly(
    stranger: Consumer, query: str, code: str | None
) -> None:
    answer = await stranger.ask(SEARCH, query=query)
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert codes == ({code} if code else set())
    if code:
        assert "höchstens 300 Zeichen" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    "query", ["der die das", "👍🏽 🎉", '") OR *:* AND title:[', "مرحبا بكم", "\u202egnal", "<b>"]
)
async def test_strange_queries_have_clear_answers(hub: Hub, stranger: Consumer, query: str) -> None:
    found = await search(stranger, query)
    assert found["totalCount"] == len(found["nodes"])
    assert found["message"] or found["nodes"]
    async with httpx.AsyncClient(base_url=hub.url, headers={"Accept": "text/html"}) as http:
        page = await http.get("/suche", params={"q": query})
    assert page.status_code == 200
    assert "<b></" not in page.text


async def test_a_page_for_every_address(hub: Hub) -> None:
    async with httpx.AsyncClient(base_url=hub.url, headers={"Accept": "text/html"}) as http:
        for address, status in (
            ("/suche", 200),
            ("/suche?q=" + "a" * 5000, 400),
            ("/suche?art=unsinn&dauer=&alter=9", 200),
            ("/suche?nach=unsinn", 400),
            ("/suche?nach=9999", 400),
            ("/suche?feld=" + "a" * 300, 400),
        ):
            page = await http.get(address)
            assert page.status_code == status, address
            assert "Wonach suchen Sie?" in page.text


async def test_killed_and_started_again_it_goes_on(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    name = word()
    await editor.published(title=f"Vorher {name}")
    await until(stranger, name, {f"Vorher {name}"})
    place = hub.data / "search"
    (before,) = place.glob("*/position.json")
    read = msgspec.json.decode(before.read_bytes())["sequence"]
    await hub.kill("search")
    await editor.published(title=f"Während {name}")
    await hub.ready("search")
    await until(stranger, name, {f"Vorher {name}", f"Während {name}"})
    (after,) = place.glob("*/position.json")
    assert msgspec.json.decode(after.read_bytes())["sequence"] > read > 0


async def test_a_bus_that_died_is_followed_again(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    await hub.kill("nats")
    await hub.ready()
    name = word()
    item = await editor.published(title=f"Danach {name}")
    await until(stranger, name, {item["title"]}, 30)


async def test_lists_do_not_wait_for_a_search_that_is_away(hub: Hub) -> None:
    async with httpx.AsyncClient(base_url=hub.url, headers={"Accept": "text/html"}) as http:
        await hub.kill("search")
        assert (await http.get("/experimente")).status_code == 200
        page = await http.get("/suche")
        assert page.status_code in (200, 503), "back already, or not yet"
        assert "Wonach suchen Sie?" in page.text
    await hub.ready("search")


async def test_from_nothing_it_is_rebuilt_out_of_the_log(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    name = word()
    await editor.published(title=f"Bleibt {name}")
    withdrawn = await editor.published(title=f"Fehlt {name}")
    await editor.mutate(WITHDRAW, id=withdrawn["id"], reason="OTHER")
    await until(stranger, name, {f"Bleibt {name}"})
    total = (await search(stranger))["totalCount"]
    await hub.kill("search")
    await asyncio.to_thread(shutil.rmtree, hub.data / "search")
    await hub.ready("search")
    await until(stranger, name, {f"Bleibt {name}"}, 20)
    async with asyncio.timeout(20):
        while (await search(stranger))["totalCount"] != total:
            await asyncio.sleep(0.1)


async def test_a_kind_service_that_is_away_is_asked_again(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    """Others are found meanwhile, and a kind that nobody answers for stops nothing."""
    name = word()
    client = await nats.connect(hub.nats_url())
    try:
        foreign = {"id": new_id(), "kind": "podcast", "content_id": new_id(), "revision": 1}
        event = foreign | {"status": "published", "slug": "x", "title": "X", "at": now()}
        subject = f"content.podcast.{foreign['content_id']}"
        await client.jetstream().publish(subject, msgspec.json.encode(event))
        await client.jetstream().publish("content.podcast.x", b"no json")
        item = await editor.published(title=f"Trotzdem {name}")
        await until(stranger, name, {item["title"]})
    finally:
        await client.jetstream().purge_stream(events.STREAM, subject="content.podcast.>")
        await client.close()


async def test_an_unknown_event_can_be_answered_by_a_service_yet_unknown(
    hub: Hub, stranger: Consumer
) -> None:
    """A fourth kind is found without a change to the search."""
    name, own_id = word(), new_id()
    entry = {
        "id": own_id,
        "kind": "podcast",
        "path": "/podcasts/x",
        "language": "de",
        "title": f"Podcast {name}",
        "published_at": now(),
    }
    client = await nats.connect(hub.nats_url())
    subject = f"content.podcast.{own_id}"
    event = {"id": new_id(), "kind": "podcast", "content_id": own_id, "status": "published"}

    async def answer(message: Any) -> None:
        await message.respond(msgspec.json.encode({"entries": [entry]}))

    try:
        await client.subscribe("entries.podcast", cb=answer)
        await client.flush()
        await client.jetstream().publish(subject, msgspec.json.encode(event))
        await until(stranger, name, {f"Podcast {name}"})
        hit = (await search(stranger, name))["nodes"][0]
        assert (hit["content"], hit["url"]) == (None, f"{hub.url}/podcasts/x")
        await client.jetstream().publish(
            subject, msgspec.json.encode(event | {"status": "archived"})
        )
        await until(stranger, name, set())
    finally:
        await client.jetstream().purge_stream(events.STREAM, subject="content.podcast.>")
        await client.close()


async def test_a_page_offers_items_of_like_meaning(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    name = word()
    first = await editor.published(
        title=f"Regenwasser {name} im Garten sammeln", summary="Eine Tonne fängt den Regen auf."
    )
    second = await editor.published(
        title=f"Wasser vom Dach {name} auffangen", summary="Regen läuft in eine Tonne im Garten."
    )
    async with (
        httpx.AsyncClient(base_url=hub.url, headers={"Accept": "text/html"}) as http,
        asyncio.timeout(20),
    ):
        while True:
            page = await http.get(f"/experimente/{first['slug']}", params={"neu": uuid4().hex})
            _, heading, beside = page.text.partition("<h2>Ähnlich</h2>")
            if heading and second["title"] in beside:
                break
            await asyncio.sleep(0.2)
    assert first["title"] not in beside
