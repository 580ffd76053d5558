"""A queue and a store of their own, so that they can be broken."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.servers import Servers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(scope="package")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """NATS and the object store; gives the transcoder's environment."""
    with Servers.running(tmp_path_factory.mktemp("servers")) as running:
        yield running.environment


@pytest.fixture
async def desk(servers: dict[str, str]) -> AsyncIterator[Desk]:
    async with Desk.open(servers) as desk:
        yield desk
