"""An item in several languages: what a page says of its translations, and of those that are old."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from infra.local.supervisor import Hub
from tests.consumer import UPDATE, Consumer

SOURCE = """query ($id: ID!) { node(id: $id) { ... on Content {
  editedAt newerSource { id language } translations { id newerSource { id } } } } }"""
OLDER = "Diese Übersetzung ist älter als die deutsche Fassung"


async def page_of(hub: Hub, item: dict[str, Any]) -> str:
    async with httpx.AsyncClient(base_url=hub.url, headers={"Accept": "text/html"}) as http:
        page = await http.get(f"/experimente/{item['slug']}", params={"neu": uuid4().hex})
        assert page.status_code == 200
        return page.text


async def key_of(editor: Consumer, item: dict[str, Any]) -> str:
    query = "query ($id: ID!) { node(id: $id) { ... on Content { translationKey } } }"
    key: str = (await editor.data(query, id=item["id"]))["node"]["translationKey"]
    return key


async def edit(editor: Consumer, item: dict[str, Any], **fields: Any) -> None:
    query = "query ($id: ID!) { node(id: $id) { ... on Content { revision } } }"
    revision = (await editor.data(query, id=item["id"]))["node"]["revision"]
    done = await editor.mutate(UPDATE, id=item["id"], revision=revision, input=fields)
    assert done["userErrors"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("tr", OLDER), ("de-simple", "Der deutsche Text ist neuer."), ("en", "older than the German")],
)
async def test_a_translation_older_than_its_source_says_so(
    hub: Hub, editor: Consumer, stranger: Consumer, language: str, said: str
) -> None:
    name = uuid4().hex[:8]
    translation = await editor.published(title=f"Übersetzt {name}", language=language)
    key = await key_of(editor, translation)
    german = await editor.published(title=f"Deutsch {name}", translationKey=key)
    assert (await stranger.data(SOURCE, id=translation["id"]))["node"]["newerSource"] == {
        "id": german["id"],
        "language": "de",
    }
    await edit(editor, translation, summary="Noch einmal gelesen.")
    assert (await stranger.data(SOURCE, id=translation["id"]))["node"]["newerSource"] is None
    assert said not in await page_of(hub, translation)
    await edit(editor, german, summary="Etwas Neues.")
    told = (await stranger.data(SOURCE, id=german["id"]))["node"]
    assert told["newerSource"] is None
    assert told["translations"] == [{"id": translation["id"], "newerSource": {"id": german["id"]}}]
    page = await page_of(hub, translation)
    assert said in page
    assert f'href="/experimente/{german["slug"]}" hreflang="de"' in page or language == "en"
    assert said not in await page_of(hub, german)


async def test_publishing_the_source_later_makes_no_translation_old(
    editor: Consumer, stranger: Consumer
) -> None:
    name = uuid4().hex[:8]
    german = await editor.experiment(title=f"Erst {name}")
    key = await key_of(editor, german)
    turkish = await editor.published(title=f"Dann {name}", language="tr", translationKey=key)
    assert (await editor.move("publish", german["id"]))["userErrors"] == []
    assert (await stranger.data(SOURCE, id=turkish["id"]))["node"]["newerSource"] is None


async def test_a_draft_of_the_source_is_told_to_editors_alone(
    editor: Consumer, stranger: Consumer
) -> None:
    name = uuid4().hex[:8]
    turkish = await editor.published(title=f"Da {name}", language="tr")
    key = await key_of(editor, turkish)
    draft = await editor.experiment(title=f"Entwurf {name}", translationKey=key)
    assert (await stranger.data(SOURCE, id=turkish["id"]))["node"]["newerSource"] is None
    told = (await editor.data(SOURCE, id=turkish["id"]))["node"]["newerSource"]
    assert told["id"] == draft["id"]
