"""A step shows its stretch of a film in its place."""

import re
from uuid import uuid4

from playwright.async_api import Page, Route, expect

from tests.consumer import Consumer

VIDEO = "document.querySelector('.clip__video')"
ID = "query ($slug: String!) { video(slug: $slug) { id } }"


async def test_a_clip_that_fails_can_be_tried_again(
    editor: Consumer, page: Page, film_path: str
) -> None:
    async def lost(route: Route) -> None:
        await route.abort("connectionfailed")

    slug = film_path.rsplit("/", 1)[1]
    video = (await editor.data(ID, slug=slug))["video"]
    clip = {"videoId": video["id"], "startSeconds": 4, "endSeconds": 6}
    steps = [{"title": "Zusehen", "clip": clip}]
    item = await editor.published(title=f"Mit Film {uuid4().hex[:6]}", steps=steps)
    await page.goto(f"/experimente/{item['slug']}")
    await page.route(re.compile(r"\.m3u8$"), lost)
    await page.get_by_role("button", name="Ausschnitt hier ansehen").click()
    alert = page.get_by_role("alert").filter(has_text="Die Verbindung ist abgebrochen")
    await expect(alert).to_be_visible(timeout=20_000)
    await page.unroute(re.compile(r"\.m3u8$"))
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(page.locator(".clip__video")).to_be_focused()
    await expect(alert).to_be_hidden()
    await expect(page.get_by_role("button", name="Noch einmal versuchen")).to_be_hidden()
    assert await page.evaluate(f"!{VIDEO}.paused")
