"""What every job works with."""

from dataclasses import dataclass
from pathlib import Path

from services.transcoder.plan import Plan
from services.transcoder.queue import Queue
from services.transcoder.run_folder import SOURCE, RunFolder, RunFolders
from services.transcoder.settings import TranscoderSettings
from services.transcoder.stage import Stage
from services.transcoder.stored import Stored
from shared.contracts.jobs import Run
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.bus import Bus


@dataclass(frozen=True, slots=True)
class Workbench:
    """The store, the queue, the settings, and an empty folder `scratch` for this job alone."""

    bus: Bus
    blobs: Blobs
    folders: RunFolders
    queue: Queue
    settings: TranscoderSettings
    scratch: Path
    stage: Stage | None = None

    def original(self, run: Run) -> Stored:
        """The file as it was sent."""
        return Stored(self.blobs, SOURCES, run.source_key)

    def source(self, run: Run, folder: RunFolder, plan: Plan) -> Stored:
        """What the pieces are made of: the file, or what it became to be sought in."""
        if plan.rewrapped:
            return Stored(self.blobs, RENDERS, f"{folder.key}/{SOURCE}")
        return self.original(run)
