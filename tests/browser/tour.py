"""Visits to pages of all kinds, on different screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, Self

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.page_kinds import PageKind


@dataclass(frozen=True, slots=True)
class Screen:
    """How a page is looked at; sizes in CSS pixels."""

    name: str
    width: int = 1280
    height: int = 800
    scheme: Literal["light", "dark"] = "light"
    reduced: bool = False


DESKTOP = Screen("desktop")
DARK = Screen("dark", scheme="dark")
PHONE = Screen("phone", 390, 844)
NARROW = Screen("narrow", 320, 640)
ZOOMED = Screen("zoomed", 640, 400)
"""What a window of 1280 × 800 holds at 200 %."""

CALM = Screen("calm", reduced=True)


class Tour:
    """One browser context for each screen and each kind of visitor, closed at the end."""

    def __init__(self, browser: Browser, url: str, made: dict[str, str], cookies: Any) -> None:
        self._browser = browser
        self._url = url
        self._made = made
        self._cookies = cookies
        self._contexts: dict[tuple[Screen, bool], BrowserContext] = {}

    @classmethod
    @asynccontextmanager
    async def of(
        cls, browser: Browser, url: str, made: dict[str, str], cookies: Any
    ) -> AsyncIterator[Self]:
        tour = cls(browser, url, made, cookies)
        try:
            yield tour
        finally:
            for context in tour._contexts.values():
                await context.close()

    def path(self, kind: PageKind) -> str:
        return kind.path.format_map(self._made)

    async def blank(self, screen: Screen, *, signed_in: bool = False) -> Page:
        """A page that has not gone anywhere yet."""
        place = (screen, signed_in)
        if place not in self._contexts:
            size: ViewportSize = {"width": screen.width, "height": screen.height}
            self._contexts[place] = await self._browser.new_context(
                base_url=self._url,
                locale="de-DE",
                viewport=size,
                color_scheme=screen.scheme,
                reduced_motion="reduce" if screen.reduced else "no-preference",
                storage_state=self._cookies if signed_in else None,
            )
        context = self._contexts[place]
        for left in context.pages:
            await left.close()
        return await context.new_page()

    async def visit(self, kind: PageKind, screen: Screen) -> Page:
        """A page of the kind, loaded, with the status that it must have."""
        page = await self.blank(screen, signed_in=kind.signed_in)
        answer = await page.goto(self.path(kind), wait_until="load")
        assert answer is not None
        assert answer.status == kind.status, f"{kind.name}: {answer.status}"
        return page
