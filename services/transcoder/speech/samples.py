"""Takes the sound out of an upload, as the recogniser wants it."""

import asyncio
from functools import partial
from pathlib import Path

import ffmpeg

from services.transcoder.commands import compiled
from services.transcoder.errors import FileTooLarge, SourceMissing
from services.transcoder.judged import run_judged
from services.transcoder.patience import patiently
from services.transcoder.probe import probe
from services.transcoder.settings import TranscoderSettings
from services.transcoder.source import Source
from services.transcoder.speech.errors import NothingToHear
from services.transcoder.speech.recogniser import SAMPLE_BYTES, SAMPLE_RATE
from services.transcoder.stored import Stored
from shared.contracts.errors import NotFound
from shared.kit.blobs import SOURCES, Blobs
from shared.kit.process import Limits

SAMPLES = "samples"

_WALL_SECONDS = 3600
_LEAST_CPU_SECONDS = 120


async def signed(key: str, blobs: Blobs, most_bytes: int) -> Stored:
    """The upload, to be read from the store; `SourceMissing` where it is gone."""
    try:
        found = await patiently(partial(blobs.stat, SOURCES, key))
    except NotFound as error:
        raise SourceMissing(key) from error
    if found.bytes > most_bytes:
        raise FileTooLarge(f"{found.bytes} bytes")
    return Stored(blobs, SOURCES, key)


async def extract(
    stored: Stored, folder: Path, language: str, settings: TranscoderSettings
) -> float:
    """Writes `SAMPLES`, mono and 16 bit at `SAMPLE_RATE`; how many seconds there are."""
    stream = await stored.ask(lambda file: _stream(file, folder, language, settings), folder)

    async def write(source: Source) -> None:
        command = _command(source, stream, settings)
        await run_judged(command, _limits(settings), folder=folder, on_line=lambda _: None)

    await stored.ask(write, folder)
    found = await asyncio.to_thread((folder / SAMPLES).stat)
    return found.st_size / SAMPLE_BYTES / SAMPLE_RATE


async def _stream(source: Source, folder: Path, language: str, settings: TranscoderSettings) -> int:
    """The audio stream in the language, else the first, which is the one that players take."""
    sounds = (await probe(source, folder, settings.tools, settings.max_seconds)).sounds
    if not sounds:
        raise NothingToHear
    return max(sounds, key=lambda sound: sound.language == language).index


def _command(source: Source, stream: int, settings: TranscoderSettings) -> list[str]:
    """Silence fills gaps and the beginning, so that the times are the film's."""
    tools = settings.tools
    read = ffmpeg.input(source.address, vn=None, threads=tools.threads, **source.options)
    evened = read[str(stream)].filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
    output = ffmpeg.output(
        evened, SAMPLES, ac=1, f="s16le", t=settings.max_seconds, map_metadata=-1
    )
    return compiled(output, tools)


def _limits(settings: TranscoderSettings) -> Limits:
    """A second of sound costs about 0.01 seconds; the source may come over a slow line."""
    return Limits(
        cpu_seconds=_LEAST_CPU_SECONDS + settings.max_seconds // 10,
        wall_seconds=_WALL_SECONDS,
        memory_bytes=2 << 30,
        file_bytes=(settings.max_seconds + 1) * SAMPLE_RATE * SAMPLE_BYTES,
    )
