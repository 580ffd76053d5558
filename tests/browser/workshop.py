"""An experiment with everything that following knows, and the way through it."""

import asyncio
from typing import Any
from uuid import uuid4

from playwright.async_api import Page, expect

from tests.consumer import Consumer
from tests.picture import sent

MATERIALS = [
    {"item": "Sensor", "quantity": 1, "costEuro": 12.5},
    {"item": "Schlauch", "quantity": 0.25, "unit": "m", "costEuro": 0.4},
    {"item": "Kabel", "quantity": 8, "borrowAt": "Stadtlabor"},
]
SAFETY = [{"hazard": "ELECTRICITY", "text": "Ziehen Sie den Stecker.", "protection": ["GOGGLES"]}]


async def bench(editor: Consumer, **fields: Any) -> dict[str, Any]:
    """A published experiment: materials, safety, three steps with a picture and a waiting time."""
    picture = {"key": await sent(editor), "alt": "Der Sensor liegt auf dem Tisch"}
    steps = [
        {"title": "Auspacken", "text": "Legen Sie alles hin.", "image": picture},
        {"title": "Verdrahten", "text": "Stecken Sie.", "safety": SAFETY, "checklist": ["Rot"]},
        {"title": "Messen", "text": "Warten Sie.", "waitMinutes": 10},
    ]
    given = {
        "title": f"Werkbank {uuid4().hex[:6]}",
        "question": "Wie gut ist die Luft?",
        "materials": MATERIALS,
        "tools": [{"name": "Zange"}],
        "safety": SAFETY,
        "supervision": "ADULT_PRESENT",
        "steps": steps,
        "groupSize": {"minimum": 2, "maximum": 4},
    }
    return await editor.published(**{**given, **fields})


async def start(page: Page, slug: str) -> None:
    """Opens the experiment and begins; waits until it is kept for use without a network."""
    await page.goto(f"/experimente/{slug}")
    await page.get_by_role("link", name="Schritt für Schritt starten").click()
    await expect(page.get_by_role("heading", name="Sicherheit zuerst")).to_be_focused()
    await eventually(
        page,
        "async (path) => (await caches.match(path)) !== undefined"
        " && navigator.serviceWorker.controller !== null",
        f"/experimente/{slug}",
    )


async def eventually(page: Page, asynchronous: str, given: str = "") -> None:
    """Waits until an asynchronous function in the page gives true; Playwright's own waiting takes
    its promise for the truth.
    """
    async with asyncio.timeout(30):
        while not await page.evaluate(asynchronous, given):
            await asyncio.sleep(0.05)


async def understand(page: Page) -> None:
    """Ticks what is to be ticked before the first step."""
    await page.get_by_role("checkbox", name="gelesen und verstanden").check()
    await page.get_by_role("checkbox", name="Jemand passt auf").check()


async def forward(page: Page, times: int = 1) -> None:
    for _ in range(times):
        await page.get_by_role("button", name="Weiter", exact=False).click()
