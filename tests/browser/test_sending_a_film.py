"""Editors send a film from their page, break it off, go on, and replace it."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Dialog,
    Locator,
    Page,
    expect,
)

from infra.local.supervisor import Hub
from shared.contracts.uploads import PART_BYTES
from tests.consumer import Consumer
from tests.film import CREATE, film

PARTS = 7
SLOW = 12_000_000
"""Bytes per second."""

TRANSCODING_MS = 90_000
STORED = """query ($id: ID!) { video(id: $id) {
  revision durationSeconds processing { state } source { filename bytes } pending { filename }
  signLanguage { processing { state } filename } } }"""


@pytest.fixture
async def desk(browser: Browser, hub: Hub, editors_cookies: Any) -> AsyncIterator[BrowserContext]:
    """An editor's browser."""
    context = await browser.new_context(
        base_url=hub.url, locale="de-DE", storage_state=editors_cookies
    )
    yield context
    await context.close()


@pytest.fixture
async def video(editor: Consumer) -> dict[str, Any]:
    made: dict[str, Any] = (await editor.mutate(CREATE, title=f"Vom Tisch {uuid4().hex[:6]}"))[
        "video"
    ]
    return made


@pytest.fixture
async def large(tmp_path: Path) -> Path:
    """A film of two seconds, made large by a box that players skip (ISO/IEC 14496-12, 8.1.2)."""
    path = await film(tmp_path / "gross.mp4", seconds=2, size="320x180")
    with path.open("ab") as handle:
        padding = PARTS * PART_BYTES - 5 - handle.tell()
        handle.write(padding.to_bytes(4, "big") + b"free")
        handle.truncate(PARTS * PART_BYTES - 5)
    return path


def sender(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=f"{name}: Datei senden")


async def send(page: Page, name: str, path: Path) -> None:
    await sender(page, name).get_by_label("Datei wählen").set_input_files(path)
    await sender(page, name).get_by_role("button", name="Senden").press("Enter")


class Line:
    """The network of a page, as slow as the test wants it."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    async def carry(self, bytes_per_second: int, *, offline: bool = False) -> None:
        rates = {"downloadThroughput": -1, "uploadThroughput": bytes_per_second}
        given = {"offline": offline, "latency": 0, **rates}
        await self._session.send("Network.emulateNetworkConditions", given)


async def line_of(page: Page) -> Line:
    return Line(await page.context.new_cdp_session(page))


def counted(page: Page) -> list[str]:
    """The numbers of the parts that the store took."""
    taken: list[str] = []
    page.on(
        "response",
        lambda answer: (
            taken.append(re.findall(r"partNumber=(\d+)", answer.url)[0])
            if answer.request.method == "PUT" and answer.ok
            else None
        ),
    )
    return taken


async def until(taken: list[str], count: int) -> None:
    async with asyncio.timeout(30):
        while len(taken) < count:
            await asyncio.sleep(0.02)


async def test_a_film_is_broken_off_goes_on_and_is_replaced(
    desk: BrowserContext, editor: Consumer, video: dict[str, Any], large: Path, tmp_path: Path
) -> None:
    page = await desk.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"/redaktion/videos/{video['id']}")
    main = sender(page, "Videodatei")
    taken = counted(page)
    line = await line_of(page)
    await line.carry(SLOW)
    await send(page, "Videodatei", large)
    await expect(main.get_by_role("status")).to_have_text(re.compile("begonnen|gesendet"))
    await expect(main).to_contain_text(re.compile(r"\d+\s%, \d.* von 117,4\sMB"))
    await until(taken, 1)

    await main.get_by_role("button", name="Anhalten").press("Enter")
    await expect(main.get_by_role("status")).to_have_text(re.compile("Was schon da ist, bleibt"))
    halted = len(taken)
    revision = str((await editor.data(STORED, id=video["id"]))["video"]["revision"])
    await expect(page.locator('input[name="revision"]').first).to_have_value(revision)
    await main.get_by_role("button", name="Weiter senden").press("Enter")
    await expect(main.get_by_role("button", name="Anhalten")).to_be_focused()
    await line.carry(SLOW, offline=True)
    await expect(main).to_contain_text("die Verbindung ist unterbrochen")
    await line.carry(SLOW)
    await until(taken, halted + 1)

    asked: list[str] = []

    async def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", leave)
    await page.reload()
    assert asked == ["beforeunload"]
    assert len(taken) < PARTS
    await expect(page.get_by_text("Noch nicht ganz angekommen: gross.mp4, 117,4")).to_be_visible()

    await line.carry(-1)
    await send(page, "Videodatei", large)
    await expect(main.get_by_role("status")).to_have_text(re.compile("gross.mp4 ist angekommen"))
    assert len(taken) == len(set(taken)), "a part was sent twice"
    ready = page.locator("#datei-main").get_by_text("Das Video ist abspielbereit.")
    await expect(ready).to_be_visible(timeout=TRANSCODING_MS)
    await expect(page.locator("#vorschau-main hub-player")).to_be_visible()

    await send(page, "Videodatei", await film(tmp_path / "besser.mp4", seconds=3, size="320x180"))
    await expect(page.locator("#datei-main")).to_contain_text("besser.mp4")
    await expect(ready).to_be_visible(timeout=TRANSCODING_MS)
    found = (await editor.data(STORED, id=video["id"]))["video"]
    assert found["source"]["filename"] == "besser.mp4"
    assert found["durationSeconds"] == pytest.approx(3, abs=0.1)
    assert problems == []


async def test_what_is_not_wanted_is_refused_dropped_or_removed(
    desk: BrowserContext, editor: Consumer, video: dict[str, Any], large: Path, tmp_path: Path
) -> None:
    page = await desk.new_page()
    await page.goto(f"/redaktion/videos/{video['id']}")
    empty = tmp_path / "leer.mp4"
    empty.touch()
    signed = sender(page, "Gebärdensprache")
    await send(page, "Gebärdensprache", empty)
    await expect(signed.get_by_role("alert")).to_have_text("Die Datei ist leer.")

    line = await line_of(page)
    await line.carry(SLOW)
    await send(page, "Gebärdensprache", large)
    await expect(signed.get_by_role("alert")).to_have_count(0)
    await signed.get_by_text("Senden abbrechen").click()
    await signed.get_by_role("button", name="Jetzt abbrechen").press("Enter")
    await expect(signed.get_by_role("status")).to_have_text("Das Senden ist abgebrochen.")
    await expect(signed).to_be_focused()
    assert (await editor.data(STORED, id=video["id"]))["video"]["signLanguage"] is None

    await line.carry(-1)
    small = await film(tmp_path / "gebaerden.mp4", seconds=1)
    await send(page, "Gebärdensprache", small)
    await expect(signed.get_by_role("status")).to_have_text(re.compile("ist angekommen"))
    await page.get_by_text("Gebärdensprache entfernen").click()
    await page.get_by_role("button", name="Jetzt entfernen (Gebärdensprache)").click()
    await expect(page.get_by_text("Die Datei ist vom Video entfernt.")).to_be_visible()
    assert (await editor.data(STORED, id=video["id"]))["video"]["signLanguage"] is None


async def test_without_scripts_the_page_says_how_a_film_is_sent(
    browser: Browser, hub: Hub, editors_cookies: Any, video: dict[str, Any]
) -> None:
    context = await browser.new_context(
        base_url=hub.url, storage_state=editors_cookies, java_script_enabled=False
    )
    page = await context.new_page()
    await page.goto(f"/redaktion/videos/{video['id']}")
    command = f"hub upload DATEI --video {video['slug']} --track sign_language"
    await expect(page.get_by_text(command)).to_be_visible()
    await context.close()
