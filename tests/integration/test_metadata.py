"""What pages tell search engines, and those to whom their address is sent."""

from typing import Any
from uuid import uuid4

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.head import Head

PAGE = {"Accept": "text/html"}
KEY = "query ($id: ID!) { experiment(id: $id) { translationKey } }"
STEPS = [{"title": "Aufstellen", "text": "Ins **Freie**."}, {"title": "Ablesen"}]


async def _head(reader: Consumer, path: str) -> Head:
    return Head.of((await reader.http.get(path, headers=PAGE)).text)


async def _published(editor: Consumer, **fields: Any) -> dict[str, Any]:
    return await editor.published(title=f"Regen messen {uuid4().hex[:6]}", **fields)


async def test_an_item_is_described_for_who_shares_it(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    item = await _published(editor, summary="Wie viel fällt?")
    head = await _head(stranger, f"/experimente/{item['slug']}")
    address = f"{hub.url}/experimente/{item['slug']}"
    assert head.links["canonical"][0]["href"] == address
    assert head.meta["description"] == head.meta["og:description"] == "Wie viel fällt?"
    assert head.meta["og:url"] == address
    assert head.meta["og:type"] == "article"
    assert head.meta["og:locale"] == "de_DE"
    assert head.meta["og:site_name"] == "Innovationslab Iserlohn"
    picture = head.meta["og:image"]
    assert (head.meta["og:image:width"], head.meta["og:image:height"]) == ("1200", "630")
    found = await stranger.http.get(picture)
    assert found.headers["content-type"] == "image/png"


async def test_an_experiment_is_something_to_learn_and_to_do(
    editor: Consumer, stranger: Consumer
) -> None:
    materials = [{"item": "Becher", "quantity": 2, "costEuro": 1.5}]
    item = await _published(editor, steps=STEPS, durationMinutes=90, materials=materials)
    node = (await _head(stranger, f"/experimente/{item['slug']}")).node("HowTo")
    assert node["@type"] == ["LearningResource", "HowTo"]
    assert node["totalTime"] == "PT90M"
    assert node["supply"] == [{"@type": "HowToSupply", "name": "Becher"}]
    assert node["estimatedCost"]["value"] == "1.50"
    assert [step["name"] for step in node["step"]] == ["Aufstellen", "Ablesen"]
    assert node["step"][0]["text"] == "Ins Freie."
    assert node["license"].startswith("https://creativecommons.org/")


async def test_no_text_breaks_out_of_the_data(editor: Consumer, stranger: Consumer) -> None:
    title = f"</script><script>alert(1)</script> & <!-- {uuid4().hex[:6]}"
    item = await editor.published(title=title, slug=f"ausbruch-{uuid4().hex[:6]}")
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    assert "<script>alert" not in page
    assert Head.of(page).node("HowTo")["name"] == title


async def test_translations_name_each_other(hub: Hub, editor: Consumer, stranger: Consumer) -> None:
    german = await _published(editor)
    key = (await editor.data(KEY, id=german["id"]))["experiment"]["translationKey"]
    english = await _published(editor, language="en", translationKey=key)
    base = f"{hub.url}/experimente/"
    expected = {
        "de": base + german["slug"],
        "en": base + english["slug"],
        "x-default": base + german["slug"],
    }
    for item in (german, english):
        head = await _head(stranger, f"/experimente/{item['slug']}")
        assert head.alternates() == expected
    assert head.meta["og:locale"] == "en_GB"
    alone = await _head(stranger, f"/experimente/{(await _published(editor))['slug']}")
    assert alone.alternates() == {}


async def test_the_start_page_names_city_and_search(hub: Hub, stranger: Consumer) -> None:
    head = await _head(stranger, "/")
    assert head.node("GovernmentOrganization")["name"] == "Stadt Iserlohn"
    search = head.node("WebSite")["potentialAction"]
    assert search["target"]["urlTemplate"] == f"{hub.url}/suche?q={{search_term_string}}"


async def test_the_way_to_a_dossier_is_told(hub: Hub, stranger: Consumer) -> None:
    head = await _head(stranger, "/massnahmen/a-bus")
    steps = head.node("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["Start", "Maßnahmen", "Autonomer a-BUS"]
    assert steps[2]["item"] == f"{hub.url}/massnahmen/a-bus"


async def test_what_was_seen_is_not_sent_again(stranger: Consumer) -> None:
    first = await stranger.http.get("/ueber", headers=PAGE)
    again = {**PAGE, "If-None-Match": first.headers["etag"]}
    assert (await stranger.http.get("/ueber", headers=again)).status_code == 304
    other = {**PAGE, "If-None-Match": 'W/"anything"'}
    assert (await stranger.http.get("/ueber", headers=other)).status_code == 200


async def test_head_says_what_get_says(stranger: Consumer) -> None:
    asked = await stranger.http.head("/ueber", headers=PAGE)
    assert (asked.status_code, asked.content) == (200, b"")
    got = await stranger.http.get("/ueber", headers=PAGE)
    assert asked.headers["etag"] == got.headers["etag"]


async def test_who_asks_for_the_head_alone_leaves_the_page_whole_for_others(
    hub: Hub, stranger: Consumer
) -> None:
    path = f"/ueber?{uuid4().hex}"
    for _ in range(2):  # made, and then kept
        asked = await stranger.http.head(path, headers=PAGE)
        assert (asked.status_code, asked.content) == (200, b"")
        page = await stranger.http.get(path, headers=PAGE)
        assert page.text.rstrip().endswith("</html>")
        assert len(page.content) == int(page.headers.get("content-length", len(page.content)))
    assert "Exception in ASGI" not in (hub.data / "logs" / "gateway.log").read_text()


async def test_what_changed_is_seen_at_once(editor: Consumer, stranger: Consumer) -> None:
    before = await stranger.http.get("/", headers=PAGE)
    item = await _published(editor)
    after = await stranger.http.get("/", headers=PAGE)
    assert item["title"] not in before.text
    assert item["title"] in after.text
