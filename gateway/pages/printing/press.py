"""Sets sheets, a few at a time, and keeps what was set until the item changes."""

import asyncio
import hashlib
import json
import sys
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import segno
from msgspec import Struct

from gateway.pages.printing.glyphs import FONTS, showable
from gateway.pages.printing.pictures import fetched, picture_urls
from shared.contracts.errors import Unavailable
from shared.kit import log, process

AT_ONCE = 2
WAITING = 20
WAITING_OF_ONE = 4
LIMITS = process.Limits(
    cpu_seconds=20, wall_seconds=30, memory_bytes=1_500_000_000, file_bytes=64_000_000
)
KEPT_BYTES = 32_000_000
SIGNS = Path(__file__).parents[1] / "templates/icons"
_SVG = "<svg "
_logger = log.get("hub.gateway.printing")


class _Made(Struct, frozen=True):
    """A sheet, and whether all is on it that should be."""

    pdf: bytes
    is_whole: bool


class Press:
    """One per process. `media_url` is the origin at which published pictures are found."""

    def __init__(self, media_url: str) -> None:
        self._media_url = media_url
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[str, asyncio.Task[_Made]] = {}
        self._waiting: Counter[str] = Counter()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def sheet(self, data: Mapping[str, Any], line: str) -> bytes:
        """The PDF of the data, kept for whoever asks for the same: it must be fit for all.

        `line` is where the request came from. Raises Unavailable when too many wait, of all or
        from there.
        """
        key = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            self._begin(key, data, line)
        return (await asyncio.shield(self._under_way[key])).pdf

    def _begin(self, key: str, data: Mapping[str, Any], line: str) -> None:
        if len(self._under_way) >= WAITING or self._waiting[line] >= WAITING_OF_ONE:
            raise Unavailable("Gerade wird zu viel auf einmal gedruckt.")
        self._waiting[line] += 1
        task = self._under_way[key] = asyncio.create_task(self._make(dict(data)))
        task.add_done_callback(lambda done: self._finish(key, line, done))

    def _finish(self, key: str, line: str, done: asyncio.Task[_Made]) -> None:
        del self._under_way[key]
        self._waiting[line] -= 1
        self._waiting += Counter()  # forgets those of whom none waits
        if not done.cancelled() and done.exception() is None and done.result().is_whole:
            self._keep(key, done.result().pdf)

    def _keep(self, key: str, pdf: bytes) -> None:
        self._kept[key] = pdf
        while sum(map(len, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)

    async def _make(self, data: dict[str, Any]) -> _Made:
        urls = list(picture_urls(data))
        async with self._slots, _folder() as job:
            pictures = await fetched(urls, self._media_url, job)
            await asyncio.to_thread(lay_out, job, data, pictures)
            pdf, lost = await _set(data["url"], job)
        return _Made(pdf, is_whole=not lost and len(pictures) == len(urls))


@asynccontextmanager
async def _folder() -> AsyncIterator[Path]:
    """An empty one, gone afterwards; the disk keeps nobody waiting."""
    job = Path(await asyncio.to_thread(mkdtemp, prefix="hub-print-"))
    try:
        yield job
    finally:
        await asyncio.to_thread(rmtree, job, ignore_errors=True)


def lay_out(job: Path, data: dict[str, Any], pictures: Mapping[str, str]) -> None:
    """Writes what the typesetter reads: the data, the signs, and the code of the page's address."""
    for sign in SIGNS.glob("*-[A-Z]*.svg"):
        drawing = sign.read_text().replace(_SVG, f'{_SVG}xmlns="http://www.w3.org/2000/svg" ', 1)
        (job / sign.name).write_text(drawing)
    code = BytesIO()
    segno.make(data["url"], error="m").save(code, kind="svg", border=0, xmldecl=False)
    (job / "code.svg").write_bytes(code.getvalue())
    text = json.dumps(showable(data) | {"pictures": pictures})
    (job / "data.json").write_text(text, encoding="utf-8")


async def _set(url: str, job: Path) -> tuple[bytes, str]:
    """The PDF, and what the typesetter said of losses."""
    script = Path(__file__).with_name("typeset.py")
    command = (sys.executable, "-I", str(script), str(job), str(FONTS))
    try:
        output = await process.run(command, LIMITS, folder=job)
    except process.ProcessTooSlow:
        raise Unavailable("Das Druckblatt ist nicht rechtzeitig fertig geworden.") from None
    except (process.ProcessFailed, process.OutputTooLong) as error:
        _logger.warning("a sheet was not set", sheet=url, reason=repr(error))
        raise Unavailable("Das Druckblatt lässt sich gerade nicht herstellen.") from None
    if output.tail:
        _logger.warning("a sheet was set with losses", sheet=url, said=output.tail[:1000])
    return await asyncio.to_thread((job / "sheet.pdf").read_bytes), output.tail
