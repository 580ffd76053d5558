"""The service for experiments: nothing but the life of content."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.contracts.kinds import EXPERIMENTS
from shared.kit.content.service import content_service
from shared.kit.run import Program
from shared.kit.settings import ContentSettings


@asynccontextmanager
async def experiments(settings: ContentSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `experiments.…`."""
    async with content_service(EXPERIMENTS, settings) as service, service.serve():
        yield


app = Program("experiments", ContentSettings, experiments)
