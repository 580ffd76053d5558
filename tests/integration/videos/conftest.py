"""A hub without a transcoder, so that the tests say what a worker reports, and when."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from infra.local.needs import chromium
from infra.local.parts import PROGRAMS
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus
from tests.browser.conftest import QUIET
from tests.consumer import Consumer
from tests.integration.videos.studio import Studio

UNSWEPT = {"HUB_CLEANUP_FIRST_SECONDS": "86400"}
"""The hub's own cleanup would ask again, at any moment, for the runs that the tests leave."""

collect_ignore = [] if chromium() else ["test_live_page.py", "test_words_in_a_browser.py"]


@pytest.fixture(scope="package")
async def studio(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Studio]:
    programs = [name for name in PROGRAMS if name != "transcoder"]
    data = tmp_path_factory.mktemp("studio")
    async with Hub.start(data=data, programs=programs, settings=UNSWEPT) as hub:
        said = await first_accounts(hub)
        (password,) = (line.partition("=")[2] for line in said if line.startswith("password="))
        token = (hub.data / "editor.token").read_text().strip()
        access = hub.place.s3_access("videos")
        async with (
            Consumer.at(hub.url, token) as editor,
            Consumer.at(hub.url) as stranger,
            Bus.connect(hub.nats_url(), "tests") as bus,
            Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as blobs,
        ):
            yield Studio(hub, editor, stranger, bus, blobs, token, password)


@pytest.fixture
async def page(studio: Studio) -> AsyncIterator[Page]:
    """An editor's browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        context = await browser.new_context(base_url=studio.hub.url, locale="de-DE")
        page = await context.new_page()
        await page.goto("/redaktion")
        await page.get_by_label("Name").fill("redaktion")
        await page.get_by_label("Passwort").fill(studio.password)
        await page.get_by_role("button", name="Anmelden").click()
        yield page
        await browser.close()
