"""The job for the sound: in one piece for the whole file, so that no join can be heard."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from services.transcoder.boxes import cut
from services.transcoder.landing import count, land
from services.transcoder.manifest import Piece, SoundManifest
from services.transcoder.plan import Plan, SoundPlan
from services.transcoder.run_folder import RunFolder
from services.transcoder.sound import CODECS, SAMPLE_RATE, Recording, SoundMade, make_sound
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import SoundJob

_OBJECT = "sound.m4s"


async def make_sounds(job: SoundJob, bench: Workbench) -> None:
    """Makes the sounds that are not finished."""
    folder = bench.folders.at(job.folder)
    plan = await folder.plan()
    await count(folder, plan, bench)
    for sound in plan.sounds:
        if await folder.sound(sound.name) is None:
            await _make(job, plan, sound, folder, bench)
    await land(job.run, folder, plan, bench)


async def _make(
    job: SoundJob, plan: Plan, sound: SoundPlan, folder: RunFolder, bench: Workbench
) -> None:
    recording = Recording(
        source=bench.source(job.run, folder, plan),
        stream=sound.stream,
        channels=sound.channels,
        seconds=plan.duration_seconds,
    )
    out = bench.scratch / f"{sound.name}.mp4"
    made = await make_sound(recording, out, bench.settings.tools, _told(plan, bench))
    manifest = await asyncio.to_thread(_cut, out, sound, made)
    await folder.store(f"{sound.name}/{manifest.piece.init}", out.with_suffix(".init.mp4"))
    await folder.store(f"{sound.name}/{_OBJECT}", out)
    await folder.keep_sound(manifest)


def _told(plan: Plan, bench: Workbench) -> Callable[[float], None]:
    alone = bench.stage and plan.picture is None
    return bench.stage.sounding if bench.stage and alone else lambda _: None


def _cut(path: Path, sound: SoundPlan, made: SoundMade) -> SoundManifest:
    init, segments = cut(path)
    path.with_suffix(".init.mp4").write_bytes(init)
    name = f"init-{hashlib.sha256(init).hexdigest()[:8]}.mp4"
    return SoundManifest(
        name=sound.name,
        language=sound.language,
        channels=made.channels,
        silent=made.silent,
        codecs=CODECS,
        timescale=SAMPLE_RATE,
        piece=Piece(object=_OBJECT, init=name, segments=tuple(segments)),
    )
