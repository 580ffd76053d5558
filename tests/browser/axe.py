"""axe-core, run in a page: what it finds against WCAG 2.2 AA."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

import gateway

_SCRIPT = Path(gateway.__file__).parent / "web/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """([within, tags]) => axe.run(within, {runOnly: {type: "tag", values: tags}})"""


async def violations(page: Page, within: str = "html") -> list[str]:
    """Each rule that is broken, with the first place where."""
    # As the browser's own tools do it: the page's policy lets no script of ours in.
    session = await page.context.new_cdp_session(page)
    await session.send("Runtime.evaluate", {"expression": _SCRIPT.read_text()})
    await session.detach()
    found: dict[str, Any] = await page.evaluate(_RUN, [within, _RULES])
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]
