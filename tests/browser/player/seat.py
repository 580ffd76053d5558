"""What a viewer does at the player, and what can be seen of it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page

VIDEO = "document.querySelector('video')"
PLAYER = "document.querySelector('hub-player')"
SHADOW = f"{PLAYER}.renderRoot"
FOCUS = """(() => { let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at; })()"""
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Seat:
    """A page with the player."""

    page: Page
    path: str

    async def sit(self, hash_: str = "") -> None:
        """Opens the page anew and waits for the player."""
        await self.page.goto("about:blank")
        await self.page.goto(f"{self.path}{hash_}")
        await self.until("!!customElements.get('hub-player')")
        await self.until(f"!!{SHADOW}.querySelector('media-time-range')")

    async def see(self, expression: str) -> Any:
        return await self.page.evaluate(expression)

    async def until(self, condition: str) -> None:
        """Waits for what JavaScript says; Playwright's own way needs `eval`, which the CSP bars."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not await self.page.evaluate(condition):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"never true: {condition}") from None

    async def play(self) -> None:
        await self.button("Abspielen").click()
        await self.until(f"{VIDEO}.currentTime > 0.2 && !{VIDEO}.paused")

    async def pause(self) -> None:
        await self.see(f"{VIDEO}.pause()")

    async def at(self) -> float:
        return float(await self.see(f"{VIDEO}.currentTime"))

    async def keys(self, *names: str) -> None:
        for name in names:
            await self.page.keyboard.press(name)

    async def still(self) -> float:
        """Where the page has come to rest, in pixels from its top."""
        before, now = -1.0, float(await self.see("scrollY"))
        while before != now:
            await asyncio.sleep(0.2)
            before, now = now, float(await self.see("scrollY"))
        return now

    async def focused(self) -> str:
        """The accessible name of what has the focus, else its text."""
        return str(
            await self.see(
                f"(() => {{ const at = {FOCUS}; return at.getAttribute('aria-label')"
                " ?? at.labels?.[0]?.textContent.trim() ?? at.textContent.trim(); })()"
            )
        )

    async def inside(self) -> bool:
        """Whether the focus is in the player."""
        return bool(await self.see(f"document.activeElement === {PLAYER}"))

    async def reach(self, name: str) -> None:
        """Goes on by Tab until a control of that name has the focus."""
        for _ in range(80):
            if (await self.focused()).startswith(name):
                return
            await self.keys("Tab")
        raise AssertionError(f"the keyboard does not reach {name}")

    def button(self, name: str) -> Locator:
        return self.page.locator("hub-player").get_by_role("button", name=name)

    def switch(self, name: str) -> Locator:
        return self.page.get_by_role("switch", name=name)

    async def setting(self, name: str, choice: str) -> None:
        """Chooses in the settings, which stay open."""
        opener = self.button("Einstellungen")
        if await opener.get_attribute("aria-expanded") == "false":
            await opener.click()
        await self.page.get_by_role("combobox", name=name, exact=True).select_option(label=choice)

    async def said(self) -> str:
        """The captions in the picture."""
        return str(
            await self.see(
                f"{SHADOW}.querySelector('caption-lines')?.renderRoot.textContent.trim() ?? ''"
            )
        )
