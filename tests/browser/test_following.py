"""An experiment is followed on a phone at a bench: one thing at a time, safely, and found again."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.workshop import bench, eventually, forward, start, understand
from tests.consumer import UPDATE, Consumer

NOTHING_STORED = """async () => localStorage.length === 0 && sessionStorage.length === 0
    && (await caches.keys()).length === 0
    && (await navigator.serviceWorker.getRegistrations()).length === 0"""


@pytest.fixture
async def phone(browser: Browser, hub: Hub) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        base_url=hub.url, viewport=PHONE, has_touch=True, locale="de-DE"
    )
    yield context
    await context.close()


@pytest.fixture(scope="session")
async def item(editor: Consumer) -> dict[str, Any]:
    return await bench(editor)


def shown(page: Page, title: str) -> Any:
    return expect(page.get_by_role("heading", name=title))


async def test_opening_stores_nothing(item: dict[str, Any], phone: BrowserContext) -> None:
    page = await phone.new_page()
    await page.goto(f"/experimente/{item['slug']}", wait_until="networkidle")
    await expect(page.get_by_role("link", name="Schritt für Schritt starten")).to_be_visible()
    assert await page.evaluate(NOTHING_STORED)
    assert await phone.cookies() == []


async def test_it_is_followed_to_its_end_without_a_network(
    item: dict[str, Any], phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await start(page, item["slug"])
    await phone.set_offline(True)
    await page.reload()
    await shown(page, "Sicherheit zuerst").to_be_visible()
    await understand(page)
    await forward(page)
    await shown(page, "Das brauchen Sie").to_be_visible()
    await forward(page)
    await expect(page.get_by_text("Schritt 1 von 3", exact=True)).to_be_visible()
    picture = page.get_by_alt_text("Der Sensor liegt auf dem Tisch")
    await expect(picture).to_have_js_property("naturalWidth", 20)
    await forward(page)
    await expect(
        page.locator("[data-current]").get_by_text("Ziehen Sie den Stecker.")
    ).to_be_visible()
    await page.get_by_role("checkbox", name="Rot").check()
    await page.get_by_role("checkbox", name="Dieser Schritt ist erledigt").check()
    await page.reload()
    await expect(page.get_by_text("Schritt 2 von 3", exact=True)).to_be_visible()
    await expect(page.get_by_role("checkbox", name="Rot")).to_be_checked()
    await forward(page, 2)
    await shown(page, "Geschafft!").to_be_focused()
    await page.get_by_role("button", name="Fertig").click()
    await shown(page, item["title"]).to_be_visible()


async def test_nobody_passes_the_safety_notes(item: dict[str, Any], phone: BrowserContext) -> None:
    page = await phone.new_page()
    await start(page, item["slug"])
    await forward(page)
    await expect(page.get_by_role("alert").filter(has_text="Häkchen")).to_be_visible()
    await expect(page.get_by_role("checkbox", name="gelesen")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.goto(f"/experimente/{item['slug']}#jetzt=4")
    await page.reload()
    await shown(page, "Sicherheit zuerst").to_be_visible()
    await shown(page, "Messen").to_be_hidden()


async def test_a_code_carries_the_progress_to_another_device(
    item: dict[str, Any], phone: BrowserContext, visit: BrowserContext
) -> None:
    page = await phone.new_page()
    await start(page, item["slug"])
    await understand(page)
    await forward(page, 3)
    await page.get_by_role("checkbox", name="Rot").check()
    await page.get_by_role("button", name="Ganze Seite").click()
    await page.get_by_role("button", name="Auf anderem Gerät").click()
    await expect(page.get_by_role("img", name="QR-Code")).to_be_visible()
    code = await page.locator("[data-code]").text_content()
    assert code is not None
    assert await violations(page) == []

    other = await visit.new_page()
    await other.goto(f"/experimente/{item['slug']}#weiter={code}")
    await expect(other.get_by_role("heading", name="Fortschritt übernehmen?")).to_be_visible()
    assert await other.evaluate(NOTHING_STORED)
    await other.get_by_role("button", name="Übernehmen", exact=True).click()
    await shown(other, "Sicherheit zuerst").to_be_visible()
    await understand(other)
    await expect(other.get_by_role("checkbox", name="Rot", include_hidden=True)).to_be_checked()
    await forward(other, 1)
    await expect(other.get_by_role("checkbox", name="Rot")).to_be_visible()

    await other.goto("/experimente")
    await other.goto(f"/experimente/{item['slug']}")
    await other.get_by_role("button", name="Auf anderem Gerät").click()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    await other.get_by_label("Sie haben einen Code").fill(wrong)
    await other.get_by_role("button", name="Code übernehmen").click()
    await expect(
        other.get_by_role("alert").filter(has_text="Dieser Code passt hier nicht")
    ).to_be_visible()


async def test_progress_is_deleted_on_demand(item: dict[str, Any], phone: BrowserContext) -> None:
    page = await phone.new_page()
    await page.goto(f"/experimente/{item['slug']}")
    await page.get_by_role("checkbox", name="Sensor").check()
    assert await page.evaluate("localStorage.length") == 1
    await page.get_by_role("button", name="Fortschritt löschen").click()
    await expect(page.get_by_role("checkbox", name="Sensor")).not_to_be_checked()
    assert await page.evaluate("localStorage.length") == 0


async def test_a_timer_goes_on_in_other_steps_and_after_a_reload(
    item: dict[str, Any], phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.clock.install()
    await page.goto(f"/experimente/{item['slug']}")
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    await understand(page)
    await forward(page, 4)
    await page.get_by_role("button", name="Zeit starten").click()
    await page.get_by_role("button", name="Zurück").click()
    await page.clock.fast_forward("05:00")
    running = page.get_by_role("listitem").filter(has_text="Schritt 3:")
    await expect(running).to_contain_text("5:00")
    await page.reload()
    await expect(running).to_contain_text("4:5")
    await page.clock.fast_forward("05:01")
    await expect(
        page.get_by_role("alert").filter(has_text="Wartezeit von Schritt 3 ist um")
    ).to_be_visible()
    await page.get_by_role("button", name="Fertig mit dem Warten in Schritt 3").click()
    await expect(running).to_be_hidden()


async def test_after_a_reload_one_tap_lets_the_timer_sound(
    item: dict[str, Any], phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.goto(f"/experimente/{item['slug']}")
    await page.get_by_role("button", name="Zeit starten").click()
    silent = page.get_by_text("bleibt es still")
    await expect(page.get_by_role("group", name="Wartezeiten")).to_be_visible()
    await expect(silent).to_be_hidden()
    await page.reload()
    await expect(silent).to_be_visible()
    await page.get_by_role("button", name="Ton einschalten").click()
    await expect(silent).to_be_hidden()
    await expect(page.get_by_role("group", name="Wartezeiten")).to_be_focused()


async def test_who_follows_is_told_that_it_was_not_saved(
    item: dict[str, Any], phone: BrowserContext
) -> None:
    page = await phone.new_page()
    await page.goto(f"/experimente/{item['slug']}")
    await phone.set_offline(True)
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    told = page.locator(".following-top").get_by_text("Das Speichern hat nicht geklappt")
    await expect(told).to_be_visible()
    await phone.set_offline(False)
    await page.get_by_role("button", name="Noch einmal versuchen").click()
    await expect(told).to_be_hidden()
    await shown(page, "Sicherheit zuerst").to_be_focused()
    await eventually(
        page,
        "async (path) => (await caches.match(path)) !== undefined",
        f"/experimente/{item['slug']}",
    )


async def test_a_stroke_turns_the_page(item: dict[str, Any], phone: BrowserContext) -> None:
    page = await phone.new_page()
    await start(page, item["slug"])
    await understand(page)
    session = await phone.new_cdp_session(page)

    async def stroke(start_x: int, end_x: int) -> None:
        for kind, x in (("touchStart", start_x), ("touchMove", end_x)):
            await session.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 300}]}
            )
        await session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    await stroke(300, 60)
    await shown(page, "Das brauchen Sie").to_be_visible()
    await stroke(60, 300)
    await shown(page, "Sicherheit zuerst").to_be_visible()


async def test_the_keyboard_alone_is_enough(item: dict[str, Any], page: Page) -> None:
    await page.goto(f"/experimente/{item['slug']}")
    await tab_to(page, "Schritt für Schritt starten")
    await page.keyboard.press("Enter")
    await shown(page, "Sicherheit zuerst").to_be_focused()
    for question in ("gelesen und verstanden", "Jemand passt auf"):
        await tab_to(page, question)
        await page.keyboard.press("Space")
    await page.keyboard.press("ArrowRight")
    await shown(page, "Das brauchen Sie").to_be_focused()
    await tab_to(page, "Weiter")
    await page.keyboard.press("Enter")
    await shown(page, "Auspacken").to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await shown(page, "Das brauchen Sie").to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("link", name="Drucken (PDF)")).to_be_visible()


async def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the element with this text has the focus."""
    focused = (
        "document.activeElement.closest('label')?.textContent ?? document.activeElement.textContent"
    )
    for _ in range(60):
        await page.keyboard.press("Tab")
        if name in (await page.evaluate(focused) or ""):
            return
    pytest.fail(f"Tab does not reach: {name}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(
    item: dict[str, Any], hub: Hub, browser: Browser, scheme: Any
) -> None:
    context = await browser.new_context(base_url=hub.url, viewport=PHONE, color_scheme=scheme)
    page = await context.new_page()
    await page.goto("/offline")
    assert await violations(page) == []
    await page.goto(f"/experimente/{item['slug']}")
    await expect(page.get_by_role("link", name="Schritt für Schritt starten")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    assert await violations(page) == []
    await understand(page)
    for _ in range(5):
        await forward(page)
        assert await violations(page) == []
    await context.close()


async def test_materials_are_worked_out_for_the_groups(
    item: dict[str, Any], hub: Hub, browser: Browser, page: Page
) -> None:
    plain = await browser.new_context(base_url=hub.url, java_script_enabled=False)
    still = await plain.new_page()
    await still.goto(f"/experimente/{item['slug']}")
    await still.get_by_label("für wie viele Personen").fill("9")
    await still.get_by_role("button", name="Umrechnen").last.click()
    for there in (still, page):
        if there is page:
            await page.goto(f"/experimente/{item['slug']}")
            await page.get_by_label("Für wie viele Gruppen?").fill("3")
        needs = there.locator("#material")
        await expect(needs).to_contain_text("0,75\u00a0m")
        await expect(needs).to_contain_text("37,50\u00a0€")
        await expect(needs).to_contain_text("24\u00a0Stück")
        await expect(needs).to_contain_text(
            "3\u00a0Gruppen, 6 bis 12\u00a0Personen: zusammen etwa 38,70\u00a0€"
        )
    await still.goto(f"/experimente/{item['slug']}?gruppen=viele")
    await expect(still.get_by_role("alert")).to_contain_text("eine ganze Zahl von 1 bis 100")
    await plain.close()


async def test_odd_content_leaves_the_page_whole(editor: Consumer, phone: BrowserContext) -> None:
    page = await phone.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    long = "W" * 160
    bare = await editor.published(title=f"{long[:150]} 🧪", question="שלום مرحبا?")
    await page.goto(f"/experimente/{bare['slug']}")
    await expect(page.get_by_role("link", name="Schritt für Schritt starten")).to_have_count(0)
    odd = await bench(
        editor, title=f"مرحبا {long[:100]} 🎉", language="ar", safety=[], supervision="NONE"
    )
    await page.goto(f"/experimente/{odd['slug']}")
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    await shown(page, "Das brauchen Sie").to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await shown(page, "Auspacken").to_be_focused()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert problems == []


async def test_two_tabs_are_of_one_mind(item: dict[str, Any], phone: BrowserContext) -> None:
    one, other = await phone.new_page(), await phone.new_page()
    for page in (one, other):
        await page.goto(f"/experimente/{item['slug']}")
    await one.get_by_role("checkbox", name="Rot").check()
    await expect(other.get_by_role("checkbox", name="Rot")).to_be_checked()
    await other.get_by_role("checkbox", name="Dieser Schritt ist erledigt").first.check()
    await expect(
        one.get_by_role("checkbox", name="Dieser Schritt ist erledigt").first
    ).to_be_checked()
    await one.get_by_role("button", name="Fortschritt löschen").click()
    await expect(other.get_by_role("checkbox", name="Rot")).not_to_be_checked()
    await expect(other.get_by_role("button", name="Fortschritt löschen")).to_be_hidden()
    assert await other.evaluate("localStorage.length") == 0


async def test_what_was_kept_of_other_steps_does_not_count(
    editor: Consumer, visit: BrowserContext
) -> None:
    steps = [{"title": "Erst das"}, {"title": "Dann das"}]
    item = await editor.published(title=f"Umgestellt {uuid4().hex[:6]}", steps=steps)
    page = await visit.new_page()
    await page.goto(f"/experimente/{item['slug']}")
    await page.get_by_role("checkbox").first.check()
    changed = {"steps": steps[::-1]}
    await editor.mutate(UPDATE, id=item["id"], revision=2, input=changed)
    await page.reload()
    await expect(page.get_by_text("Dieser Inhalt wurde geändert")).to_be_visible()
    await expect(page.get_by_role("checkbox").first).not_to_be_checked()
