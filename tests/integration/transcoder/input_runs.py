"""The runs of all inputs, and what comes of them."""

import asyncio
from pathlib import Path

from msgspec import Struct

from shared.contracts.jobs import Run, TranscodeDone
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import init_of
from tests.integration.transcoder.fragments import Sample, samples, timescale
from tests.integration.transcoder.inputs import INPUTS, Input


class Made(Struct, frozen=True):
    """A file and what has become of it."""

    wanted: Input
    source: Path
    out: Path
    done: TranscodeDone

    def samples(self, rendition: str) -> list[Sample]:
        return samples(self.out, rendition)

    def timescale(self, rendition: str) -> int:
        folder = self.out / rendition
        return timescale((folder / init_of(folder)).read_bytes())


class Runs:
    """The runs of all inputs, which two transcoders work through side by side."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._sources: dict[str, Path] = {}
        self._asked: dict[str, Run] = {}

    async def ask(self) -> None:
        for name, wanted in INPUTS.items():
            folder = self._folder / name
            folder.mkdir()
            self._sources[name] = await asyncio.to_thread(wanted.make, folder, name)
            self._asked[name] = await self._desk.ask(self._sources[name])

    async def run(self, name: str) -> Run:
        """Waits until a file is sent."""
        async with asyncio.timeout(60):
            while name not in self._asked:
                await asyncio.sleep(0.05)
        return self._asked[name]

    async def made(self, name: str) -> Made:
        """Waits until a file is made playable."""
        done = await self._desk.done(await self.run(name), within=100)
        out = self._folder / name / "out"
        if not out.exists():
            await self._desk.brought(done.playback.folder, out)
        return Made(INPUTS[name], self._sources[name], out, done)
