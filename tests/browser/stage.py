"""A page with a player on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser.theatre import Theatre


@asynccontextmanager
async def opened(
    browser: Browser, theatre: Theatre, player: str, path: str, **options: bool
) -> AsyncIterator[Page]:
    """A page on which the player has the film."""
    page = await browser.new_page()
    try:
        await page.goto(theatre.url)
        await page.evaluate("(given) => begin(...given)", [player, path, options])
        yield page
    finally:
        await page.close()


async def until(page: Page, condition: str) -> dict[str, Any]:
    """Waits for what JavaScript says of `it`, the state of the player."""
    async with asyncio.timeout(40):
        while True:
            it: dict[str, Any] = await page.evaluate("look()")
            assert it["errors"] == []
            if await page.evaluate(f"(it) => {condition}", it):
                return it
            await asyncio.sleep(0.05)


async def play(page: Page, rate: float) -> None:
    video = "document.querySelector('video')"
    await page.evaluate(f"{video}.playbackRate = {rate}; {video}.play()")
