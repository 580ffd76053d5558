"""A result is reported, approved and seen as a chart; with the keyboard, on a phone, without
scripts; and axe-core finds nothing against it.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.consumer import Consumer
from tests.photograph import jpeg
from tests.remake import answers, approved, experiment, submitted

QUEUE = "/redaktion/rueckmeldungen"
SCHEMES = ("light", "dark")


@pytest.fixture
async def item(editor: Consumer) -> dict[str, Any]:
    return await experiment(editor)


async def sign_in(page: Page, password: str) -> None:
    await page.goto(QUEUE)
    await page.get_by_label("Name").fill("redaktion")
    await page.get_by_label("Passwort").fill(password)
    await page.get_by_role("button", name="Anmelden").click()
    await expect(page).to_have_url(re.compile(f"{QUEUE}$"))


async def fill(page: Page) -> None:
    await page.get_by_role("group", name="Hat es geklappt?").get_by_label("Ja").check()
    await page.get_by_label("Gemessener Wert").fill("12,5")
    await page.get_by_label("Innenhof").check()
    await page.get_by_label("Was möchten Sie anderen").fill("Am Abend war es am meisten.")
    await page.get_by_label("Wo ungefähr?").select_option("letmathe")
    await page.get_by_label("Ich bin einverstanden").check()


async def test_reported_approved_and_seen_as_a_chart(
    page: Page, item: dict[str, Any], password: str, tmp_path: Path
) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(jpeg(800, 600))
    await page.goto(f"/experimente/{item['slug']}")
    await expect(page.get_by_text("Noch hat niemand berichtet")).to_be_visible()
    await page.get_by_role("link", name="Ihr Ergebnis melden").click()
    await fill(page)
    await page.get_by_label("Ein Foto").set_input_files(photo)
    await page.get_by_label("Was ist auf dem Foto zu sehen?").fill("Ein Rohr am Balkon")
    await page.get_by_role("button", name="Absenden").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank!")
    code = await page.locator(".code").text_content()
    assert await page.context.cookies() == []

    await sign_in(page, password)
    entry = page.locator(".queue__entry").filter(has=page.locator(f'a[href$="{item["slug"]}"]'))
    await expect(entry.get_by_text("12,5 µg/m³")).to_be_visible()
    picture = entry.get_by_alt_text("Ein Rohr am Balkon")
    await expect(picture).to_have_js_property("naturalWidth", 800)
    await entry.get_by_role("button", name=re.compile("Freigeben")).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("freigegeben")

    await page.context.clear_cookies()
    await page.goto(f"/experimente/{item['slug']}")
    await expect(page.get_by_text("1-mal nachgemacht")).to_be_visible()
    chart = page.get_by_role("img", name="Diagramm: Gemessener Wert")
    await expect(chart).to_be_visible()
    await expect(chart).to_have_accessible_name(re.compile("Eine Angabe: 12,5 µg/m³"))
    seen = page.locator("#nachgemacht").get_by_alt_text("Ein Rohr am Balkon")
    await seen.scroll_into_view_if_needed()
    await expect(seen).to_have_js_property("naturalWidth", 800)

    await page.goto("/rueckmeldung")
    await page.get_by_label("Löschcode").fill(code or "")
    await page.get_by_role("button", name="Ansehen").click()
    await page.get_by_role("button", name="Jetzt löschen").click()
    await expect(page.get_by_role("status")).to_contain_text("gelöscht")
    await page.goto(f"/experimente/{item['slug']}")
    await expect(page.get_by_text("Noch hat niemand berichtet")).to_be_visible()
    assert problems == []


async def test_by_keyboard_alone_errors_lead_to_their_fields(
    page: Page, item: dict[str, Any]
) -> None:
    await page.goto(f"/experimente/{item['slug']}/ergebnis-melden")
    await page.get_by_label("Gemessener Wert").focus()
    await page.keyboard.type("viel")
    await page.keyboard.press("Enter")
    await expect(page).to_have_title(re.compile("^Fehler:"))
    link = page.get_by_role("alert").get_by_role("link", name=re.compile("Gemessener Wert"))
    await link.focus()
    await page.keyboard.press("Enter")
    field = page.get_by_label("Gemessener Wert")
    await expect(field).to_be_focused()
    await expect(field).to_have_value("viel")
    await expect(field).to_have_accessible_description(re.compile("0 bis 999.*Zahl"))
    assert await field.get_attribute("aria-invalid") == "true"


@pytest.fixture
async def without_scripts(browser: Browser, hub: Hub) -> AsyncIterator[Page]:
    context = await browser.new_context(
        base_url=hub.url, viewport=PHONE, java_script_enabled=False, locale="de-DE"
    )
    yield await context.new_page()
    await context.close()


async def test_without_scripts_on_a_phone(without_scripts: Page, item: dict[str, Any]) -> None:
    page = without_scripts
    await page.goto(f"/experimente/{item['slug']}/ergebnis-melden")
    await fill(page)
    await page.get_by_role("button", name="Absenden").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank!")


async def results(editor: Consumer, item: dict[str, Any]) -> None:
    """A dozen reports, one of them far off."""
    for number in (*range(10, 21), 300):
        typed = answers(wert=str(number), lage="Waldrand", ofen="nein", wort="Regen")
        sent = await submitted(editor, item, answers=typed, worked=number != 12, example=True)
        await approved(editor, sent.id)
    await submitted(editor, item, note="Wartet noch", place="hennen")


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_axe_finds_nothing(
    hub: Hub,
    browser: Browser,
    editor: Consumer,
    item: dict[str, Any],
    password: str,
    scheme: Any,
) -> None:
    await results(editor, item)
    context = await browser.new_context(
        base_url=hub.url, viewport={"width": 320, "height": 700}, color_scheme=scheme
    )
    page = await context.new_page()
    path = f"/experimente/{item['slug']}"

    await page.goto(f"{path}/ergebnis-melden")
    assert await violations(page) == []
    await page.get_by_label("Gemessener Wert").fill("viel")
    await page.get_by_role("button", name="Absenden").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    assert await violations(page) == []
    await fill(page)
    await page.get_by_role("button", name="Absenden").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank!")
    assert await violations(page) == []
    await page.goto("/rueckmeldung")
    assert await violations(page) == []

    await page.goto(path)
    for closed in await page.locator("#nachgemacht summary").all():
        await closed.click()
    assert await violations(page, "#nachgemacht") == []
    assert await violations(page, "#ergebnis") == []

    await sign_in(page, password)
    await page.locator(".queue__entry summary").first.click()
    assert await violations(page) == []
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    await context.close()
