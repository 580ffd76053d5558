"""An item that is edited all the time: what a reader sees is never older than what was promised."""

import asyncio
import time
from dataclasses import dataclass, field

from tests.benchmarks.outages.absences import Absences
from tests.consumer import UPDATE, Consumer

_READ = "query ($id: ID!) { node(id: $id) { ... on Experiment { title revision } } }"
_PAUSE_SECONDS = 0.5
_SOON_SECONDS = 1.0
_SERVICE = "experiments"


@dataclass(slots=True)
class Editing:
    """`promised` are the moments of acknowledged writes, with their numbers."""

    editor: Consumer
    reader: Consumer
    item_id: str
    absences: Absences
    promised: list[tuple[float, int]] = field(default_factory=list)
    tried: int = 0
    reads: int = 0
    faults: list[str] = field(default_factory=list)

    async def write(self) -> None:
        """A new title again and again, until it is cancelled. What fails is tried anew later."""
        while True:
            await asyncio.sleep(_PAUSE_SECONDS)
            found = (await self.editor.ask(_READ, id=self.item_id)).get("data") or {}
            if not found.get("node"):
                continue
            self.tried += 1
            number = self.tried
            changes = {"title": f"Stand {number}"}
            revision = found["node"]["revision"]
            answer = await self.editor.ask(
                UPDATE, id=self.item_id, revision=revision, input=changes
            )
            payload = (answer.get("data") or {}).get("updateExperiment") or {}
            if payload.get("experiment"):
                self.promised.append((time.monotonic(), number))

    async def read(self) -> None:
        """As a stranger, until it is cancelled."""
        while True:
            began = time.monotonic()
            answer = await self.reader.ask(_READ, id=self.item_id)
            if node := (answer.get("data") or {}).get("node"):
                self._judge(int(node["title"].removeprefix("Stand ")), began)
            await asyncio.sleep(0.02)

    def _judge(self, seen: int, began: float) -> None:
        self.reads += 1
        least = max((n for at, n in self.promised if at < began - _SOON_SECONDS), default=0)
        away = _SERVICE in self.absences.during(began - _SOON_SECONDS, time.monotonic())
        if (seen < least and not away) or seen > self.tried:
            self.faults.append(f"edited item: {seen} was read, {least} was promised before")
