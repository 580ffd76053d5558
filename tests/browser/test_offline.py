"""What is kept for use without a network: what was asked for, as long as it is public."""

from typing import Any

from playwright.async_api import BrowserContext, Page, expect

from tests.browser.workshop import bench, eventually
from tests.consumer import UPDATE, WITHDRAW, Consumer

KEPT = "async () => (await caches.keys()).map((name) => name.split(':')[2]).sort()"


async def kept(page: Page) -> list[str]:
    names: list[str] = await page.evaluate(KEPT)
    return names


async def saved(editor: Consumer, page: Page, **fields: Any) -> dict[str, Any]:
    """An experiment, made available offline in this browser."""
    item = await bench(editor, **fields)
    await page.goto(f"/experimente/{item['slug']}")
    await page.get_by_role("button", name="Offline verfügbar machen").click()
    await expect(page.get_by_text("Gespeichert: Sie können")).to_be_visible()
    await eventually(page, "async () => navigator.serviceWorker.controller !== null")
    return item


async def test_only_what_was_asked_for_is_there_without_a_network(
    editor: Consumer, visit: BrowserContext, page: Page
) -> None:
    other = await bench(editor)
    item = await saved(editor, page)
    await page.goto(f"/experimente/{other['slug']}")
    assert await kept(page) == [f"/experimente/{item['slug']}", "/offline"]
    await visit.set_offline(True)
    await page.goto(f"/experimente/{item['slug']}?gruppen=2")
    await expect(page.get_by_role("heading", name=item["title"])).to_be_visible()
    await expect(page.locator("#material")).to_contain_text("16\u00a0Stück")
    await page.goto(f"/experimente/{other['slug']}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Auf diesem Gerät gespeichert")
    await expect(page.get_by_role("link", name=item["title"])).to_be_visible()
    await page.get_by_role("button", name=f"Entfernen {item['title']}").click()
    await expect(page.get_by_text("noch nichts gespeichert")).to_be_visible()
    assert await kept(page) == []
    assert (
        await page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        == 0
    )


async def test_it_is_brought_up_to_date(
    editor: Consumer, visit: BrowserContext, page: Page
) -> None:
    item = await saved(editor, page)
    changed = {"question": "Ist die Luft besser geworden?"}
    payload = await editor.mutate(UPDATE, id=item["id"], revision=item["revision"], input=changed)
    assert payload["userErrors"] == []
    await page.goto(f"/experimente/{item['slug']}")
    await eventually(
        page,
        "async () => (await (await caches.match(location.pathname))?.text())"
        "?.includes('besser geworden')",
    )
    await visit.set_offline(True)
    await page.reload()
    await expect(page.get_by_text("Ist die Luft besser geworden?")).to_be_visible()


async def test_what_is_withdrawn_is_removed(editor: Consumer, page: Page) -> None:
    item = await saved(editor, page)
    payload = await editor.mutate(WITHDRAW, id=item["id"], reason="SAFETY_RECALL")
    assert payload["userErrors"] == []
    answer = await page.goto(f"/experimente/{item['slug']}")
    assert answer is not None
    assert answer.status == 410
    await eventually(
        page,
        "async (path) => !(await caches.keys()).some((name) => name.endsWith(path))",
        f"/experimente/{item['slug']}",
    )


async def test_what_was_removed_stays_away_until_it_is_asked_for(
    editor: Consumer, page: Page
) -> None:
    item = await saved(editor, page)
    button = page.get_by_role("button", name="Offline verfügbar")
    await expect(button).to_be_focused()
    await button.click()
    await expect(page.get_by_text("Entfernt: Dieser Inhalt")).to_be_visible()
    await expect(button).to_be_focused()
    await page.reload()
    await expect(page.get_by_text("Wenn Sie starten, speichert")).to_have_count(0)
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    await expect(page.get_by_role("heading", name="Sicherheit zuerst")).to_be_focused()
    await page.get_by_role("button", name="Ganze Seite").click()
    assert await kept(page) == []
    await button.click()
    await expect(page.get_by_text("Gespeichert: Sie können")).to_be_visible()
    assert f"/experimente/{item['slug']}" in await kept(page)


async def test_no_more_than_thirty_are_kept(editor: Consumer, page: Page) -> None:
    await page.goto("/offline")
    await page.evaluate(
        "async () => { for (let at = 1; at <= 30; at += 1)"
        " await caches.open(`hub-pack-1:${at}:/experimente/alt-${at}`); }"
    )
    item = await saved(editor, page)
    paths = await kept(page)
    assert len(paths) == 31  # thirty and the page for the rest
    assert f"/experimente/{item['slug']}" in paths
    assert "/experimente/alt-1" not in paths
    assert "/experimente/alt-2" in paths


async def test_the_hub_can_be_installed(page: Page) -> None:
    await page.goto("/")
    address = await page.locator('link[rel="manifest"]').get_attribute("href")
    manifest = await (await page.request.get(address or "")).json()
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        assert (await page.request.get(icon["src"])).ok
