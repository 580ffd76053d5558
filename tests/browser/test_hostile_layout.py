"""Texts as long, as odd or as foreign as they may be: the layout holds on a small phone."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from tests.browser.tour import NARROW, Tour
from tests.consumer import Consumer
from tests.film import BEGIN
from tests.film import CREATE as CREATE_VIDEO

WIDTH = "document.documentElement.scrollWidth - innerWidth"
LONGEST = 160
TITLES = {
    "one-word": "Donaudampfschifffahrtsgesellschaft" * 5,
    "emoji": "👩🏽‍🔬🧪🌡️" * 20,
    "right-to-left": "قياس الضوضاء " * 8,
    "marks": "Z̸̢̛a̷͎͝l̵̰̈g̶͇̃o̴̼͝" * 4,
}


@pytest.mark.parametrize("sort", TITLES)
async def test_no_title_breaks_the_layout(sort: str, tour: Tour, editor: Consumer) -> None:
    title = TITLES[sort][:LONGEST]
    step = {"title": title, "text": f"{title}\n\n`{'x' * 300}`"}
    slug = f"{sort}-{uuid4().hex[:6]}"
    language = "ar" if sort == "right-to-left" else "de"
    await editor.published(title=title, slug=slug, language=language, steps=[step])
    page = await tour.blank(NARROW)
    for path in (f"/experimente/{slug}", "/experimente", "/"):
        await page.goto(path)
        assert await page.evaluate(WIDTH) <= 0, path
    await page.goto(f"/experimente/{slug}")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_role("contentinfo")).to_be_attached()


async def test_a_hostile_file_name_is_only_a_name(tour: Tour, editor: Consumer) -> None:
    video = (await editor.mutate(CREATE_VIDEO, title=f"Datei {uuid4().hex[:6]}"))["video"]
    name = "<img src=x onerror=alert(1)>" + "a" * 180 + ".mp4"
    begun = await editor.mutate(BEGIN, id=video["id"], filename=name, bytes=1000)
    assert begun["userErrors"] == []
    page = await tour.blank(NARROW, signed_in=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    await page.goto(f"/redaktion/videos/{video['id']}")
    assert await page.locator("img[src=x]").count() == 0
    assert await page.evaluate(WIDTH) <= 0
    assert asked == []
