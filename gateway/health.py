"""Health: for whoever starts, watches and balances the gateway."""

import asyncio

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from shared.contracts.calls import GetMany
from shared.contracts.errors import HubError
from shared.contracts.kinds import KINDS
from shared.kit.bus import Bus

_PATIENCE_SECONDS = 1.0


def health_handlers(bus: Bus) -> list[ControllerRouterHandler]:
    """`/health/live`: the process answers; `/health/ready`: so do the services behind it."""

    @get("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"gateway": "ok"}

    @get("/health/ready", include_in_schema=False)
    async def ready() -> Response[dict[str, str]]:
        names = [kind.plural for kind in KINDS.values()]
        states = await asyncio.gather(*(_state(bus, name) for name in names))
        found = dict(zip(names, states, strict=True))
        well = all(state == "ok" for state in states)
        return Response(found, status_code=200 if well else 503)

    return [live, ready]


async def _state(bus: Bus, plural: str) -> str:
    calls = next(kind.calls for kind in KINDS.values() if kind.plural == plural)
    try:
        await bus.call(calls.get_many, GetMany(ids=()), patience=_PATIENCE_SECONDS)
    except HubError as error:
        return error.code
    return "ok"
