"""Whatever stands in an address or in a text: the page stays whole and says what it can."""

from uuid import uuid4

import pytest

from tests.consumer import CREATE, Consumer
from tests.head import Head

PAGE = {"Accept": "text/html"}
ADDRESSES = (
    *("/experimente/gibt-es-nicht", "/experimente/%00", "/experimente/%F0%9F%A6%86"),
    *("/experimente/..%2F..%2Fetc%2Fpasswd", "/experimente/%3Cscript%3E", "/videos/-"),
    *("/felder/gibt-es-nicht", "/massnahmen/%27%3B%20drop", "/stadt/logo.svg"),
    *("/anleitungen/" + "a" * 3000, "/%E2%80%AE", "/leichte-sprache/mehr"),
)
MARKDOWN = (
    "<img src=x onerror=alert(1)> [klick](javascript:alert(1)) ![](https://evil.example/x.png)\n\n"
    + "> " * 200
    + "tief\n\n"
    + "[" * 500
    + "`" * 499
)
ARABIC = "قياس الضوضاء في المدينة"


@pytest.mark.parametrize("path", ADDRESSES)
async def test_an_unknown_address_is_a_friendly_404(path: str, stranger: Consumer) -> None:
    answer = await stranger.http.get(path, headers=PAGE)
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
    assert "<script>" not in answer.text


async def test_a_title_of_10000_characters_is_refused_in_words(editor: Consumer) -> None:
    answer = await editor.mutate(CREATE, input={"title": "ä" * 10_000, "question": "Wie?"})
    assert answer["userErrors"][0]["field"] == "title"
    assert "Höchstens 160 Zeichen" in answer["userErrors"][0]["message"]
    typed = {"kind": "experiment", "title": "ä" * 10_000, "question": "Wie?"}
    page = await editor.http.post("/redaktion/neu", data=typed, headers=PAGE)
    assert page.status_code == 422
    assert "Höchstens 160 Zeichen" in page.text


async def test_hostile_markdown_is_only_text(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=f"Böse {uuid4().hex[:6]}", hypothesis=MARKDOWN)
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert 'src="https://evil.example' not in page
    assert "</html>" in page


async def test_arabic_runs_from_right_to_left(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=ARABIC, language="ar", slug=f"ar-{uuid4().hex[:6]}")
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    assert '<html lang="ar" dir="rtl"' in page
    assert Head.of(page).meta["og:title"] == ARABIC
    listed = (await stranger.http.get("/experimente", headers=PAGE)).text
    assert f'lang="ar" dir="rtl">{ARABIC}</a>' in listed


async def test_what_xml_cannot_hold_does_not_break_the_sitemap(
    editor: Consumer, stranger: Consumer
) -> None:
    title = f"Vor \ufffe nach {uuid4().hex[:6]} 👩\u200d🔬 & <b>"
    item = await editor.published(title=title, slug=f"zeichen-{uuid4().hex[:6]}")
    page = await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)
    assert page.status_code == 200
    part = await stranger.http.get("/sitemap/experimente-1.xml")
    assert item["slug"] in part.text
    assert "\ufffe" not in part.text


async def test_an_item_with_nothing_is_a_whole_page(editor: Consumer, stranger: Consumer) -> None:
    item = await editor.published(title=f"Leer {uuid4().hex[:6]}")
    page = (await stranger.http.get(f"/experimente/{item['slug']}", headers=PAGE)).text
    node = Head.of(page).node("HowTo")
    assert "step" not in node
    assert "None" not in page
