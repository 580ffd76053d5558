"""The pages as a new visitor and an editor meet them."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page, expect

from infra.local.supervisor import Hub
from tests.browser.conftest import PHONE
from tests.consumer import UPDATE, Consumer
from tests.picture import sent
from tests.whereabouts import ON_SITE

STEPS = [
    {"title": "Sensor aufstellen", "text": "Stellen Sie den Sensor **ins Freie**."},
    {"title": "Warten", "text": "Lassen Sie ihn messen.", "waitMinutes": 10},
]


async def test_the_start_page_leads_to_each_item(editor: Consumer, page: Page) -> None:
    item = await editor.published(title=f"Feinstaub {uuid4().hex[:6]}", steps=STEPS)
    await page.goto("/")
    await expect(page).to_have_title(re.compile("Innovationslab"))
    await page.get_by_role("link", name=item["title"]).first.click()
    await expect(page).to_have_url(re.compile(f"/experimente/{item['slug']}$"))
    await expect(page.get_by_role("heading", level=1)).to_have_text(item["title"])
    await expect(page.get_by_text("ins Freie")).to_be_visible()


async def test_nothing_is_asked_of_third_parties(hub: Hub, editor: Consumer, page: Page) -> None:
    item = await editor.published(title=f"Still {uuid4().hex[:6]}", steps=STEPS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/experimente", f"/experimente/{item['slug']}", "/graphql"):
        await page.goto(path, wait_until="networkidle")
    foreign = [url for url in asked if not url.startswith((hub.url, "data:", "blob:"))]
    assert foreign == []
    assert await page.context.cookies() == []


async def test_graphiql_runs_a_query(page: Page) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto("/graphql?query=%7B%20fields%20%7B%20slug%20%7D%20%7D")
    await expect(page.get_by_text("slug").first).to_be_visible()  # the editor has the query
    await page.get_by_role("button", name=re.compile("Execute|Ausführen")).first.click()
    await expect(page.get_by_text("umwelt").first).to_be_visible()
    assert problems == []


async def test_a_phone_needs_no_sideways_scrolling(
    hub: Hub, editor: Consumer, browser: Browser
) -> None:
    title = f"Temperaturmessung {uuid4().hex[:6]}"
    item = await editor.published(title=title, steps=STEPS, **ON_SITE)
    context = await browser.new_context(base_url=hub.url, viewport=PHONE)
    page = await context.new_page()
    for path in ("/", "/experimente", f"/experimente/{item['slug']}", "/anmelden"):
        await page.goto(path)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], path
    await context.close()


async def test_without_javascript_everything_can_be_read(
    hub: Hub, editor: Consumer, browser: Browser
) -> None:
    item = await editor.published(title=f"Ohne Skript {uuid4().hex[:6]}", steps=STEPS, **ON_SITE)
    context = await browser.new_context(base_url=hub.url, java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"/experimente/{item['slug']}")
    await expect(page.get_by_text("Sensor aufstellen")).to_be_visible()
    on_site = page.get_by_role("region", name="Vor Ort")
    await expect(on_site.get_by_text("Am Schillerplatz, 58636 Iserlohn")).to_be_visible()
    await expect(on_site.get_by_role("link", name=re.compile("Karten-App"))).to_be_visible()
    await page.emulate_media(media="print")
    await expect(on_site.get_by_text("Am Schillerplatz, 58636 Iserlohn")).to_be_visible()
    await expect(on_site.get_by_role("link", name=re.compile("Karten-App"))).to_be_hidden()
    await context.close()


@pytest.fixture
async def signed_in(hub: Hub, page: Page, password: str) -> Page:
    await page.goto("/redaktion")
    await page.get_by_label("Name").fill("redaktion")
    await page.get_by_label("Passwort").fill(password)
    await page.get_by_role("button", name="Anmelden").click()
    await expect(page).to_have_url(re.compile("/redaktion$"))
    return page


async def test_an_editor_sees_the_pictures_of_a_draft(editor: Consumer, signed_in: Page) -> None:
    cover = {"key": await sent(editor), "alt": "Ein Kreis auf Probe"}
    item = await editor.experiment(title=f"Entwurf {uuid4().hex[:6]}", cover=cover)
    await signed_in.goto(f"/experimente/{item['slug']}")
    picture = signed_in.get_by_alt_text("Ein Kreis auf Probe").first
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 20)


async def test_an_editor_signs_in_publishes_and_withdraws(
    editor: Consumer, signed_in: Page
) -> None:
    item = await editor.experiment(title=f"Von Hand {uuid4().hex[:6]}", steps=STEPS)
    page = signed_in
    await page.goto("/redaktion")
    await page.get_by_role("link", name=item["title"]).first.click()
    await page.get_by_role("button", name="Veröffentlichen").click()
    await expect(page.get_by_text("Seite ansehen")).to_be_visible()
    await page.get_by_text("Zurückziehen …").click()
    await page.get_by_role("button", name="Jetzt zurückziehen").click()
    gone = await page.goto(f"/experimente/{item['slug']}")
    assert gone is not None
    assert gone.status in (200, 410)  # editors still see what the public does not
    await page.goto("/redaktion")
    await page.get_by_role("button", name="Abmelden").first.click()
    gone = await page.goto(f"/experimente/{item['slug']}")
    assert gone is not None
    assert gone.status == 410


async def test_a_wrong_password_says_so(page: Page) -> None:
    await page.goto("/anmelden")
    await page.get_by_label("Name").fill("redaktion")
    await page.get_by_label("Passwort").fill("falsch")
    await page.get_by_role("button", name="Anmelden").click()
    await expect(page.get_by_role("alert")).to_contain_text("stimmt nicht")


async def test_what_changed_meanwhile_is_not_published_unseen(
    editor: Consumer, signed_in: Page
) -> None:
    item = await editor.experiment(title=f"Geprüft {uuid4().hex[:6]}", steps=STEPS)
    page = signed_in
    await page.get_by_role("link", name="Redaktion").first.click()
    await page.get_by_role("link", name=item["title"]).first.click()
    await editor.mutate(UPDATE, id=item["id"], revision=1, input={"summary": "Ganz anders"})
    await page.get_by_role("button", name="Veröffentlichen").click()
    await expect(page.get_by_role("alert")).to_contain_text("inzwischen geändert")
    found = await editor.data("query ($id: ID!) { experiment(id: $id) { status } }", id=item["id"])
    assert found["experiment"]["status"] == "DRAFT"
