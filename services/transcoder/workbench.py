"""What every job works with."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from services.transcoder.plan import Plan
from services.transcoder.queue import Queue
from services.transcoder.run_folder import SOURCE, RunFolder, RunFolders
from services.transcoder.settings import TranscoderSettings
from services.transcoder.source import Source, remote
from services.transcoder.stage import Stage
from shared.contracts.jobs import Run
from shared.kit.blobs import SOURCES, Blobs
from shared.kit.bus import Bus

_ADDRESS_SECONDS = int(timedelta(hours=6).total_seconds())


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

    def original(self, run: Run) -> Source:
        """The file as it was sent, read where it lies."""
        return remote(self.blobs.presign_get(SOURCES, run.source_key, _ADDRESS_SECONDS))

    def source(self, run: Run, folder: RunFolder, plan: Plan) -> Source:
        """What the pieces are made of: the file, or its copy that can be sought in."""
        if plan.rewrapped:
            return remote(folder.address(SOURCE, _ADDRESS_SECONDS))
        return self.original(run)
