"""A frame of the hub inside a page of another site."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import BrowserContext, Page, expect

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.browser.website import of_one_page, served
from tests.consumer import Consumer

SIZES = [(300, 150), (480, 320), (640, 360), (320, 480)]


@pytest.fixture
async def item(editor: Consumer) -> dict[str, Any]:
    return await editor.published(
        title="Wie laut ist es an der Bushaltestelle zur Hauptverkehrszeit wirklich?",
        summary="Sie messen den Schallpegel zu verschiedenen Zeiten und vergleichen.",
        durationMinutes=45,
    )


async def test_the_snippets_are_there_to_copy(hub: Hub, page: Page, item: dict[str, Any]) -> None:
    await page.set_viewport_size({"width": 360, "height": 760})
    await page.goto(f"{hub.url}/experimente/{item['slug']}")
    await page.get_by_text("Auf einer anderen Seite zeigen").click()
    assert await page.locator(".embedding").get_by_role("button", name="Kopieren").count() == 3
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await violations(page, ".embedding") == []
    await page.locator(".embedding").screenshot(path="tests/browser/screens/snippets.png")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_usable_at_every_size(
    hub: Hub, page: Page, item: dict[str, Any], size: tuple[int, int]
) -> None:
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.goto(f"{hub.url}/embed/experiment/{item['slug']}")
    link = page.get_by_role("link", name=item["title"])
    box = await link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
    await page.keyboard.press("Tab")
    assert await link.evaluate("link => link === document.activeElement")
    assert await violations(page) == []
    await page.screenshot(path=f"tests/browser/screens/embed-{size[0]}x{size[1]}.png")


async def test_a_page_that_is_not_on_the_list_shows_nothing(
    hub: Hub, page: Page, item: dict[str, Any]
) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    frame = f'<iframe src="{hub.url}/embed/experiment/{item["slug"]}"></iframe>'
    with served(of_one_page(frame), "localhost") as stranger:
        await page.goto(stranger)
        assert item["title"] not in await page.frames[-1].content()
    assert any("frame-ancestors" in text for text in refused)


async def component_of(page: Page, hub: Hub, item: dict[str, Any]) -> str:
    """The snippet as people copy it from the item's page."""
    await page.goto(f"{hub.url}/experimente/{item['slug']}")
    return await page.locator(".snippet").nth(2).text_content() or ""


def strict(hub: Hub) -> str:
    """A policy as narrow as a city's can be."""
    own = f"default-src 'none'; base-uri 'none'; script-src {hub.url}; connect-src {hub.url}"
    return f"{own}; img-src {hub.url}; frame-src {hub.url}; require-trusted-types-for 'script'"


async def test_the_component_shows_a_card_and_the_frame_on_demand(
    hub: Hub, visit: BrowserContext, page: Page, item: dict[str, Any]
) -> None:
    snippet = await component_of(page, hub, item)
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    with served(of_one_page(f"<h1>Stadt</h1>{snippet}", strict(hub))) as site:
        await page.set_viewport_size({"width": 360, "height": 740})
        await page.goto(site)
        card = page.get_by_role("group", name=f"Experiment: {item['title']}")
        await expect(card.get_by_role("link", name="CC BY 4.0")).to_be_visible()
        assert not [url for url in asked if "/embed/" in url]
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        await page.screenshot(path="tests/browser/screens/hub-embed.png")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        frame = page.frame_locator("iframe")
        await expect(frame.get_by_role("link", name=item["title"])).to_be_visible()
        await expect(card.get_by_role("status")).to_contain_text("Geladen: Experiment")
        await _as_high_as_its_content(page)
        assert {urlsplit(url).netloc for url in asked} == {
            urlsplit(address).netloc for address in (site, hub.url)
        }
        assert await visit.cookies() == []
        assert faults == []


async def _as_high_as_its_content(page: Page) -> None:
    frame = page.locator("iframe")
    await expect(frame).to_have_css("aspect-ratio", "auto")
    for width in (700, 360):
        await page.set_viewport_size({"width": width, "height": 740})
        content = page.frame_locator("iframe").locator("main")
        await page.wait_for_timeout(100)
        inner, outer = await content.bounding_box(), await frame.bounding_box()
        assert inner is not None
        assert outer is not None
        assert outer["height"] == max(150, -(-inner["height"] // 1))


async def test_without_scripts_or_hub_the_link_remains(
    hub: Hub, page: Page, item: dict[str, Any]
) -> None:
    snippet = await component_of(page, hub, item)
    gone = snippet.replace(f'slug="{item["slug"]}"', 'slug="gibt-es-nicht"')
    foreign = snippet.replace("<hub-embed ", '<hub-embed src="https://hub.example/embed/guide/x" ')
    for policy, text in (("script-src 'none'", snippet), ("", gone), ("", foreign)):
        with served(of_one_page(text, policy)) as site:
            await page.goto(site, wait_until="networkidle")
            link = page.get_by_role("link", name=f"Experiment: {item['title']}")
            await expect(link).to_have_attribute("href", f"{hub.url}/experimente/{item['slug']}")
            assert await page.get_by_role("button").count() == 0


async def test_a_frame_tells_its_height_to_nobody_else(
    hub: Hub, page: Page, item: dict[str, Any]
) -> None:
    frame = f'<iframe src="{hub.url}/embed/experiment/{item["slug"]}" referrerpolicy="no-referrer">'
    with served(of_one_page(f"{frame}</iframe>")) as site:
        await page.goto(site, wait_until="load")
        told = await page.evaluate(
            """() => new Promise((done) => {
                addEventListener("message", () => done(true));
                frames[0].postMessage({ hubEmbed: "size?" }, "*");
                setTimeout(() => done(false), 500);
            })"""
        )
        assert told is False
