"""`make bench-pages`: first byte under load, scripts, and Lighthouse, in one run."""

from pathlib import Path

from playwright.async_api import async_playwright

from infra.local.needs import chromium
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.pages import lighthouse
from tests.benchmarks.pages.first_byte import first_bytes
from tests.benchmarks.pages.scripts import script_bytes
from tests.benchmarks.running import run
from tests.browser.gallery import fill
from tests.consumer import Consumer

VISITORS = 50
SECONDS = 6.0
GOAL_MS, GOAL_BYTES = 50, 60_000
SCRIPT_FREE = ("/", "/experimente", "/anleitungen/loeten-sensorbausatz")


async def measure(data: Path) -> None:
    await lighthouse.installed()
    async with Hub.start(data=data / "hub") as hub:
        await first_accounts(hub)
        token = (hub.data / "editor.token").read_text().strip()
        async with Consumer.at(hub.url, token) as editor:
            made = await fill(hub, editor, data)
        paths = (*SCRIPT_FREE, f"/videos/{made['video']}")
        await _first_byte(hub, paths)
        await _scripts(hub, paths)
        await _lighthouse(hub, paths)


async def _first_byte(hub: Hub, paths: tuple[str, ...]) -> None:
    print(f"\nfirst byte through the edge, {VISITORS} visitors at once (goal: p95 {GOAL_MS} ms):")
    for path in paths:
        await first_bytes(hub.url, path, visitors=VISITORS, seconds=SECONDS / 10)
        waits = await first_bytes(hub.url, path, visitors=VISITORS, seconds=SECONDS)
        print(f"  {path:<40} {waits}")
    print("made anew for each of them, for comparison:")
    for path in paths:
        waits = await first_bytes(hub.url, path, visitors=VISITORS, seconds=SECONDS, kept=False)
        print(f"  {path:<40} {waits}")


async def _scripts(hub: Hub, paths: tuple[str, ...]) -> None:
    print(f"\nscripts before anybody does anything, compressed (goal: {GOAL_BYTES:,} bytes):")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        for path in paths:
            print(f"  {path:<40} {await script_bytes(browser, hub.url + path):8,} bytes")
        await browser.close()


async def _lighthouse(hub: Hub, paths: tuple[str, ...]) -> None:
    print(f"\nLighthouse {lighthouse.VERSION} (goals: performance 95, the others 100):")
    for preset in ("mobile", "desktop"):
        for path in paths:
            found = await lighthouse.scores(hub.url + path, preset=preset)
            points = "  ".join(f"{name} {value:3d}" for name, value in found.items())
            print(f"  {preset:<8} {path:<40} {points}")


run(measure)
