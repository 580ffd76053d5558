"""Chunks that are made apart fit together: no frame too many or too few, no gap, no click."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import (
    FFMPEG,
    H264,
    TONE,
    facts,
    ffmpeg,
    joined,
    pattern,
)

SECONDS = 61
BT709 = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of four chunks, of which each frame looks different from its neighbours."""
    path = tmp_path_factory.mktemp("numbered") / "film.mp4"
    picture = pattern("640x360", "30000/1001", SECONDS)
    ffmpeg(*picture, *TONE, "-t", str(SECONDS), *H264, "-g", "97", *BT709, path)
    return path


async def test_frames_are_those_of_one_run(desk: Desk, numbered: Path, folder: Path) -> None:
    async with desk.transcoder():
        done = await desk.done(await desk.ask(numbered))
    out = await desk.brought(done.playback.folder, folder / "out")
    whole = folder / "whole.mp4"
    ffmpeg("-i", numbered, "-vf", "fps=30000/1001", *H264, whole)
    chunked = joined(out, "360p")
    assert frames(chunked) == frames(whole)
    assert len(list((out / "360p").glob("*.m4s"))) == 4
    assert worst_likeness(chunked, whole) > 28


def frames(path: Path) -> int:
    (stream,) = facts(
        path, "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames"
    )
    return int(stream["nb_read_frames"])


def worst_likeness(one: Path, other: Path) -> float:
    """The lowest PSNR of a pair of frames in decibels; of neighbours it is about 20."""
    graph = "[0:v]settb=1/25,setpts=N[a];[1:v]settb=1/25,setpts=N[b];[a][b]psnr=stats_file=-"
    command = [FFMPEG, "-v", "error", "-i", str(one), "-i", str(other)]
    command += ["-lavfi", graph, "-f", "null", "/dev/null"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return min(float(value) for value in re.findall(r"psnr_avg:([0-9.]+)", output))
