"""What follows when a piece is finished: longer playlists, and a word to the videos service."""

from functools import partial

from services.transcoder.assemble import assemble
from services.transcoder.patience import patiently
from services.transcoder.plan import Plan
from services.transcoder.playback import playback
from services.transcoder.run_folder import RunFolder
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import LANDED, Run, TranscodeLanded


async def land(run: Run, folder: RunFolder, plan: Plan, bench: Workbench) -> None:
    """Tells what can be played by now; asks for the end when everything is there."""
    state = await assemble(folder, plan)
    landed = TranscodeLanded(
        video_id=run.video_id,
        job_id=run.id,
        track=run.track,
        duration_seconds=state.seconds if state.complete else plan.duration_seconds,
        playback=playback(folder.key, plan, state) if state.is_playable else None,
    )
    noted = await patiently(partial(bench.bus.call, LANDED, landed))
    await count(folder, plan, bench)
    if noted.wanted and state.complete:
        await bench.queue.finish(run, folder.key)


async def count(folder: RunFolder, plan: Plan, bench: Workbench) -> None:
    """Takes note of when the run was planned, and of how many chunks are finished."""
    if bench.stage is None:
        return
    bench.stage.planned(await folder.planned_at())
    if plan.picture:
        done = len((await folder.pieces()).chunks)
        found = done - await folder.chunks_since(bench.stage.begun_at)
        bench.stage.counts(done, plan.picture.timeline.chunks, max(0, found))
