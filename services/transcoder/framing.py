"""The job for still pictures out of a finished film: for its chapters, or as its poster."""

from functools import partial
from pathlib import Path

from services.transcoder.assemble import assembled
from services.transcoder.downloading import download_name
from services.transcoder.patience import patiently
from services.transcoder.pictures import FRAMES_FOLDER, Film, frames
from services.transcoder.source import Source
from services.transcoder.stored import Stored
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import FRAMES, FramesJob, FramesTaken
from shared.contracts.video import Frame
from shared.kit.blobs import RENDERS


async def take_frames(job: FramesJob, bench: Workbench) -> None:
    """Takes the frames out of the download where it lies, and reports them."""
    folder = bench.folders.at(job.folder)
    plan = await folder.plan()
    seconds = assembled(plan, await folder.pieces()).seconds

    async def take(source: Source) -> dict[float, Path]:
        film = Film(source=source, folder=bench.scratch, seconds=seconds)
        out = bench.scratch / FRAMES_FOLDER
        return await frames(film, job.at_seconds, out, bench.settings.tools)

    download = Stored(bench.blobs, RENDERS, f"{folder.key}/{download_name(plan)}")
    taken = await download.ask(take, bench.scratch)
    for path in taken.values():
        await folder.store(f"{FRAMES_FOLDER}/{path.name}", path)
    report = FramesTaken(
        video_id=job.video_id,
        job_id=job.id,
        frames=tuple(
            Frame(at_seconds=at, key=f"{folder.key}/{FRAMES_FOLDER}/{path.name}")
            for at, path in taken.items()
        ),
    )
    await patiently(partial(bench.bus.call, FRAMES, report))
