"""Automatic captions on the real recogniser, with speech that the test makes itself."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
import os
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from msgspec.structs import replace

from infra import speech_model
from infra.local import checks
from infra.local.parts import settings as settings_of
from infra.local.supervisor import Hub
from infra.seed.speech import find_engine
from services.transcoder.settings import TranscoderSettings
from services.transcoder.speech.errors import (
    BadSpeechModel,
    NoSpeechModel,
    NothingToHear,
    UnknownSpeech,
)
from services.transcoder.speech.job import write_down
from services.videos.timed_text import files, quality
from shared.contracts.jobs import SpeechJob, SpeechWritten
from shared.contracts.video import CaptionOrigin
from shared.kit.blobs import SOURCES, Blobs
from shared.kit.ids import new_id
from shared.kit.settings import load

SENTENCES = (
    "Im Winter kommt viel Feinstaub aus dem Ofen.",
    "Ein kleiner Sensor misst die Luft vor dem Fenster.",
    "Das Wetter ist heute kalt und trocken.",
    "Die Anleitung finden Sie direkt unter diesem Video.",
)
CONTENT_WORDS = (
    *("winter", "kommt", "viel", "feinstaub", "ofen", "kleiner", "sensor", "misst", "luft"),
    *("fenster", "wetter", "heute", "kalt", "trocken", "anleitung", "finden", "direkt", "diesem"),
)


def installed_model() -> Path:
    """The model's folder. Without it the tests cannot run, which in CI is a failure."""
    folder = Path(speech_model.settings().get("HUB_SPEECH_MODEL", speech_model.FOLDER))
    if not speech_model.is_installed(folder):
        reason = "There is no speech model. To have this test run: make speech-model"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return folder


@pytest.fixture(scope="module")
def model() -> Path:
    return installed_model()


@pytest.fixture(scope="module")
async def settings(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> TranscoderSettings:
    given = settings_of("transcoder", hub.place) | {
        "HUB_WORK_DIR": str(tmp_path_factory.mktemp("w"))
    }
    return load(TranscoderSettings, given)


def opened(program: str, hub: Hub) -> AbstractAsyncContextManager[Blobs]:
    access = hub.place.s3_access(program)
    return Blobs.open(hub.s3_url, access.public, access.secret, hub.url)


@pytest.fixture
async def blobs(hub: Hub) -> AsyncIterator[Blobs]:
    """The store, with the transcoder's rights."""
    async with opened("transcoder", hub) as blobs:
        yield blobs


@pytest.fixture
async def uploads(hub: Hub) -> AsyncIterator[Blobs]:
    """The store, with the rights of who puts uploads there."""
    async with opened("videos", hub) as blobs:
        yield blobs


def ffmpeg(*words: str | Path) -> None:
    command = [checks.ffmpeg(), "-v", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, timeout=60)


def narrated(folder: Path) -> Path:
    """A film in which a synthetic voice speaks the sentences, with silence between them."""
    spoken = [["-i", str(file)] for file in find_engine().speak(SENTENCES, folder)]
    pads = "".join(f"[{n}:a]apad=pad_dur=0.8[p{n}];" for n in range(len(spoken)))
    joined = "".join(f"[p{n}]" for n in range(len(spoken)))
    graph = f"{pads}{joined}concat=n={len(spoken)}:v=0:a=1[sound]"
    picture = ["-f", "lavfi", "-i", "color=s=64x64:r=5"]
    film = folder / "film.mp4"
    streams = ["-map", "[sound]", "-map", f"{len(spoken)}:v", "-shortest"]
    inputs = [word for words in spoken for word in words]
    ffmpeg(*inputs, *picture, "-filter_complex", graph, *streams, "-c:a", "aac", film)
    return film


async def stored(film: Path, uploads: Blobs, language: str = "de") -> SpeechJob:
    """The job for a film that has arrived."""
    job = SpeechJob(
        id=new_id(), video_id=new_id(), source_key=f"videos/{film.stem}", language=language
    )
    await uploads.put(SOURCES, job.source_key, film.read_bytes(), "application/octet-stream")
    return job


async def test_what_is_said_is_written_down(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    job = await stored(narrated(tmp_path), uploads, "de-simple")
    told: list[float] = []
    folder = tmp_path / "job"
    folder.mkdir()
    written = await write_down(
        job, folder, blobs, replace(settings, speech_model=model), told.append
    )
    assert (written.language, written.origin) == ("de-simple", CaptionOrigin.MACHINE)
    assert told == sorted(told)
    assert 0.8 < told[-1] <= 1
    check_captions(written)


def check_captions(written: SpeechWritten) -> None:
    file = files.read(written.webvtt)
    assert file.repairs == ()
    assert quality.warnings(file.cues, None) == ()
    heard = set(re.findall(r"\w+", " ".join(" ".join(cue.lines) for cue in file.cues).lower()))
    found = [word for word in CONTENT_WORDS if word in heard]
    assert len(found) >= len(CONTENT_WORDS) / 2, written.webvtt


async def test_music_says_nothing(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    film = tmp_path / "music.mp4"
    tune = "aevalsrc='0.2*sin(440*PI*2*t)*sin(3*t)+0.1*sin(660*PI*2*t)':d=20"
    ffmpeg("-f", "lavfi", "-i", tune, "-c:a", "aac", film)
    job = await stored(film, uploads)
    written = await write_down(job, tmp_path, blobs, replace(settings, speech_model=model))
    assert written.webvtt == ""


async def test_a_film_without_sound_is_named(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    film = tmp_path / "silent.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=s=64x64:r=5:d=1", film)
    with pytest.raises(NothingToHear):
        await write_down(
            await stored(film, uploads), tmp_path, blobs, replace(settings, speech_model=model)
        )


async def test_a_language_that_the_model_does_not_know_is_named(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    film = tmp_path / "tone.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", film)
    with pytest.raises(UnknownSpeech):
        await write_down(
            await stored(film, uploads, "gsg"),
            tmp_path,
            blobs,
            replace(settings, speech_model=model),
        )


async def test_without_a_model_the_editor_hears_how_to_get_one(
    settings: TranscoderSettings, blobs: Blobs, tmp_path: Path
) -> None:
    job = SpeechJob(id=new_id(), video_id=new_id(), source_key="videos/none", language="de")
    for folder in (None, tmp_path):
        with pytest.raises(NoSpeechModel, match="make speech-model"):
            await write_down(job, tmp_path, blobs, replace(settings, speech_model=folder))


async def test_a_broken_model_is_named(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    broken = tmp_path / "model"
    broken.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (broken / name).write_bytes((model / name).read_bytes())
    (broken / "model.bin").write_bytes((model / "model.bin").read_bytes()[:1_000_000])
    film = tmp_path / "tone.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac", film)
    with pytest.raises(BadSpeechModel):
        await write_down(
            await stored(film, uploads), tmp_path, blobs, replace(settings, speech_model=broken)
        )


async def test_nothing_is_left_of_a_job_that_is_given_back(
    settings: TranscoderSettings, model: Path, blobs: Blobs, uploads: Blobs, tmp_path: Path
) -> None:
    job = await stored(narrated(tmp_path), uploads)
    folder = tmp_path / "job"
    folder.mkdir()
    begun = asyncio.Event()
    work = asyncio.create_task(
        write_down(job, folder, blobs, replace(settings, speech_model=model), lambda _: begun.set())
    )
    await begun.wait()
    assert running_in(folder)
    work.cancel()
    await asyncio.wait([work])
    assert work.cancelled()
    assert not running_in(folder)


def running_in(folder: Path) -> list[str]:
    """The processes whose working folder this is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                found.append(process.name)
        except OSError:
            continue  # it has ended, or is another user's
    return found
