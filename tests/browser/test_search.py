"""The search page as people meet it: by keyboard, by facet, without JavaScript, on a phone."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page, expect

from infra.local.supervisor import Hub
from tests.browser.conftest import PHONE
from tests.consumer import Consumer
from tests.integration.test_search import until

LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


@pytest.fixture(scope="module")
async def name(editor: Consumer, stranger: Consumer) -> str:
    """A word that two published experiments share."""
    word = f"Quirl{uuid4().hex[:6].translate(LETTERS)}"
    titles = {f"Lauter {word}", f"Leiser {word}"}
    await editor.published(title=f"Lauter {word}", fields=["umwelt"], difficulty="HARD")
    await editor.published(title=f"Leiser {word}", fields=["energie"], difficulty="EASY")
    await until(stranger, word, titles)
    return word


async def test_from_any_page_by_keyboard_to_a_suggestion(page: Page, name: str) -> None:
    await page.goto("/impressum")
    field = page.get_by_role("combobox", name="Suchbegriff")
    await field.focus()
    await field.press_sequentially(name[:8].lower())
    options = page.get_by_role("option")
    await expect(options).to_have_count(2)
    await expect(field).to_have_attribute("aria-expanded", "true")
    await field.press("ArrowDown")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = await options.first.inner_text()
    await field.press("Enter")
    await expect(page).to_have_url(re.compile(r"/suche\?q="))
    await expect(page.get_by_role("heading", level=2).first).to_contain_text(chosen)
    await expect(page.locator(".hits h3").first).to_have_text(chosen)


async def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page, name: str) -> None:
    await page.goto("/suche")
    field = page.get_by_label("Wonach suchen Sie?")
    await field.press_sequentially(name[:8])
    await expect(page.get_by_role("listbox")).to_be_visible()
    await field.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await expect(field).to_have_value(name[:8])


async def test_facets_narrow_by_keyboard(page: Page, name: str) -> None:
    await page.goto(f"/suche?q={name}")
    await expect(page.locator(".hit")).to_have_count(2)
    await expect(page.locator(".hit mark").first).to_have_text(name)
    summary = page.locator("summary", has_text="Schwierigkeit")
    await summary.focus()
    await summary.press("Enter")
    box = page.get_by_role("checkbox", name="anspruchsvoll")
    await box.focus()
    await box.press("Space")
    await box.press("Enter")
    await expect(page).to_have_url(re.compile("schwierigkeit=hard"))
    await expect(page.locator(".hit h3")).to_have_text([f"Lauter {name}"])
    await expect(page.get_by_role("checkbox", name="leicht")).to_be_visible()
    await page.get_by_role("link", name="Auswahl aufheben").click()
    await expect(page.locator(".hit")).to_have_count(2)


async def test_without_javascript_it_finds_and_narrows(
    hub: Hub, browser: Browser, name: str
) -> None:
    context = await browser.new_context(base_url=hub.url, java_script_enabled=False)
    page = await context.new_page()
    await page.goto("/")
    await page.get_by_label("Suchbegriff").fill(name)
    await page.get_by_role("button", name="Suchen").first.click()
    await expect(page.locator(".hit")).to_have_count(2)
    await page.locator("summary", has_text="Feld").click()
    await page.get_by_role("checkbox", name="Energie").check()
    await page.get_by_role("button", name="Auswahl anwenden").click()
    await expect(page.locator(".hit h3")).to_have_text([f"Leiser {name}"])
    await page.locator(".hit a").first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Leiser {name}")
    await context.close()


async def test_a_list_leads_on_to_its_facets(page: Page, name: str) -> None:
    await page.goto("/experimente")
    await page.get_by_text("Weiter eingrenzen").click()
    await page.get_by_role("link", name=re.compile("^anspruchsvoll")).click()
    await expect(page).to_have_url(re.compile(r"/suche\?art=experiment&schwierigkeit=hard"))
    await expect(page.get_by_role("link", name=f"Lauter {name}")).to_be_visible()


async def test_nothing_found_says_what_to_do(page: Page, name: str) -> None:
    await page.goto("/suche?q=qxzvvkw&art=guide&schwierigkeit=hard&kosten=more")
    await expect(page.get_by_text("Dazu haben wir nichts gefunden.")).to_be_visible()
    await expect(page.get_by_role("link", name="überall suchen")).to_be_visible()
    await page.goto(f"/suche?q=zzz+{name[:7]}xk")
    await page.get_by_role("link", name=f"Leiser {name}").first.click()
    await expect(page).to_have_url(re.compile("/suche|/experimente/"))


@pytest.mark.parametrize(
    ("words", "said"),
    [("a" * 5000, "höchstens 300 Zeichen"), ("der die das", "kein Wort"), ("👍🎉", "kein Wort")],
)
async def test_bad_questions_leave_the_page_intact(page: Page, words: str, said: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"/suche?q={words}")
    await expect(page.get_by_text(said)).to_be_visible()
    await expect(page.get_by_label("Wonach suchen Sie?")).to_be_visible()
    assert problems == []


async def test_a_phone_needs_no_sideways_scrolling(hub: Hub, browser: Browser, name: str) -> None:
    context = await browser.new_context(base_url=hub.url, viewport=PHONE)
    page = await context.new_page()
    for path in (f"/suche?q={name}", "/suche?q=" + "W" * 200, "/suche"):
        await page.goto(path)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], path
    await context.close()
