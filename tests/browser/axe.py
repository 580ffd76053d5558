"""Asks axe-core what is wrong with a page."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).parents[2] / "gateway/web/node_modules/axe-core/axe.min.js"


async def violations(page: Page) -> list[str]:
    """Each violation as its rule and the elements concerned; evaluated, so that no policy forbids
    it.
    """
    await page.evaluate(AXE.read_text())
    found: dict[str, Any] = await page.evaluate("axe.run()")
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes']]}"
        for each in found["violations"]
    ]
