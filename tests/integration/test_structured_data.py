"""The JSON-LD of pages, held against the vocabulary of schema.org."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from infra.local.supervisor import Hub
from tests.consumer import MOVE, Consumer
from tests.film import CAPTION, WEBVTT, film, progress_of, sent
from tests.head import Head
from tests.schema_org import problems
from tests.whereabouts import ON_SITE

PAGE = {"Accept": "text/html"}
EVERYTHING: dict[str, Any] = {
    **ON_SITE,
    "summary": "Worum es geht.",
    "fields": ["umwelt", "energie"],
    "tags": ["Luft"],
    "authors": [
        {"name": "Kim", "organisation": "Stadtlabor", "url": "https://www.iserlohn.de"},
        {"name": "Stadtlabor"},
    ],
    "audience": {"ageFrom": 8, "ageTo": 14},
    "durationMinutes": 45,
    "materials": [{"item": "Becher", "quantity": 2, "costEuro": 1.5}],
    "tools": [{"name": "Schere"}],
    "steps": [{"title": "Aufstellen", "text": "Ins **Freie**."}, {"title": "Ablesen"}],
}
"""All that the structured data of an experiment can say."""

DESCRIBE = """mutation ($id: ID!, $revision: Int!, $input: VideoInput!) {
  updateVideo(id: $id, revision: $revision, input: $input) { userErrors { message } } }"""
CHAPTERS = [{"title": "Anfang", "startSeconds": 0}, {"title": "Ende", "startSeconds": 1}]


async def _problems(consumer: Consumer, path: str) -> list[str]:
    answer = await consumer.http.get(path, headers=PAGE)
    assert answer.status_code == 200, path
    nodes = Head.of(answer.text).nodes
    assert nodes, path
    return [problem for node in nodes for problem in problems(node)]


@pytest.mark.parametrize("path", ["/", "/en", "/experimente", "/felder", "/massnahmen/a-bus"])
async def test_pages_keep_the_vocabulary(stranger: Consumer, path: str) -> None:
    assert await _problems(stranger, path) == []


async def test_an_experiment_keeps_the_vocabulary(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=f"Alles gesagt {uuid4().hex[:6]}", **EVERYTHING)
    assert await _problems(stranger, f"/experimente/{item['slug']}") == []


async def test_a_film_keeps_the_vocabulary(
    hub: Hub, editor: Consumer, stranger: Consumer, tmp_path: Path
) -> None:
    picture = await film(tmp_path / "film.mp4", seconds=2)
    made = await sent(editor, picture, f"Beschrieben {uuid4().hex[:6]}")
    token = (hub.data / "editor.token").read_text().strip()
    assert (await progress_of(hub.url, token, made["id"]))[-1]["state"] == "READY"
    assert (await editor.mutate(CAPTION, id=made["id"], webvtt=WEBVTT))["userErrors"] == []
    query = "query ($id: ID!) { video(id: $id) { revision } }"
    revision = (await editor.data(query, id=made["id"]))["video"]["revision"]
    said = {"chapters": CHAPTERS, "transcript": "Text.", **ON_SITE}
    told = await editor.mutate(DESCRIBE, id=made["id"], revision=revision, input=said)
    assert told["userErrors"] == []
    assert (await editor.mutate(MOVE % "publish", id=made["id"]))["userErrors"] == []
    assert await _problems(stranger, f"/videos/{made['slug']}") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Experiment"},
        {"@type": "HowTo", "startDate": "2026-01-01"},
        {"@type": "Event", "location": {"@type": "Person", "name": "Kim"}},
        {"@type": "HowTo", "about": "Umwelt"},
        {"@type": "Clip", "startOffset": "0"},
    ],
)
def test_what_breaks_the_vocabulary_is_found(wrong: dict[str, Any]) -> None:
    assert len(problems(wrong)) == 1
