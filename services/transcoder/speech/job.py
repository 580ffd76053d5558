"""One job from a film in the store to the captions of what is said in it."""

import asyncio
import math
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from services.transcoder.settings import TranscoderSettings
from services.transcoder.speech import samples
from services.transcoder.speech.codes import ERRORS
from services.transcoder.speech.errors import NoSpeechModel, NoSpeechProgram, SpeechTooLong
from services.transcoder.speech.whisper import FILES
from shared.contracts.jobs import SpeechJob, SpeechWritten
from shared.kit.blobs import Blobs
from shared.kit.process import Limits, ProcessFailed, ProcessTooSlow, run

MODULE = "services.transcoder.speech"
PACKAGE = "faster_whisper"
OUT = "captions.vtt"

_ROOT = Path(__file__).parents[3]
_LEAST_CPU_SECONDS = 300
_CPU_SECONDS_PER_SECOND = 20
"""The base model takes about 0.2, the largest a hundred times that."""

_MOST_WALL_SECONDS = 24 * 3600
_MEMORY_BYTES = 3 << 30
_MODEL_COPIES = 4
"""A model of 16-bit floats is read, widened and then packed."""

_FILE_BYTES = 16 << 20


async def write_down(
    job: SpeechJob,
    folder: Path,
    blobs: Blobs,
    settings: TranscoderSettings,
    on_progress: Callable[[float], None] = lambda _: None,
) -> SpeechWritten:
    """Does the job in `folder`, or raises the `TranscodeError` that the editor is told.

    `on_progress` hears the share that is done, from 0 to 1.
    """
    model = _model(settings)
    language = job.language.partition("-")[0]
    source = await samples.signed(job.source_key, blobs, settings.max_source_bytes)
    seconds = await samples.extract(source, folder, language, settings)
    command = _command(model, language, settings.encoder_threads)

    def read(line: str) -> None:
        on_progress(min(float(line) / max(seconds, 1), 1.0))

    await _recognise(command, _limits(seconds, model), folder, read)
    text = await asyncio.to_thread((folder / OUT).read_text, encoding="utf-8")
    return SpeechWritten(
        video_id=job.video_id,
        job_id=job.id,
        source_key=job.source_key,
        language=job.language,
        webvtt=text,
    )


def _model(settings: TranscoderSettings) -> Path:
    """Where the model is, before a large film is fetched for nothing."""
    model = settings.speech_model
    if model is None or not all((model / name).is_file() for name in FILES):
        raise NoSpeechModel(str(model or "HUB_SPEECH_MODEL is not set"))
    if not find_spec(PACKAGE):
        raise NoSpeechProgram(f"{PACKAGE} is not installed")
    return model.absolute()


def _command(model: Path, language: str, threads: int) -> list[str]:
    """Runs in the job's folder; no code comes from there (`-P`) or the user's home (`-s`)."""
    environment = [f"PYTHONPATH={_ROOT}", "HF_HUB_OFFLINE=1", f"OMP_NUM_THREADS={threads}"]
    program = ["env", *environment, sys.executable, "-P", "-s", "-m", MODULE]
    return [*program, str(model), samples.SAMPLES, language, str(threads), OUT]


def _limits(seconds: float, model: Path) -> Limits:
    cpu = _LEAST_CPU_SECONDS + math.ceil(seconds * _CPU_SECONDS_PER_SECOND)
    return Limits(
        cpu_seconds=cpu,
        wall_seconds=min(cpu, _MOST_WALL_SECONDS),
        memory_bytes=_MEMORY_BYTES + _MODEL_COPIES * (model / FILES[0]).stat().st_size,
        file_bytes=_FILE_BYTES,
    )


async def _recognise(
    command: list[str], limits: Limits, folder: Path, on_line: Callable[[str], None]
) -> None:
    try:
        await run(command, limits, folder=folder, on_line=on_line)
    except ProcessTooSlow as slow:
        raise SpeechTooLong(str(slow)) from slow
    except ProcessFailed as failure:
        if error := ERRORS.get(failure.returncode):
            raise error(failure.tail) from failure
        if failure.by_limit:
            raise SpeechTooLong(failure.tail) from failure
        raise
