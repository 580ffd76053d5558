"""Another municipality changes one file, and nothing of the first one is left on the pages."""

from collections.abc import AsyncIterator

import httpx
import pytest

from infra.local.place import ROOT
from infra.local.supervisor import Hub

SOEST = ROOT / "infra/seed/soest/city.toml"
PAGES = (
    *("/", "/experimente", "/anleitungen", "/videos", "/felder", "/felder/wasser"),
    *("/massnahmen", "/massnahmen/offene-werkstatt", "/ueber", "/leichte-sprache"),
    *("/gebaerdensprache", "/barrierefreiheit", "/datenschutz", "/impressum", "/anmelden"),
    *("/gibt-es-nicht", "/graphql", "/sitemap/seiten.xml", "/robots.txt", "/stadt.css"),
    *("/.well-known/security.txt", "/sitemap.xml"),
    *("/en", "/en/felder/wasser", "/en/ueber", "/en/barrierefreiheit", "/en/impressum"),
)


@pytest.fixture(scope="module")
async def soest(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    settings = {"HUB_CITY_FILE": str(SOEST)}
    async with Hub.start(data=tmp_path_factory.mktemp("soest"), settings=settings) as hub:
        headers = {"Accept": "text/html"}
        async with httpx.AsyncClient(base_url=hub.url, headers=headers, timeout=30) as http:
            yield http


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_of_the_first_city_is_left(path: str, soest: httpx.AsyncClient) -> None:
    page = await soest.get(path)
    assert page.status_code == (404 if path == "/gibt-es-nicht" else 200)
    assert "iserlohn" not in page.text.lower()


async def test_name_texts_and_topics_are_its_own(soest: httpx.AsyncClient) -> None:
    start = (await soest.get("/")).text
    assert "Soest zum Selbermachen." in start
    assert "Werkstatt Soest" in start
    assert "/felder/wasser" in start
    assert "<strong>Werkstatt</strong>" in (await soest.get("/ueber")).text
    measure = (await soest.get("/massnahmen/offene-werkstatt")).text
    assert "<strong>umsonst</strong>" in measure
    assert "https://www.soest.example/werkstatt" in measure
    assert "59494 Soest" in (await soest.get("/impressum")).text
    assert "noch nicht vereinbar" in (await soest.get("/barrierefreiheit")).text


async def test_logo_and_colours_are_its_own(soest: httpx.AsyncClient) -> None:
    start = (await soest.get("/")).text
    place = start.split('rel="icon" href="')[1].split('"')[0]
    logo = await soest.get(place)
    assert logo.headers["content-type"] == "image/svg+xml"
    assert logo.text == SOEST.with_name("logo.svg").read_text()
    (first, *_) = (await soest.get("/manifest.webmanifest")).json()["icons"]
    assert first == {"src": place, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    assert f'src="{place}"' in start
    assert "--deep:#12401f" in (await soest.get("/stadt.css")).text
    assert 'name="theme-color" content="#12401f"' in start


async def test_weak_points_are_reported_where_it_says(soest: httpx.AsyncClient) -> None:
    told = (await soest.get("/.well-known/security.txt")).text
    assert "Contact: https://www.soest.example/sicherheit" in told


async def test_without_translations_its_words_stay_german_and_say_so(
    soest: httpx.AsyncClient,
) -> None:
    start = (await soest.get("/en")).text
    assert '<h1 lang="de">Soest zum Selbermachen.</h1>' in start
    assert 'href="/en/felder/wasser" lang="de">Wasser</a>' in start
    assert '<div lang="de"><p>Die <strong>Werkstatt</strong>' in (await soest.get("/en/ueber")).text
    assert '<span lang="de">59494 Soest</span>' in (await soest.get("/en/impressum")).text
    assert "not yet compliant" in (await soest.get("/en/barrierefreiheit")).text
