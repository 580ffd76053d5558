"""The service for guides: nothing but the life of content."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.contracts.kinds import GUIDES
from shared.kit.content.service import content_service
from shared.kit.run import Program
from shared.kit.settings import ContentSettings


@asynccontextmanager
async def guides(settings: ContentSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `guides.…`."""
    async with content_service(GUIDES, settings) as service, service.serve():
        yield


app = Program("guides", ContentSettings, guides)
