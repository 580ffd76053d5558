"""The example of a Wagtail site, run with packages of its own."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from infra.local.ports import is_free
from infra.local.probes import listens

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "infra/examples/wagtail-site"
PACKAGES = ROOT / ".venv/wagtail"
PATIENCE = 60


class NotInstalled(Exception):
    """There are no packages for the Wagtail site. Run: make .venv/.wagtail"""


@dataclass(frozen=True, slots=True)
class WagtailSite:
    """A running site; made by `WagtailSite.run`."""

    url: str
    environment: dict[str, str]

    @classmethod
    @asynccontextmanager
    async def run(cls, data: Path, hub_url: str, *filled: str) -> AsyncIterator[Self]:
        """Starts the site on `data`, going on from what is there; `filled` changes its page."""
        if not PACKAGES.exists():
            raise NotInstalled(NotInstalled.__doc__)
        if not (data / "site.sqlite3").exists():
            shutil.copy(PACKAGES / "site.sqlite3", data)
        port = next(port for port in range(18_130, 18_230) if is_free(port))
        settings = {"DATA": str(data), "HUB_URL": hub_url, "HUB_FRESH_SECONDS": "0"}
        site = cls(f"http://127.0.0.1:{port}", os.environ | settings)
        if filled:
            await site.fill(*filled)
        server = await site._manage("runserver", "--noreload", f"127.0.0.1:{port}")
        try:
            async with asyncio.timeout(PATIENCE):
                while not await listens(port):
                    await asyncio.sleep(0.1)
            yield site
        finally:
            server.terminate()
            await server.wait()

    async def fill(self, *arguments: str) -> None:
        """Changes the page."""
        filling = await self._manage("fill", *arguments)
        assert await asyncio.wait_for(filling.wait(), PATIENCE) == 0

    async def _manage(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            PACKAGES / "bin/python",
            "manage.py",
            *arguments,
            cwd=EXAMPLE,
            env=self.environment,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
