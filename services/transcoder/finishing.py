"""The last job of a run: what needs the whole film, and the word that it is done."""

import asyncio
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from services.transcoder.assemble import Assembled, assemble, assembled
from services.transcoder.downloading import make_download
from services.transcoder.errors import Damaged
from services.transcoder.illustrate import illustrated
from services.transcoder.landing import count
from services.transcoder.patience import patiently
from services.transcoder.pictures import Film
from services.transcoder.plan import MOST_SOUNDS, Plan
from services.transcoder.playback import playback
from services.transcoder.source import own
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import DONE, FinishJob, TranscodeDone
from shared.contracts.video import Download, Playback

_CUT_SHORT = (
    "Die Datei bricht vor ihrem Ende ab. Das Video zeigt, was vorhanden ist. Wenn etwas fehlt, "
    "exportieren Sie es bitte neu und laden Sie es noch einmal hoch."
)
_SILENT = (
    "Der Ton dieser Datei lässt sich nicht lesen; das Video ist stumm. "
    "Bitte exportieren Sie es mit Ton als AAC und laden Sie es noch einmal hoch."
)
_PARTLY_SILENT = (
    "Nicht alle Tonspuren dieser Datei lassen sich lesen; sie sind stumm. "
    "Bitte exportieren Sie das Video mit Ton als AAC und laden Sie es noch einmal hoch."
)
_SOFT = (
    "Der Ton ist sehr leise aufgenommen und bleibt leiser als bei anderen Videos. "
    "Wenn möglich, nehmen Sie ihn näher am Mikrofon neu auf."
)
_FIRST_TWO_CHANNELS = (
    "Der Ton hat mehr als acht Kanäle, und die Datei sagt nicht, was auf welchem liegt. "
    "Zu hören sind die ersten beiden: links und rechts. Wenn etwas fehlt, exportieren Sie das "
    "Video bitte mit Stereoton und laden Sie es noch einmal hoch."
)
_SOUNDS_LEFT_OUT = (
    f"Die Datei enthält mehr als {MOST_SOUNDS} Tonspuren. Übernommen sind die ersten {MOST_SOUNDS}."
)
_MIME_TYPES = {".mp4": "video/mp4", ".m4a": "audio/mp4"}


async def finish(job: FinishJob, bench: Workbench) -> None:
    """Makes what needs the whole film. `Damaged` if nothing of it can be played."""
    folder = bench.folders.at(job.folder)
    plan = await folder.plan()
    await count(folder, plan, bench)
    state = assembled(plan, await folder.pieces())
    if not state.is_playable:
        raise Damaged("no frame came out")
    path = await make_download(plan, state, folder, bench)
    size = (await asyncio.to_thread(path.stat)).st_size
    download = Download(
        key=f"{folder.key}/{path.name}", mime_type=_MIME_TYPES[path.suffix], bytes=size
    )
    made = replace(playback(folder.key, plan, state), complete=True, downloads=(download,))
    film = Film(source=own(path.name), folder=path.parent, seconds=state.seconds)
    made = await illustrated(made, job.run, plan, film, folder, bench)
    await assemble(folder, plan)  # whatever a worker that fell behind has written meanwhile
    await _report(job, plan, made, state, bench)


def _warnings(plan: Plan, state: Assembled) -> Iterator[str]:
    if state.cut_short:
        yield _CUT_SHORT
    silent = [sound.silent for sound in state.sounds]
    if any(silent):
        yield _SILENT if all(silent) else _PARTLY_SILENT
    if any(sound.soft for sound in state.sounds):
        yield _SOFT
    if any(sound.discrete for sound in plan.sounds):
        yield _FIRST_TWO_CHANNELS
    if plan.sounds_left_out:
        yield _SOUNDS_LEFT_OUT


async def _report(
    job: FinishJob, plan: Plan, made: Playback, state: Assembled, bench: Workbench
) -> None:
    run = job.run
    done = TranscodeDone(
        video_id=run.video_id,
        job_id=run.id,
        track=run.track,
        duration_seconds=state.seconds,
        playback=made,
        warning=" ".join(_warnings(plan, state)),
    )
    await patiently(partial(bench.bus.call, DONE, done))
