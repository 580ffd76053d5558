"""The job for the sound: in one piece for the whole file, so that no join can be heard."""

import asyncio
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from services.transcoder.boxes import cut
from services.transcoder.errors import Damaged, TooCostly, TranscodeError
from services.transcoder.landing import count, land
from services.transcoder.manifest import Piece, SoundManifest, short_hash
from services.transcoder.plan import Plan, SoundPlan
from services.transcoder.recording import SAMPLE_RATE, Recording
from services.transcoder.run_folder import RunFolder
from services.transcoder.sound import CODECS, SoundMade, make_silence, make_sound
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import SoundJob
from shared.kit import log

_logger = log.get("hub.transcoder")


async def make_sounds(job: SoundJob, bench: Workbench) -> None:
    """Makes the sounds that are not finished. One that cannot be read is silent, unless there is
    nothing else in the file.
    """
    folder = bench.folders.at(job.folder)
    plan = await folder.plan()
    await bench.queue.spread(job.run, job.folder, plan)
    await count(folder, plan, bench)
    unread: dict[SoundPlan, TranscodeError] = {}
    for sound in plan.sounds:
        try:
            await _make(job, plan, sound, folder, bench)
        except (Damaged, TooCostly) as error:
            detail = error.detail[-500:]
            _logger.warning("silent", name=sound.name, code=error.code, detail=detail)
            unread[sound] = error
    if plan.picture is None and len(unread) == len(plan.sounds):
        raise next(iter(unread.values()))
    for sound in unread:
        await _silence(plan, sound, folder, bench)
    await land(job.run, folder, plan, bench)


async def _make(
    job: SoundJob, plan: Plan, sound: SoundPlan, folder: RunFolder, bench: Workbench
) -> None:
    if await folder.sound(sound.name):
        return
    make = partial(
        make_sound,
        recording=_recording(plan, sound),
        out=_out(sound, bench),
        tools=bench.settings.tools,
        on_fraction=_told(plan, bench),
    )
    made = await bench.source(job.run, folder, plan).ask(make, bench.scratch)
    await _keep(made, sound, folder)


async def _silence(plan: Plan, sound: SoundPlan, folder: RunFolder, bench: Workbench) -> None:
    out, tools = _out(sound, bench), bench.settings.tools
    await _keep(await make_silence(_recording(plan, sound), out, tools), sound, folder)


def _recording(plan: Plan, sound: SoundPlan) -> Recording:
    return Recording(
        stream=sound.stream,
        channels=sound.channels,
        seconds=plan.duration_seconds,
        discrete=sound.discrete,
    )


def _out(sound: SoundPlan, bench: Workbench) -> Path:
    return bench.scratch / f"{sound.name}.mp4"


async def _keep(made: SoundMade, sound: SoundPlan, folder: RunFolder) -> None:
    manifest = await asyncio.to_thread(_cut, made.path, sound, made)
    init = made.path.with_suffix(".init.mp4")
    await folder.store(f"{sound.name}/{manifest.piece.init}", init)
    await folder.store(f"{sound.name}/{manifest.piece.object}", made.path)
    await folder.keep_sound(manifest)


def _told(plan: Plan, bench: Workbench) -> Callable[[float], None]:
    alone = bench.stage and plan.picture is None
    return bench.stage.sounding if bench.stage and alone else lambda _: None


def _cut(path: Path, sound: SoundPlan, made: SoundMade) -> SoundManifest:
    init, segments = cut(path)
    path.with_suffix(".init.mp4").write_bytes(init)
    with path.open("rb") as whole:
        own = f"sound-{short_hash(whole)}.m4s"
    head = f"init-{short_hash(BytesIO(init))}.mp4"
    piece = Piece(object=own, init=head, segments=tuple(segments))
    return SoundManifest(
        name=sound.name,
        language=sound.language,
        channels=made.channels,
        silent=made.silent,
        codecs=CODECS,
        timescale=SAMPLE_RATE,
        piece=piece,
        soft=made.soft,
    )
