"""What people send becomes what players can play, whatever it was made with."""

# ruff: noqa: ASYNC221 - one test at a time: nobody else waits for the loop

import asyncio
import subprocess
from collections.abc import AsyncIterator
from fractions import Fraction
from pathlib import Path

import pytest

from services.transcoder.errors import TooLong
from services.transcoder.plan import plan
from services.transcoder.probe import probe
from services.transcoder.source import local
from services.transcoder.tools import Tools
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import FFMPEG, H264, facts, ffmpeg, joined
from tests.integration.transcoder.input_runs import Made, Runs
from tests.integration.transcoder.inputs import INPUTS, SECRET, small

AAC_FRAME = 1024 / 48_000


@pytest.fixture(scope="module")
async def runs(
    servers: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Runs]:
    async with Desk.open(servers) as desk, desk.transcoder(), desk.transcoder():
        runs = Runs(desk, tmp_path_factory.mktemp("inputs"))
        asking = asyncio.create_task(runs.ask())
        yield runs
        await asking


@pytest.mark.parametrize("name", INPUTS)
async def test_input(name: str, runs: Runs) -> None:
    made = await runs.made(name)
    wanted, playback = made.wanted, made.done.playback
    assert [f"{r.width}x{r.height}" for r in playback.renditions] == list(wanted.sizes)
    assert len(playback.sounds) == wanted.sounds
    assert bool(made.done.warning) == wanted.warned
    if playback.renditions:
        check_picture(made)
    else:
        assert made.done.duration_seconds == pytest.approx(wanted.seconds, abs=AAC_FRAME * 2)
    check_sounds(made)
    check_download(made)
    check_privacy(made)


async def test_of_ten_channels_the_first_two_are_heard(runs: Runs) -> None:
    warning = (await runs.made("ten_channels")).done.warning
    assert "Zu hören sind die ersten beiden" in warning
    assert "stumm" not in warning


def check_picture(made: Made) -> None:
    """Its length, its frames, and that its keyframes lie alike in all sizes."""
    wanted = made.wanted
    names = [rendition.name for rendition in made.done.playback.renditions]
    scale, found = made.timescale(names[0]), made.samples(names[0])
    tick = scale / Fraction(wanted.rate)
    assert [sample.shown for sample in found] == [tick * number for number in range(len(found))]
    assert {sample.ticks for sample in found} == {tick}
    if wanted.warned:
        assert wanted.seconds - 2 <= len(found) * tick / scale < wanted.seconds + 1
    else:
        assert abs(len(found) * tick / scale - wanted.seconds) <= 1 / Fraction(wanted.rate)
    assert made.done.duration_seconds == pytest.approx(float(len(found) * tick / scale))
    if not wanted.held:
        assert len(found) == frames_at_once(made)
    keys = [sample.shown for sample in found if sample.is_key]
    assert keys == [number * tick for number in range(0, len(found), round(4 * scale / tick))]
    for name in names[1:]:
        assert [s.shown for s in made.samples(name)] == [s.shown for s in found]
        assert [s.shown for s in made.samples(name) if s.is_key] == keys
        assert made.timescale(name) == scale
    assert len(list((made.out / names[0]).glob("*.m4s"))) == wanted.chunks
    (stream,) = facts(joined(made.out, names[-1]), "-show_streams")
    assert (stream["pix_fmt"], stream["color_space"]) == ("yuv420p", "bt709")
    assert stream["sample_aspect_ratio"] == "1:1"
    assert "side_data_list" not in stream


def frames_at_once(made: Made) -> int:
    """How many frames one run over the whole file gives at the constant rate."""
    seekable = made.out / "work/source.mkv"
    source = seekable if seekable.exists() else made.source
    filters = f"{made.wanted.filters}fps={made.wanted.rate}:start_time=0"
    command: list[str | Path] = [
        FFMPEG,
        "-v",
        "error",
        "-nostdin",
        "-copyts",
        "-start_at_zero",
        "-i",
        source,
    ]
    command += ["-map", "0:V:0", "-vf", filters, "-fps_mode", "passthrough"]
    command += ["-f", "null", "-progress", "pipe:1", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    return int(said.rpartition("frame=")[2].split()[0])


def check_sounds(made: Made) -> None:
    """In stereo, and as long as the picture."""
    for sound in made.done.playback.sounds:
        blocks = made.samples(sound.name)
        (stream,) = facts(joined(made.out, sound.name), "-show_streams")
        assert (stream["channels"], stream["sample_rate"]) == (2, "48000")
        seconds = sum(block.ticks for block in blocks) / made.timescale(sound.name)
        late = 4 if made.wanted.warned else AAC_FRAME * 2 + 1 / Fraction(made.wanted.rate)
        assert -AAC_FRAME < seconds - made.done.duration_seconds < late


def check_download(made: Made) -> None:
    (download,) = made.done.playback.downloads
    path = made.out / download.key.removeprefix(f"{made.done.playback.folder}/")
    assert path.stat().st_size == download.bytes
    streams = {stream["codec_type"]: stream for stream in facts(path, "-show_streams")}
    assert set(streams) == ({"video"} if made.wanted.sizes else set()) | (
        {"audio"} if made.wanted.sounds else set()
    )
    for stream in streams.values():
        assert float(stream["start_time"]) == pytest.approx(0, abs=0.001)
    if "video" in streams:
        seconds = float(streams["video"]["duration"])
        assert seconds == pytest.approx(made.done.duration_seconds, abs=0.001)


def check_privacy(made: Made) -> None:
    """What a phone writes about its owner does not go on."""
    for path in made.out.rglob("*.m*"):
        assert SECRET.encode() not in path.read_bytes()


async def test_three_hours_are_planned(folder: Path) -> None:
    """Without making anything of them: chunks that follow each other, 60 or so, to the end."""
    ffmpeg(*small(20, "10"), *H264, "-b:v", "20k", "-b:a", "16k", folder / "short.mp4")
    again: list[str | Path] = [
        "-stream_loop",
        "-1",
        "-i",
        folder / "short.mp4",
        "-c",
        "copy",
        "-t",
        str(3 * 3600),
    ]
    ffmpeg(*again, folder / "long.mp4")
    found = await probe(local("long.mp4"), folder, Tools(), 4 * 3600)
    made = plan(found)
    assert made.duration_seconds == pytest.approx(3 * 3600, abs=0.2)
    assert made.picture
    timeline = made.picture.timeline
    lengths = [timeline.frames_in(number) for number in range(timeline.chunks)]
    assert sum(lengths) == timeline.frames == pytest.approx(3 * 3600 * 10, abs=2)
    assert timeline.seconds(max(lengths)) <= 90
    with pytest.raises(TooLong):
        await probe(local("long.mp4"), folder, Tools(), 2 * 3600)


@pytest.mark.parametrize("curve", ["hdr10", "hlg"])
async def test_high_dynamic_range_becomes_standard(runs: Runs, curve: str) -> None:
    """Greys stay grey, and white paper at 203 cd/m² is bright without being blown out."""
    made = await runs.made(f"{curve}_patches")
    words: list[str | Path] = ["-v", "error", "-i", joined(made.out, "180p"), "-frames:v", "1"]
    shown = ["-vf", "scale=2:1:flags=area,format=rgb24", "-f", "rawvideo", "-"]
    run = subprocess.run([FFMPEG, *words, *shown], check=True, capture_output=True, timeout=30)
    dark, white = run.stdout[:3], run.stdout[3:]
    for patch in (dark, white):
        assert max(patch) - min(patch) <= 4
    assert dark[0] == pytest.approx(255 * (24 / 203) ** (1 / 2.4), abs=16)
    assert 200 <= white[0] <= 235
