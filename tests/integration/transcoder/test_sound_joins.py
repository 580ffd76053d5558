"""Over many chunks, the sound has no joins, and picture and sound stay together."""

from collections.abc import AsyncIterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import facts, ffmpeg, film, init_of, joined
from tests.integration.transcoder.fragments import samples, timescale
from tests.integration.transcoder.instants import beeps, flashes, phases, waveform, worst_click

SECONDS = 45
SIGNALS = (5, 25, 43)
SMALL = "320x180"
AAC_FRAME = 1024 / 48_000


PACKAGED = imageio_ffmpeg.get_ffmpeg_exe()
"""The installed package's ffmpeg, for machines that have none: another version."""


@pytest.fixture
async def installed(desk: Desk) -> AsyncIterator[Desk]:
    """A desk with two transcoders."""
    async with desk.transcoder(), desk.transcoder():
        yield desk


@pytest.fixture
async def packaged(desk: Desk) -> AsyncIterator[Desk]:
    async with desk.transcoder(HUB_FFMPEG=PACKAGED), desk.transcoder(HUB_FFMPEG=PACKAGED):
        yield desk


async def made(desk: Desk, source: Path) -> Path:
    """The folder of what has become of a film."""
    done = await desk.done(await desk.ask(source))
    return await desk.brought(done.playback.folder, source.parent / "out")


async def test_a_tone_goes_on_unbroken(installed: Desk, folder: Path) -> None:
    out = await made(installed, film(folder / "film.mp4", size=SMALL, seconds=SECONDS))
    tone = waveform(joined(out, "audio-1"))
    assert len(tone) / 48_000 == pytest.approx(SECONDS, abs=0.025)
    inner = tone[4_800:-4_800]
    assert max(inner) > 0.1
    assert worst_click(inner, 440) < 0.005
    found = phases(inner, 440)
    assert max(found) - min(found) < 0.05


def signals(path: Path) -> Path:
    """Black and silent but for a fifth of a second, three times."""
    on = "+".join(f"between(t\\,{at}\\,{at + 0.1999})" for at in SIGNALS)
    picture = f"color=black:s={SMALL}:r=25:d={SECONDS},drawbox=c=white:t=fill:enable='{on}'"
    sound = f"aevalsrc='0.5*cos(2*PI*1000*t)*({on})':s=48000:d={SECONDS}"
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-g", "77", "-pix_fmt", "yuv420p"]
    ffmpeg("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, *coding, "-c:a", "aac", path)
    return path


async def test_picture_and_sound_stay_together(installed: Desk, folder: Path) -> None:
    check(await made(installed, signals(folder / "film.mp4")))


async def test_they_do_with_the_packaged_ffmpeg(packaged: Desk, folder: Path) -> None:
    check(await made(packaged, signals(folder / "film.mp4")))


async def test_they_do_in_a_container_that_cannot_be_sought_in(
    installed: Desk, folder: Path
) -> None:
    """A transport stream does not say what AAC puts before its first sample."""
    check(await made(installed, signals(folder / "film.ts")), late=AAC_FRAME)


def check(out: Path, late: float = 0) -> None:
    scale = timescale((out / "180p" / init_of(out / "180p")).read_bytes())
    shown = [sample.shown / scale for sample in samples(out, "180p")]
    assert_together(joined(out, "180p"), shown, joined(out, "audio-1"), late)
    download = out / "download-180p.mp4"
    shown = [
        float(frame["pts_time"])
        for frame in facts(download, "-select_streams", "v", "-show_entries", "frame=pts_time")
    ]
    assert_together(download, shown, download, late)


def assert_together(picture: Path, shown: list[float], sound: Path, late: float) -> None:
    """Flashes come within a frame of their times, beeps within five milliseconds."""
    seen = [shown[number] for number in flashes(picture)]
    assert seen == pytest.approx(SIGNALS, abs=0.041)
    heard = beeps(waveform(sound))
    assert heard == pytest.approx([at + late for at in SIGNALS], abs=0.005)
