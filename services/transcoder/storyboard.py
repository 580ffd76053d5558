"""Storyboards: small pictures for seeking, many to a sheet, with a WebVTT index."""

import asyncio
import math
from pathlib import Path

import ffmpeg
from msgspec import Struct

from services.transcoder.commands import compiled
from services.transcoder.errors import Damaged
from services.transcoder.judged import run_judged
from services.transcoder.ladder import SEGMENT_SECONDS
from services.transcoder.pictures import Film
from services.transcoder.tools import Tools
from shared.kit.webvtt import timestamp

TILE_WIDTH = 160
COLUMNS = 10
TILES_PER_SHEET = 100
MOST_SHEETS = 4
INDEX = "index.vtt"

_QUALITY = 75
"""WebP: two thirds of the bytes of a JPEG that is as like the original (SSIM 0.985)."""


class Layout(Struct, frozen=True, kw_only=True):
    """How a film is laid out on sheets: a tile every `interval_seconds`, from left to right and
    from top to bottom. The interval is a multiple of the time between keyframes."""

    seconds: float
    interval_seconds: int
    tiles: int
    tile_width: int
    tile_height: int

    @property
    def columns(self) -> int:
        return min(COLUMNS, self.tiles)

    @property
    def rows(self) -> int:
        return math.ceil(min(self.tiles, TILES_PER_SHEET) / self.columns)

    @property
    def sheets(self) -> int:
        return math.ceil(self.tiles / TILES_PER_SHEET)

    def index(self) -> str:
        """WebVTT whose cues name a rectangle of a sheet (W3C Media Fragments 4.2.2)."""
        cues = (self._cue(number) for number in range(self.tiles))
        return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"

    def _cue(self, number: int) -> str:
        begin = number * self.interval_seconds
        end = min(begin + self.interval_seconds, self.seconds)
        sheet, place = divmod(number, TILES_PER_SHEET)
        row, column = divmod(place, self.columns)
        x, y = column * self.tile_width, row * self.tile_height
        return (
            f"{timestamp(begin)} --> {timestamp(end)}\n"
            f"{sheet_name(sheet)}#xywh={x},{y},{self.tile_width},{self.tile_height}"
        )


class StoryboardMade(Struct, frozen=True, kw_only=True):
    """The files, all in one folder."""

    index: Path
    sheets: tuple[Path, ...]


def layout(seconds: float, width: int, height: int) -> Layout:
    """For a film of that size: four sheets at most, however long it lasts (in seconds)."""
    most = MOST_SHEETS * TILES_PER_SHEET
    interval = SEGMENT_SECONDS * max(1, math.ceil(seconds / (SEGMENT_SECONDS * most)))
    return Layout(
        seconds=max(seconds, 0.001),
        interval_seconds=interval,
        tiles=max(1, math.ceil(seconds / interval)),
        tile_width=TILE_WIDTH,
        tile_height=max(2, round(TILE_WIDTH * height / width / 2) * 2),
    )


def sheet_name(number: int) -> str:
    return f"{number:02d}.webp"


async def make_storyboard(
    film: Film, planned: Layout, folder: Path, tools: Tools
) -> StoryboardMade:
    """Writes sheets and index into `folder`. Only keyframes are decoded."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    await run_judged(draw(film, planned, folder, tools), film.limits, folder=film.folder)
    sheets = tuple(folder / sheet_name(number) for number in range(planned.sheets))
    if not await asyncio.to_thread(sheets[-1].exists):
        raise Damaged("no storyboard came out")
    index = folder / INDEX
    await asyncio.to_thread(index.write_text, planned.index())
    return StoryboardMade(index=index, sheets=sheets)


def draw(film: Film, planned: Layout, folder: Path, tools: Tools) -> list[str]:
    """The last keyframe stands for what comes after it, so that there is a tile for each cue."""
    picture = (
        film.opened(skip_frame="nokey", discard="nokey", threads=tools.threads)
        .filter("scale", planned.tile_width, planned.tile_height, flags="area")
        .filter("tpad", stop=-1, stop_mode="clone")
        .filter("fps", f"1/{planned.interval_seconds}", start_time=0)
        .filter("trim", end_frame=planned.tiles)
        .filter("setsar", 1)
        .filter("tile", f"{planned.columns}x{planned.rows}")
        .filter("format", "yuv420p")
    )
    form = {"c:v": "libwebp", "quality": _QUALITY, "f": "image2", "start_number": 0}
    output = ffmpeg.output(picture, str(folder / "%02d.webp"), fps_mode="passthrough", **form)
    return compiled(output, tools)
