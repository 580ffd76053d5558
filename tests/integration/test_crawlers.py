"""Sitemaps, robots.txt and security.txt."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree as ET

from infra.local.supervisor import Hub
from tests.consumer import Consumer

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


async def _places(stranger: Consumer, path: str) -> list[str]:
    answer = await stranger.http.get(path)
    assert answer.headers["content-type"].startswith("text/xml")
    tree = ET.fromstring(answer.text)  # noqa: S314 - our own answer
    return [place.text or "" for place in tree.iterfind(".//s:loc", NAMES)]


async def test_what_is_published_is_in_the_sitemap(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    item = await editor.published(title=f"Zu finden {uuid4().hex[:6]}")
    draft = await editor.experiment(title=f"Noch nicht {uuid4().hex[:6]}")
    parts = await _places(stranger, "/sitemap.xml")
    found = [place for part in parts for place in await _places(stranger, part)]
    assert f"{hub.url}/" in found
    assert f"{hub.url}/felder/umwelt" in found
    assert f"{hub.url}/experimente/{item['slug']}" in found
    assert f"{hub.url}/experimente/{draft['slug']}" not in found
    assert len(found) == len(set(found))


async def test_parts_that_cannot_be_are_not_there(stranger: Consumer) -> None:
    for name in ("experimente-0.xml", "experimente-251.xml", "kuchen-1.xml", "..%2Fx.xml", "a"):
        assert (await stranger.http.get(f"/sitemap/{name}")).status_code == 404, name
    assert await _places(stranger, "/sitemap/experimente-250.xml") == []


async def test_a_part_tells_when_it_changed(editor: Consumer, stranger: Consumer) -> None:
    await editor.published(title=f"Eben erst {uuid4().hex[:6]}")
    answer = await stranger.http.get("/sitemap/experimente-1.xml")
    assert answer.headers["last-modified"].endswith("GMT")
    again = {"If-None-Match": answer.headers["etag"]}
    same = await stranger.http.get("/sitemap/experimente-1.xml", headers=again)
    assert same.status_code == 304


async def test_robots_are_led_to_the_sitemap(hub: Hub, stranger: Consumer) -> None:
    told = (await stranger.http.get("/robots.txt")).text.splitlines()
    assert f"Sitemap: {hub.url}/sitemap.xml" in told
    assert "Disallow: /redaktion" in told


async def test_security_txt_is_valid_for_less_than_a_year(hub: Hub, stranger: Consumer) -> None:
    answer = await stranger.http.get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", maxsplit=1) for line in answer.text.splitlines())
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)
    assert said["Contact"].startswith("mailto:")
    assert said["Canonical"] == f"{hub.url}/.well-known/security.txt"
