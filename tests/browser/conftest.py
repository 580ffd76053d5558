"""A Chromium for the tests; where the machine has none, they are not collected."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from infra.local.needs import chromium
from infra.local.supervisor import Hub
from tests.browser.gallery import fill
from tests.browser.tour import Tour
from tests.consumer import Consumer

collect_ignore_glob = [] if chromium() else ["test_*.py"]

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--autoplay-policy=no-user-gesture-required",
)
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield running
        await running.close()


@pytest.fixture
async def visit(browser: Browser, hub: Hub) -> AsyncIterator[BrowserContext]:
    """A visitor without cookies."""
    context = await browser.new_context(base_url=hub.url, locale="de-DE")
    yield context
    await context.close()


@pytest.fixture
async def page(visit: BrowserContext) -> Page:
    return await visit.new_page()


@pytest.fixture(scope="session")
async def filled(
    hub: Hub, editor: Consumer, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The hub with something of every kind; slugs and ids by name."""
    return await fill(hub, editor, tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
async def editors_cookies(hub: Hub, browser: Browser, password: str) -> Any:
    """What a browser holds after an editor has signed in."""
    context = await browser.new_context(base_url=hub.url)
    page = await context.new_page()
    await page.goto("/anmelden")
    await page.get_by_label("Name").fill("redaktion")
    await page.get_by_label("Passwort").fill(password)
    await page.get_by_role("button", name="Anmelden").click()
    await page.wait_for_url("**/redaktion")
    state = await context.storage_state()
    await context.close()
    return state


@pytest.fixture(scope="session")
async def tour(
    browser: Browser, hub: Hub, filled: dict[str, str], editors_cookies: Any
) -> AsyncIterator[Tour]:
    """Leads to a page of each kind, seen in different ways."""
    async with Tour.of(browser, hub.url, filled, editors_cookies) as ready:
        yield ready
