"""A connection that is lost is not taken for the end of a file, and a store that is away is not
taken for a broken file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest
from msgspec.structs import replace

from services.transcoder import commands, sound_commands
from services.transcoder.errors import Damaged
from services.transcoder.judged import Interrupted, run_judged
from services.transcoder.probe import probe
from services.transcoder.recording import Recording
from services.transcoder.source import Source, local, remote
from services.transcoder.tools import Tools
from shared.kit.process import Limits
from tests.integration.transcoder.films import FFMPEG, H264, ffmpeg, film, pattern
from tests.integration.transcoder.flaky_store import FlakyStore

LIMITS = Limits(cpu_seconds=60, wall_seconds=60, memory_bytes=4 << 30, file_bytes=1 << 30)
TOOLS = Tools(ffmpeg=shutil.which("ffmpeg") or "ffmpeg", threads=1)
SECONDS = 20
WHOLE = 1 << 40

Command = Callable[[Source, Tools], list[str]]

COMMANDS: dict[str, Command] = {
    "sound": lambda source, tools: sound_commands.read(
        source, Recording(stream=1, channels=1, seconds=SECONDS), tools
    ),
    "rewrap": lambda source, tools: commands.rewrap(source, [0, 1], "out.mkv", tools),
}

every = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
both = pytest.mark.parametrize(
    "tools",
    [TOOLS, replace(TOOLS, ffmpeg=imageio_ffmpeg.get_ffmpeg_exe())],
    ids=["installed", "packaged"],
)
containers = pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])


def made(folder: Path, ending: str) -> Path:
    """A film whose index, if it has one, is at its beginning."""
    whole = film(folder / "whole.mp4", "320x180", seconds=SECONDS)
    form = ["-movflags", "+faststart"] if ending == "mp4" else []
    ffmpeg("-i", whole, "-c", "copy", *form, folder / f"film.{ending}")
    return folder / f"film.{ending}"


@both
@every
@containers
async def test_a_lost_connection_is_not_the_end(
    ending: str, command: Command, tools: Tools, folder: Path
) -> None:
    path = made(folder, ending)
    async with FlakyStore.serving(path, path.stat().st_size // 2) as store:
        with pytest.raises(Interrupted):
            await run_judged(command(quick(store.url), tools), LIMITS, folder=folder)


@both
@every
@containers
async def test_a_whole_file_is_believed(
    ending: str, command: Command, tools: Tools, folder: Path
) -> None:
    async with FlakyStore.serving(made(folder, ending), WHOLE) as store:
        await run_judged(command(remote(store.url), tools), LIMITS, folder=folder)


@pytest.mark.parametrize(
    "url", ["http://objects.invalid:8333/film", "http://127.0.0.1:1/film"], ids=["name", "port"]
)
async def test_a_store_that_is_away_is_no_broken_file(url: str, folder: Path) -> None:
    with pytest.raises(Interrupted):
        await probe(quick(url), folder, TOOLS, 3600)


def quick(url: str) -> Source:
    """As the transcoder reads, with less patience."""
    source = remote(url)
    return replace(source, options=source.options | {"reconnect_delay_max": "1"})


async def test_tags_decide_nothing(folder: Path) -> None:
    """Neither where they are, nor what they say, makes a broken file look like a broken store."""
    path = folder / "film.mkv"
    title = "No space left on device\n[http @ 0x1] Connection refused"
    ffmpeg(*pattern("160x90", "12", 1), *H264, "-metadata", f"title={title}", path)
    words = ["-v", "warning", "-nostdin", "-i", path.name, "-map", "0:7", "-f", "null", "-"]
    with pytest.raises(Damaged):
        await run_judged([FFMPEG, *words], LIMITS, folder=folder)


async def test_what_a_file_says_of_the_network_is_not_believed(folder: Path) -> None:
    """Whatever a file that lies here makes ffmpeg print, no network was in the way."""
    script = "echo '[http @ 0x1] Stream ends prematurely' >&2; exit $0"
    await run_judged(["sh", "-c", script, "0"], LIMITS, folder=folder)
    with pytest.raises(Damaged):
        await run_judged(["sh", "-c", script, "1"], LIMITS, folder=folder)


async def test_sounds_are_read_without_their_tags(folder: Path) -> None:
    path = film(folder / "plain.mp4", "160x90", seconds=1)
    ffmpeg("-i", path, "-c", "copy", "-metadata", "title=Geheim", folder / "film.mp4")
    command = COMMANDS["sound"](local("film.mp4"), TOOLS)
    said = await run_judged(command, LIMITS, folder=folder)
    assert "Geheim" not in said.tail
