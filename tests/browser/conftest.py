"""A Chromium for the tests; where the machine has none, they are not collected."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from infra.local.needs import chromium
from infra.local.supervisor import Hub

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
