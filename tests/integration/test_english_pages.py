"""The public pages under `/en`, but for those of single items: English, and leading to English."""

import re
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest

from gateway.interface.prefix import GERMAN_ONLY, split
from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.head import Head
from tests.remake import maker
from tests.visible import Visible

PAGE = {"Accept": "text/html"}
PAGES = (
    *("/", "/experimente", "/anleitungen", "/videos", "/felder", "/felder/umwelt"),
    *("/massnahmen", "/massnahmen/innovationslab", "/ueber", "/gebaerdensprache"),
    *("/barrierefreiheit", "/datenschutz", "/impressum", "/offline"),
)
ASKED = ("/suche", "/suche?q=zzzyx", "/suche?feld=umwelt", "/experimente?feld=umwelt&sprache=de")
GERMAN = re.compile(
    r"[äöüßÄÖÜ„]|\b(?:und|oder|der|die|das|den|dem|ein|eine|einen|einer|Sie|Ihr|Ihre|wir|nicht|mit"
    r"|von|für|ist|sind|auf|aus|zum|zur|im|am|noch|fehlt|alle|keine?|weitere|Dauer|Minuten?"
    r"|Stunden?|Treffer|Inhalte?|Seiten?|Sprache|Experimente|Anleitung|Anleitungen|Erklärvideos?)\b"
)


def _english(path: str) -> str:
    return f"/en{path}" if path != "/" else "/en"


@pytest.fixture(scope="module")
async def filled(editor: Consumer) -> Consumer:
    """A hub in which the lists are not empty."""
    await editor.published(title=f"Zum Lesen {uuid4().hex[:6]}", fields=["umwelt"])
    return editor


async def _page(consumer: Consumer, path: str) -> str:
    answer = await consumer.http.get(path, headers=PAGE)
    assert answer.status_code == 200, path
    return answer.text


def _all_english(page: str) -> None:
    assert '<html lang="en"' in page
    said = Visible.of(page).texts["en"]
    assert [text for text in said if GERMAN.search(text)] == []


def _leads_to(link: dict[str, str], language: str) -> bool:
    """Whether it is the switch: in the other language, to the other language."""
    return link.get("lang") == link.get("hreflang") == language


@pytest.mark.parametrize("path", [*PAGES, *ASKED])
async def test_it_is_english_throughout(path: str, filled: Consumer, stranger: Consumer) -> None:
    _all_english(await _page(stranger, _english(path)))


@pytest.mark.parametrize("path", [*PAGES, *ASKED])
async def test_it_leads_to_english_and_back_to_itself(
    path: str, filled: Consumer, stranger: Consumer
) -> None:
    found = Visible.of(await _page(stranger, _english(path)))
    leads = [link["href"] for link in found.links if link.get("hreflang") != "de"]
    ours = [to for to in (*leads, *found.actions) if to.startswith("/")]
    assert [to for to in ours if split(to)[0] != "/en" and not to.startswith(GERMAN_ONLY)] == []
    (back,) = [link["href"] for link in found.links if _leads_to(link, "de")]
    assert back == path
    there = Visible.of(await _page(stranger, path))
    assert _english(path) in [link["href"] for link in there.links if _leads_to(link, "en")]


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/offline"])
async def test_both_versions_name_each_other(hub: Hub, path: str, stranger: Consumer) -> None:
    heads = [Head.of(await _page(stranger, each)) for each in (path, _english(path))]
    german, english = f"{hub.url}{path}", f"{hub.url}{_english(path)}"
    for head, own in zip(heads, (german, english), strict=True):
        assert head.alternates() == {"de": german, "en": english, "x-default": german}
        assert head.links["canonical"][0]["href"] == own == head.meta["og:url"]
    assert [head.meta["og:locale"] for head in heads] == ["de_DE", "en_GB"]


async def test_the_search_is_for_no_index_in_either_language(stranger: Consumer) -> None:
    for path in ("/suche", "/en/suche"):
        head = Head.of(await _page(stranger, path))
        assert head.meta["robots"] == "noindex, follow"
        assert head.alternates() == {}
        assert head.links["canonical"][0]["href"].endswith(path)


async def test_structured_data_speak_english(hub: Hub, stranger: Consumer) -> None:
    site = Head.of(await _page(stranger, "/en")).node("WebSite")
    assert (site["inLanguage"], site["url"]) == ("en", f"{hub.url}/en")
    assert site["potentialAction"]["target"]["urlTemplate"].startswith(f"{hub.url}/en/suche?q=")
    way = Head.of(await _page(stranger, "/en/anleitungen")).node("BreadcrumbList")
    assert [(step["name"], step["item"]) for step in way["itemListElement"]] == [
        ("Home", f"{hub.url}/en"),
        ("Guides", f"{hub.url}/en/anleitungen"),
    ]


async def test_the_sitemap_names_both_versions(hub: Hub, stranger: Consumer) -> None:
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    tree = ET.fromstring((await stranger.http.get("/sitemap/seiten.xml")).text)  # noqa: S314 - ours
    told = {
        entry.findtext("s:loc", "", names): {
            link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", names)
        }
        for entry in tree.iterfind("s:url", names)
    }
    german, english = f"{hub.url}/felder/umwelt", f"{hub.url}/en/felder/umwelt"
    assert told[german] == told[english] == {"de": german, "en": english, "x-default": german}
    assert told[f"{hub.url}/leichte-sprache"] == {}
    assert f"{hub.url}/en/leichte-sprache" not in told


async def test_law_counts_in_german(stranger: Consumer) -> None:
    for path in ("/barrierefreiheit", "/datenschutz", "/impressum"):
        english = await _page(stranger, _english(path))
        assert f'Only the <a href="{path}" hreflang="de">German version</a>' in english
        assert 'hreflang="de">deutsche Fassung' not in await _page(stranger, path)


async def test_a_barrier_is_reported_in_english(hub: Hub, editor: Consumer) -> None:
    mark = f"The button “Next” has no name {uuid4()}"
    form = "/en/barrierefreiheit"
    async with maker(hub) as someone:
        shown = await someone.http.get(f"{form}?seite=/videos", headers=PAGE)
        assert 'value="/en/videos"' in shown.text
        said = {"text": mark, "page": "/en/videos", "email": "kim at example"}
        wrong = await someone.http.post(form, data=said, headers=PAGE)
        assert wrong.status_code == 422
        assert "This is not an email address." in wrong.text
        assert mark in wrong.text
        _all_english(wrong.text)
        sent = await someone.http.post(form, data={**said, "email": ""}, headers=PAGE)
        assert sent.status_code == 303
        assert sent.headers["location"].startswith(f"{form}?")
        thanks = await someone.http.get(sent.headers["location"], headers=PAGE)
        assert "we have received your report" in thanks.text
        _all_english(thanks.text)
    desk = (await editor.http.get("/redaktion/barrieren", headers=PAGE)).text
    assert "Seite: /en/videos" in desk.split(mark)[0].rsplit("<li>", 1)[1]


async def test_what_is_not_there_is_not_there_in_english(stranger: Consumer) -> None:
    missing = await stranger.http.get("/en/gibt-es-nicht", headers=PAGE)
    assert missing.status_code == 404
    assert "This page does not exist" in missing.text
    _all_english(missing.text)
    program = await stranger.http.get("/en/gibt-es-nicht", headers={"Accept": "application/json"})
    assert program.json()["detail"].startswith("Diese Seite gibt es nicht.")


async def test_what_was_taken_down_leads_to_its_successor(
    editor: Consumer, stranger: Consumer
) -> None:
    old, new = [await editor.published(title=f"{name} {uuid4().hex[:6]}") for name in ("A", "B")]
    withdraw = """mutation ($id: ID!, $by: ID) { withdraw(id: $id, reason: OUTDATED,
      note: "Es gibt Besseres.", replacedBy: $by) { userErrors { message } } }"""
    assert await editor.mutate(withdraw, id=old["id"], by=new["id"]) == {"userErrors": []}
    gone = await stranger.http.get(f"/en/experimente/{old['slug']}", headers=PAGE)
    assert gone.status_code == 410
    assert "This item was out of date." in gone.text
    assert f'href="/en/experimente/{new["slug"]}"' in gone.text
    assert Visible.of(gone.text).texts["de"].count("Es gibt Besseres.") == 1
    _all_english(gone.text)


async def test_a_search_that_cannot_be_says_so(stranger: Consumer) -> None:
    for asked in ("q=" + "x" * 301, "q=a&nach=!"):
        answer = await stranger.http.get(f"/en/suche?{asked}", headers=PAGE)
        assert answer.status_code == 400
        _all_english(answer.text)


async def test_the_editors_desk_has_one_address(stranger: Consumer) -> None:
    for path in ("/redaktion", "/anmelden?weiter=%2Fredaktion", "/leichte-sprache", "/graphql"):
        moved = await stranger.http.get(f"/en{path}", headers=PAGE)
        assert (moved.status_code, moved.headers["location"]) == (308, path)


async def test_a_report_with_a_photo_passes_the_edge(stranger: Consumer) -> None:
    path = "/en/experimente/gibt-es-nicht/ergebnis-melden"
    photo = {"photo": ("photo.jpg", b"\0" * 2_000_000, "image/jpeg")}
    answer = await stranger.http.post(path, files=photo, headers=PAGE)
    assert answer.status_code == 404


async def test_the_edge_speaks_english_too(stranger: Consumer) -> None:
    large = {"text": "x" * 1_200_000}
    answer = await stranger.http.post("/en/barrierefreiheit", data=large, headers=PAGE)
    assert answer.status_code == 413
    assert "The request is too large" in answer.text
    _all_english(answer.text)
