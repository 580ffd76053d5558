"""What the browser's code says is English where the interface is."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, Page, expect

import gateway
from gateway.pages import load_assets
from tests.browser.axe import violations
from tests.browser.test_search import LETTERS
from tests.browser.wording import said, still_german
from tests.browser.workshop import bench, eventually
from tests.consumer import Consumer
from tests.integration.test_search import until

TEXTS = load_assets(Path(gateway.__file__).parent / "web/dist").texts["en"]
KEPT = "async () => (await caches.keys()).map((name) => name.split(':')[2]).sort()"


@pytest.fixture(scope="module")
async def german(editor: Consumer) -> str:
    """The path of an experiment in German."""
    return f"/experimente/{(await bench(editor))['slug']}"


@pytest.fixture(scope="module")
async def english(editor: Consumer) -> str:
    """The path of one in English."""
    title = f"Workbench {uuid4().hex[:6]}"
    return f"/experimente/{(await bench(editor, title=title, language='en'))['slug']}"


@pytest.fixture(params=["english", "german"])
def path(request: pytest.FixtureRequest, english: str, german: str) -> str:
    """An item that speaks English by itself, and one with an English interface around it."""
    return english if request.param == "english" else f"/en{german}"


async def understood(page: Page) -> None:
    await page.get_by_role("checkbox", name="read and understood").check()
    await page.get_by_role("checkbox", name="someone is supervising").check()


async def test_steps_are_followed_in_english(path: str, page: Page) -> None:
    await page.goto(path)
    await expect(page.get_by_role("button", name="Make available offline")).to_be_visible()
    await page.get_by_role("link", name="Start step by step").click()
    assert await still_german(page) == set()
    await understood(page)
    for _ in range(4):
        await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_text("Step 3 of 3", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Start timer").click()
    await expect(page.get_by_role("group", name="Waiting times")).to_contain_text("Step 3: 9:5")
    assert await still_german(page) == set()
    assert await violations(page) == []
    await page.get_by_role("button", name="Next").click()
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("button", name="Continue on another device").click()
    await expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert await still_german(page) == set()
    assert await violations(page) == []


async def test_the_item_keeps_its_own_language(german: str, page: Page) -> None:
    await page.goto(f"/en{german}")
    title = await page.get_by_role("heading", level=1).text_content()
    await page.get_by_role("link", name="Start step by step").click()
    await expect(page.locator("h1.following-top__title")).to_have_attribute("lang", "de")
    languages = dict(await said(page))
    assert languages[title or ""] == "de"
    assert languages["Whole page"] == "en"


async def test_amounts_are_written_as_in_english(path: str, page: Page) -> None:
    await page.goto(path)
    await page.locator('input[name="gruppen"]').fill("3")
    needs = page.locator("#material")
    await expect(needs).to_contain_text("0.75\u00a0m")
    await expect(needs).to_contain_text("€37.50")
    await expect(needs).to_contain_text("3\u00a0groups, 6 to 12\u00a0people: about €38.70 in total")


async def test_progress_and_what_is_kept_are_shared(
    german: str, visit: BrowserContext, page: Page
) -> None:
    await page.goto(german)
    await page.get_by_role("checkbox", name="Rot").check()
    await page.goto(f"/en{german}")
    await expect(page.get_by_role("checkbox", name="Rot")).to_be_checked()
    await page.get_by_role("button", name="Make available offline").click()
    await expect(page.get_by_text("Saved: you can open this")).to_be_visible()
    assert await page.evaluate(KEPT) == [f"/en{german}", "/en/offline"]
    await eventually(page, "async () => navigator.serviceWorker.controller !== null")
    await visit.set_offline(True)
    await page.reload()
    await expect(page.get_by_role("button", name="Available offline")).to_be_visible()
    assert await still_german(page) == set()
    await page.goto("/en/experimente/anders")
    link = page.locator("hub-kept a")
    await expect(link).to_have_attribute("lang", "de")
    assert await still_german(page) == set()
    await link.click()
    await expect(page).to_have_url(re.compile(f"/en{german}$"))
    await page.goto(german)
    await expect(page.get_by_role("checkbox", name="Rot")).to_be_checked()
    await page.goto("/en/offline")
    await page.get_by_role("button", name="Remove").click()
    await expect(page.get_by_text("Nothing is saved on this device yet.")).to_be_visible()
    assert await page.evaluate(KEPT) == []


async def test_suggestions_lead_to_the_english_search(
    editor: Consumer, stranger: Consumer, page: Page
) -> None:
    word = f"Quell{uuid4().hex[:6].translate(LETTERS)}"
    item = await editor.published(title=f"Klare {word}")
    await until(stranger, word, {item["title"]})
    await page.goto("/en/impressum")
    field = page.locator(".top").get_by_role("combobox")
    await field.press_sequentially(word[:8])
    await expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    assert await still_german(page) == set()
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(page).to_have_url(re.compile(r"/en/suche\?q="))


async def test_only_the_english_interface_fetches_its_texts(german: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address, wanted in ((german, False), ("/", False), (f"/en{german}", True), ("/en", True)):
        asked.clear()
        await page.goto(address, wait_until="networkidle")
        assert any(url.endswith(TEXTS) for url in asked) is wanted, address


async def test_without_the_texts_it_goes_on_in_german(german: str, page: Page) -> None:
    async def lost(route: Any) -> None:
        await route.abort("connectionfailed")

    await page.route(f"**{TEXTS}", lost)
    await page.goto(f"/en{german}")
    await expect(page.get_by_role("link", name="Schritt für Schritt starten")).to_be_visible()
