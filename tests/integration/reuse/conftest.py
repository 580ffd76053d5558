"""A second city that follows the first."""

import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from infra.local.place import ROOT
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.consumer import Consumer
from tests.integration.reuse.follower import Reader

SOEST = ROOT / "infra/seed/soest/city.toml"


@pytest.fixture(scope="session")
def foreign_port() -> int:
    """A port on which somebody else's hub may be."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.fixture(scope="session")
async def soest(
    hub: Hub, foreign_port: int, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hub]:
    """Soest's hub, which may look at Iserlohn's, and at a stranger's, on this machine."""
    settings = {
        "HUB_CITY_FILE": str(SOEST),
        "HUB_PRIVATE_HUBS": f"{urlsplit(hub.url).netloc},127.0.0.1:{foreign_port}",
        "HUB_ANSWER_SECONDS": "2",
        "HUB_LOOK_SECONDS": "1",
    }
    async with Hub.start(data=tmp_path_factory.mktemp("soest"), settings=settings) as running:
        await first_accounts(running)
        yield running


@pytest.fixture(scope="session")
async def reader(soest: Hub) -> AsyncIterator[Reader]:
    """Soest's editor."""
    token = (soest.data / "editor.token").read_text().strip()
    async with Consumer.at(soest.url, token) as consumer:
        yield Reader(consumer)
