"""The gateway's schema in the test's own process, on the hub's bus and in its settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import msgspec

from gateway.auth.preview_tokens import PreviewTokens
from gateway.clients import Patience, Services
from gateway.decoding import Decoding
from gateway.feeds.log import ChangeLog
from gateway.graphql.context import Context
from gateway.participation import ParticipationBoard
from gateway.settings import GatewaySettings
from gateway.submissions import Submissions
from infra.local.supervisor import Hub
from shared.contracts.caller import Caller
from shared.contracts.city import City
from shared.kit.bus import Bus
from shared.kit.identity import Signer
from shared.kit.settings import load

PATIENCE = Patience(reading=5, call=2)


@dataclass(frozen=True, slots=True)
class Desk:
    """Makes contexts as the gateway does."""

    settings: GatewaySettings
    bus: Bus
    participation: ParticipationBoard
    decoding: Decoding

    def context(self, caller: Caller | None = None, patience: Patience = PATIENCE) -> Context:
        settings = self.settings
        signer = Signer(settings.caller_private_key)
        return Context(
            services=Services(self.bus, signer, caller, patience, self.decoding),
            city=msgspec.toml.decode(settings.city_file.read_bytes(), type=City),
            public_url=settings.public_url,
            previews=PreviewTokens(settings.caller_private_key),
            submissions=Submissions(),
            change_log=ChangeLog(self.bus),
            board=self.participation,
        )


@asynccontextmanager
async def desk(hub: Hub) -> AsyncIterator[Desk]:
    settings = load(GatewaySettings, hub.environment("gateway"))
    async with (
        Bus.connect(settings.nats_url, "gateway") as bus,
        ParticipationBoard.follow(bus) as board,
    ):
        yield Desk(settings, bus, board, Decoding())
