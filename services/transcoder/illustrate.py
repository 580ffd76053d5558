"""The pictures of a finished film: poster and storyboard, or a sound's cover."""

from collections.abc import Awaitable
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.pictures import Film, cover, picture_at
from services.transcoder.plan import Plan
from services.transcoder.poster import poster_seconds
from services.transcoder.run_folder import RunFolder
from services.transcoder.storyboard import layout, make_storyboard
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import Run
from shared.contracts.video import Playback, Storyboard
from shared.kit import log

POSTER = "poster.jpg"
STORYBOARD = "storyboard"

P = TypeVar("P")

_logger = log.get("hub.transcoder")


async def illustrated(
    made: Playback, run: Run, plan: Plan, film: Film, folder: RunFolder, bench: Workbench
) -> Playback:
    """The playback with its pictures. A film is good without one that cannot be made."""
    if plan.picture:
        poster = await _tried(_poster(film, folder, bench))
        storyboard = await _tried(_storyboard(made, film, folder, bench))
        return replace(made, poster_key=poster or made.poster_key, storyboard=storyboard)
    if plan.cover is not None:
        return replace(made, poster_key=await _tried(_cover(run, plan.cover, folder, bench)))
    return made


async def _tried(making: Awaitable[P]) -> P | None:
    try:
        return await making
    except (Damaged, TooCostly) as error:
        _logger.warning("no picture", code=error.code, detail=error.detail[-500:])
        return None


async def _poster(film: Film, folder: RunFolder, bench: Workbench) -> str:
    tools, out = bench.settings.tools, bench.scratch / POSTER
    await picture_at(film, await poster_seconds(film, tools), out, tools)
    return await _kept(out, POSTER, folder)


async def _cover(run: Run, stream: int, folder: RunFolder, bench: Workbench) -> str:
    out = bench.scratch / POSTER
    taken = partial(cover, stream=stream, out=out, tools=bench.settings.tools)
    await bench.original(run).ask(taken, bench.scratch)
    return await _kept(out, POSTER, folder)


async def _storyboard(
    made: Playback, film: Film, folder: RunFolder, bench: Workbench
) -> Storyboard:
    planned = layout(film.seconds, made.width, made.height)
    drawn = await make_storyboard(film, planned, bench.scratch / STORYBOARD, bench.settings.tools)
    sheets = [await _kept(path, f"{STORYBOARD}/{path.name}", folder) for path in drawn.sheets]
    index = await _kept(drawn.index, f"{STORYBOARD}/{drawn.index.name}", folder)
    return Storyboard(
        index_key=index,
        sheet_keys=tuple(sheets),
        interval_seconds=planned.interval_seconds,
        tile_width=planned.tile_width,
        tile_height=planned.tile_height,
    )


async def _kept(path: Path, name: str, folder: RunFolder) -> str:
    await folder.store(name, path)
    return f"{folder.key}/{name}"
