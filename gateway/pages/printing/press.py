"""Sets sheets, a few at a time, and keeps what was set until the item changes."""

import asyncio
import json
import sys
from collections import OrderedDict
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno

from gateway.pages.printing.glyphs import FONTS, showable
from gateway.pages.printing.pictures import fetched, picture_urls
from shared.contracts.errors import Unavailable
from shared.kit import log

AT_ONCE = 2
WAITING = 20
SECONDS = 30
KEPT_BYTES = 32_000_000
SIGNS = Path(__file__).parents[1] / "templates/icons"
_SVG = "<svg "
_logger = log.get("hub.gateway.printing")


class Press:
    """One per process. `media_url` is the origin at which published pictures are found."""

    def __init__(self, media_url: str) -> None:
        self._media_url = media_url
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[str, asyncio.Task[bytes]] = {}
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def sheet(self, key: str, data: Mapping[str, Any]) -> bytes:
        """The PDF of the data; `key` names its content. Raises Unavailable when too many wait."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            if len(self._under_way) >= WAITING:
                raise Unavailable("Gerade wird zu viel auf einmal gedruckt.")
            task = asyncio.create_task(self._make(key, dict(data)))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._finish(key, done))
        return await asyncio.shield(self._under_way[key])

    def _finish(self, key: str, done: asyncio.Task[bytes]) -> None:
        self._under_way.pop(key, None)
        if not done.cancelled() and done.exception() is None:
            self._keep(key, done.result())

    def _keep(self, key: str, pdf: bytes) -> None:
        self._kept[key] = pdf
        while sum(map(len, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)

    async def _make(self, key: str, data: dict[str, Any]) -> bytes:
        async with self._slots:
            with TemporaryDirectory(prefix="hub-print-") as folder:
                job = Path(folder)
                pictures = await fetched(list(picture_urls(data)), self._media_url, job)
                lay_out(job, data, pictures)
                return await _set(key, job)


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


async def _set(key: str, job: Path) -> bytes:
    script = Path(__file__).with_name("typeset.py")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(script), str(job), str(FONTS)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    try:
        async with asyncio.timeout(SECONDS):
            pdf, said = await process.communicate()
    except TimeoutError:
        raise Unavailable("Das Druckblatt ist nicht rechtzeitig fertig geworden.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if said:
        _logger.warning("a sheet was set with losses", sheet=key, said=said.decode()[:1000])
    if process.returncode or not pdf:
        raise Unavailable("Das Druckblatt lässt sich gerade nicht herstellen.")
    return pdf
