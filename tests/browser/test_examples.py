"""The worked examples, in a browser, with the network watched."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.consumer import Consumer

EXAMPLE = "infra/examples/city-website"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def website() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=EXAMPLE))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def problems(page: Page) -> list[str]:
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


async def test_a_citys_page_shows_what_the_hub_has(
    hub: Hub, editor: Consumer, page: Page, website: str, problems: list[str]
) -> None:
    title = f"Wie <b>kühl</b> ist der Park? {uuid4().hex[:6]}"
    item = await editor.published(title=title, summary="Sie messen es.", fields=["umwelt"])
    asked: set[str] = set()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    await page.goto(f"{website}/?hub={hub.url}")
    link = page.get_by_role("link", name=title, exact=True)
    await expect(link).to_have_attribute("href", f"{hub.url}/experimente/{item['slug']}")
    await expect(page.get_by_role("link", name="CC BY 4.0").first).to_be_visible()
    assert await page.locator(".hub li").count() <= 3
    assert asked == {website, hub.url}
    assert await page.context.cookies() == []
    assert await violations(page) == []
    assert problems == []


async def test_while_the_hub_is_away_a_link_remains(
    page: Page, website: str, problems: list[str]
) -> None:
    await page.goto(f"{website}/?hub=http://127.0.0.1:9")
    await expect(page.get_by_role("link", name="im Innovationslab")).to_be_visible()
    assert problems == []
