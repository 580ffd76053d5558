"""One film for all tests, and a seat in front of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Page

from infra.local.supervisor import Hub
from tests.browser.player.cinema import shown
from tests.browser.player.seat import Seat
from tests.consumer import Consumer

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first of the tests waits until the film is made."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="package")
async def film_path(hub: Hub, editor: Consumer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a film with everything that a film can have."""
    return await shown(hub, editor, tmp_path_factory.mktemp("film"))


@pytest.fixture
async def seat(visit: BrowserContext, page: Page, film_path: str) -> AsyncIterator[Seat]:
    """A visitor on the film's page, who meets no error of a script and no breach of the policy."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.extend(_breaches(message)))
    seat = Seat(page, film_path)
    await seat.sit()
    yield seat
    assert problems == []


def _breaches(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
