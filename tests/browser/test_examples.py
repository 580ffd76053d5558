"""The worked examples, in a browser, with the network watched."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.browser.wagtail_site import WagtailSite
from tests.browser.website import served
from tests.consumer import Consumer

EXAMPLE = "infra/examples/city-website"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def website() -> Iterator[str]:
    with served(partial(Quiet, directory=EXAMPLE)) as address:
        yield address


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


async def test_a_wagtail_page_shows_what_the_hub_has_and_had(
    hub: Hub, editor: Consumer, page: Page, tmp_path: Path, problems: list[str]
) -> None:
    title = f"Wie <b>warm</b> ist der Platz? {uuid4().hex[:6]}"
    item = await editor.published(title=title, summary="Sie messen es.", fields=["umwelt"])
    address = f"{hub.url}/experimente/{item['slug']}"
    asked: set[str] = set()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    async with WagtailSite.run(tmp_path, hub.url, "--field", "umwelt", "--embed", address) as site:
        await page.goto(site.url)
        link = page.get_by_role("link", name=title, exact=True)
        await expect(link).to_have_attribute("href", address)
        await expect(page.get_by_text("Stadt Iserlohn, CC BY 4.0").first).to_be_visible()
        frame = page.frame_locator(f'iframe[title="Experiment: {title}"]')
        await expect(frame.get_by_role("link", name=title)).to_be_visible()
        await expect(page.get_by_role("note")).to_have_count(0)
        assert asked == {site.url, hub.url}
        assert await page.context.cookies() == []
        assert await violations(page, ".hub") == []
    async with WagtailSite.run(tmp_path, "http://127.0.0.1:9") as site:
        await page.goto(site.url)
        await expect(link).to_be_visible()
        await expect(page.get_by_role("note")).to_contain_text("Das ist der Stand vom")
        await site.fill("--field", "energie")
        await page.goto(site.url)
        await expect(page.get_by_role("link", name="im Innovationslab")).to_be_visible()
    assert problems == []
