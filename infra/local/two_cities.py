"""`python -m infra.local.two_cities`: Iserlohn and Soest side by side, until Ctrl-C.

Soest follows Iserlohn and takes over by itself what is published there.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from infra.local import welcome
from infra.local.__main__ import port, say, until_told
from infra.local.failures import LocalError
from infra.local.place import ROOT
from infra.local.supervisor import Hub

_SOEST = ROOT / "infra/seed/soest/city.toml"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.two_cities", description=__doc__)
    parser.add_argument("--port", type=port, default=8080, help="Iserlohn; Soest is on the next")
    parser.add_argument("--data", type=Path, default=Path("data-two-cities"), help="both cities'")
    return parser.parse_args()


async def up(first_port: int, data: Path) -> None:
    """Raises `LocalError` where a part of either cannot be kept alive."""
    soest = {"HUB_CITY_FILE": str(_SOEST), "HUB_PRIVATE_HUBS": f"localhost:{first_port}"}
    async with (
        _city("Iserlohn", data / "iserlohn", first_port, {}) as first,
        _city("Soest", data / "soest", first_port + 1, soest) as second,
    ):
        await _follow(second, first)
        print(f"\nSoest follows Iserlohn: publish at {first.url}/redaktion, look at {second.url}")
        print("Stop both with Ctrl-C.\n", flush=True)
        async with asyncio.TaskGroup() as running:
            running.create_task(first.run())
            running.create_task(second.run())
            await welcome.demo_content(first, say)


@asynccontextmanager
async def _city(name: str, data: Path, port: int, settings: dict[str, str]) -> AsyncIterator[Hub]:
    print(f"Starting {name} …", flush=True)
    async with Hub.start(data=data, port=port, settings=settings) as hub:
        accounts = await welcome.first_accounts(hub)
        print(f"{name} is ready:  {hub.url}", flush=True)
        for line in accounts:
            say(line)
        yield hub


async def _follow(reader: Hub, published: Hub) -> None:
    token = (reader.data / "editor.token").read_text().strip()
    environment = {"HUB_URL": reader.url, "HUB_TOKEN": token}
    words = ("infra.hub", "follow", published.url, "--automatic")
    if await reader.command(*words, environment=environment, tell=say):
        raise LocalError(f"{reader.url} cannot follow {published.url}.")


def main() -> None:
    chosen = arguments()
    os.umask(0o077)
    try:
        asyncio.run(until_told(up(chosen.port, chosen.data), chosen.data))
    except* LocalError as errors:
        print(f"\nThe hubs cannot run: {errors.exceptions[0]}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
