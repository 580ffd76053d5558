"""The real hub for the tests: every part of it, once for the whole run."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.consumer import Consumer

FRAMED_BY = "http://127.0.0.1:*"
"""The sites that may show the hub in frames, beside the city's own."""

settings.register_profile("hub", deadline=None)  # a busy machine is no failure
settings.load_profile("hub")


def pytest_configure() -> None:
    """A shell's background jobs ignore Ctrl-C, and so would the programs that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header() -> list[str]:
    """Which parts the suite runs on."""
    parts = {"documents": "HUB_MONGO_URL", "objects": "HUB_S3_URL"}
    return [
        f"{part}: {f'the server at {name}' if os.environ.get(name) else 'embedded'}"
        for part, name in parts.items()
    ]


@pytest.fixture(scope="session")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """A running hub without demo content."""
    data: Path = tmp_path_factory.mktemp("hub")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HUB_EMBED_ORIGINS", FRAMED_BY)
        async with Hub.start(data=data) as running:
            yield running


@pytest.fixture(scope="session")
async def password(hub: Hub) -> str:
    """The demo editor's, as it is shown at the first start."""
    said = await first_accounts(hub)
    (found,) = (line.partition("=")[2] for line in said if line.startswith("password="))
    return found


@pytest.fixture(scope="session")
async def editor(hub: Hub, password: str) -> AsyncIterator[Consumer]:
    """The demo editor, whose token is there once the password is."""
    token = (hub.data / "editor.token").read_text().strip()
    async with Consumer.at(hub.url, token) as consumer:
        yield consumer


@pytest.fixture(scope="session")
async def stranger(hub: Hub) -> AsyncIterator[Consumer]:
    """Somebody who is not signed in."""
    async with Consumer.at(hub.url) as consumer:
        yield consumer
