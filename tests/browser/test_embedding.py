"""A frame of the hub inside a page of another site."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.async_api import Page

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.consumer import Consumer

SIZES = [(300, 150), (480, 320), (640, 360), (320, 480)]


@pytest.fixture
async def item(editor: Consumer) -> dict[str, Any]:
    return await editor.published(
        title="Wie laut ist es an der Bushaltestelle zur Hauptverkehrszeit wirklich?",
        summary="Sie messen den Schallpegel zu verschiedenen Zeiten und vergleichen.",
        durationMinutes=45,
    )


async def test_the_snippets_are_there_to_copy(hub: Hub, page: Page, item: dict[str, Any]) -> None:
    await page.set_viewport_size({"width": 360, "height": 760})
    await page.goto(f"{hub.url}/experimente/{item['slug']}")
    await page.get_by_text("Auf einer anderen Seite zeigen").click()
    assert await page.locator(".embedding").get_by_role("button", name="Kopieren").count() == 2
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await violations(page, ".embedding") == []
    await page.locator(".embedding").screenshot(path="tests/browser/screens/snippets.png")


class Site(BaseHTTPRequestHandler):
    """A foreign page with the frame that its address names."""

    def do_GET(self) -> None:
        body = f'<!doctype html><iframe src="{self.path[1:]}"></iframe>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stranger_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_usable_at_every_size(
    hub: Hub, page: Page, item: dict[str, Any], size: tuple[int, int]
) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.goto(f"{hub.url}/embed/experiment/{item['slug']}")
    link = page.get_by_role("link", name=item["title"])
    box = await link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
    await page.keyboard.press("Tab")
    assert await link.evaluate("link => link === document.activeElement")
    assert await violations(page) == []
    await page.screenshot(path=f"tests/browser/screens/embed-{size[0]}x{size[1]}.png")


async def test_a_page_that_is_not_on_the_list_shows_nothing(
    hub: Hub, page: Page, item: dict[str, Any], stranger_site: str
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    await page.goto(f"{stranger_site}/{hub.url}/embed/experiment/{item['slug']}")
    frame = page.frames[-1]
    assert item["title"] not in await frame.content()
    assert any("frame-ancestors" in text for text in refused)
