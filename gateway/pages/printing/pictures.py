"""Fetches the pictures of a sheet from the object store; what does not come is left out."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

LARGEST = 6_000_000
ALL_TOGETHER = 40_000_000
SECONDS = 10
AT_ONCE = 4


class _Room:
    """How many bytes may still come."""

    def __init__(self) -> None:
        self.left = ALL_TOGETHER

    def take(self, size: int) -> bool:
        self.left -= size
        return self.left >= 0


def picture_urls(data: dict[str, Any]) -> Iterator[str]:
    """The address of each picture on the sheet, once."""
    shown = [data["cover"], *(step["picture"] for step in data["steps"])]
    yield from dict.fromkeys(picture["url"] for picture in shown if picture)


async def fetched(urls: list[str], media_url: str, folder: Path) -> dict[str, str]:
    """File names in `folder` by address, for the pictures that came within size and time."""
    room, slots = _Room(), asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=media_url, timeout=SECONDS) as http:

        async def fetch(number: int, url: str) -> str | None:
            name = f"{number}{Path(url).suffix}"
            async with slots:
                body = await _bytes(http, url, room)
            if body is not None:
                await asyncio.to_thread((folder / name).write_bytes, body)
            return None if body is None else name

        names = await asyncio.gather(*(fetch(number, url) for number, url in enumerate(urls)))
    return {url: name for url, name in zip(urls, names, strict=True) if name}


async def _bytes(http: httpx.AsyncClient, url: str, room: _Room) -> bytes | None:
    """None where it is not there, too large, or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(SECONDS), http.stream("GET", url) as answer:
            if answer.status_code != 200:
                return None
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LARGEST or not room.take(len(part)):
                    return None
    except (httpx.HTTPError, TimeoutError):
        return None
    return bytes(body)
