"""The content in the formats of feed readers, podcast players and learning platforms."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import feedparser
import httpx
import pytest

from infra.local.supervisor import Hub
from tests import amb
from tests.consumer import WITHDRAW, Consumer
from tests.film import film, progress_of, sent

Told = dict[str, Any]


@pytest.fixture
async def http(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as http:
        yield http


async def test_readers_find_and_read_the_newest(
    hub: Hub, editor: Consumer, http: httpx.AsyncClient
) -> None:
    name = uuid4().hex[:8]
    item = await editor.published(
        title=f"Feed <{name}> & Co", summary="Kurz & gut.", fields=["energie"]
    )
    other = await editor.published(title=f"Anderswo {name}", fields=["bildung"])
    answer = await http.get("/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.text)
    assert (feed.bozo, feed.version) == (False, "atom10")
    first, second = feed.entries[1], feed.entries[0]
    assert (first.title, second.title) == (item["title"], other["title"])
    assert first.summary == "Kurz & gut."
    assert first.link == f"{hub.url}/experimente/{item['slug']}"
    assert [(tag.term, tag.label) for tag in first.tags] == [("energie", "Energie")]
    assert "CC BY 4.0" in first.rights
    narrowed = feedparser.parse((await http.get("/felder/energie/feed.atom")).text)
    titles = [entry.title for entry in narrowed.entries]
    assert item["title"] in titles
    assert other["title"] not in titles
    page = (await http.get("/felder/energie", headers={"Accept": "text/html"})).text
    assert 'type="application/atom+xml" href="/felder/energie/feed.atom"' in page
    told = {"If-None-Match": answer.headers["etag"]}
    assert (await http.get("/feed.atom", headers=told)).status_code == 304
    await editor.mutate(WITHDRAW, id=other["id"], reason="OTHER")
    assert other["title"] not in (await http.get("/feed.atom")).text


@pytest.mark.parametrize("path", ["/felder/raumfahrt/feed.atom", "/massnahmen/x/podcast.rss"])
async def test_a_topic_that_is_not_there_has_no_feed(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(path)).status_code == 404


async def test_players_find_the_films(
    hub: Hub, editor: Consumer, http: httpx.AsyncClient, tmp_path: Path
) -> None:
    picture = await film(tmp_path / "film.mp4", seconds=2)
    title = f"Podcast {uuid4().hex[:6]}"
    video = await sent(editor, picture, title)
    token = (hub.data / "editor.token").read_text().strip()
    assert (await progress_of(hub.url, token, video["id"]))[-1]["state"] == "READY"
    assert (await editor.move("publish", video["id"]))["userErrors"] == []
    feed = feedparser.parse((await http.get("/podcast.rss")).text)
    assert (feed.bozo, feed.version) == (False, "rss20")
    entry = feed.entries[0]
    (enclosure,) = entry.enclosures
    assert (entry.title, enclosure.type) == (title, "video/mp4")
    head = await http.head(enclosure.href)
    assert head.headers["content-length"] == enclosure.length
    assert entry.itunes_duration == "2"
    told = (await http.get(f"/api/v1/amb/video/{video['slug']}")).json()
    assert amb.problems(told) == []
    assert told["encoding"][0]["contentUrl"] == enclosure.href
    assert told["duration"] == "PT2S"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, {"inLanguage": ["de"], "type": ["LearningResource"]}),
        ({"language": "de-simple"}, {"inLanguage": ["de"], "keywords": ["Leichte Sprache"]}),
        ({"language": "gsg"}, {"keywords": ["Deutsche Gebärdensprache"]}),
        ({"licence": "DL_DE_BY_2_0"}, {"license": None}),
        ({"licence": "CC0_1_0"},
         {"license": {"id": "https://creativecommons.org/publicdomain/zero/1.0/"}}),
        ({"audience": {"ageFrom": 8, "ageTo": 12}, "tags": ["Luft"]}, {"keywords": ["Luft"]}),
        ({"authors": [{"name": "Kim Muster", "organisation": "Stadtlabor"}]}, {}),
    ],
)  # fmt: skip
async def test_learning_platforms_read_every_item(
    editor: Consumer, http: httpx.AsyncClient, fields: Told, said: Told
) -> None:
    item = await editor.published(title=f"AMB {uuid4().hex[:6]}", **fields)
    told = (await http.get(f"/api/v1/amb/experiment/{item['slug']}")).json()
    assert amb.problems(told) == []
    assert {name: told.get(name) for name in said} == said
    if "audience" in fields:
        levels = [level["prefLabel"]["de"] for level in told["educationalLevel"]]
        assert levels == ["Primarbereich", "Sekundarbereich I"]


async def test_the_whole_list_is_valid(editor: Consumer, http: httpx.AsyncClient) -> None:
    made = await editor.published(title="In der AMB-Liste")
    found: list[Told] = []
    following: str | None = "/api/v1/amb"
    while following:
        page = await http.get(following)
        found += page.json()
        following = page.links.get("next", {}).get("url")
    assert any(each["id"].endswith(made["slug"]) for each in found)
    for each in found:
        assert amb.problems(each) == [], each["id"]


async def test_what_is_not_public_is_no_resource(editor: Consumer, http: httpx.AsyncClient) -> None:
    draft = await editor.experiment(title="Noch nicht")
    assert (await http.get(f"/api/v1/amb/experiment/{draft['slug']}")).status_code == 404
    assert (await http.get("/api/v1/amb/podcast/x")).status_code == 404
    gone = await editor.published(title="Nicht mehr")
    await editor.mutate(WITHDRAW, id=gone["id"], reason="OTHER")
    assert (await http.get(f"/api/v1/amb/experiment/{gone['slug']}")).status_code == 410
