"""Parts of the hub die while a film is being made: it is finished all the same, by itself."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.film import STATE, film, sent

PARTS = {"nats", "documents", "objects", "videos"}
PATIENCE_SECONDS = 150
OVER = {"READY", "FAILED", "CANCELLED"}


async def state_of(editor: Consumer, video_id: str) -> dict[str, Any]:
    """What the hub says of a video; nothing while a part of it is away."""
    answer = await editor.ask(STATE, id=video_id)
    video: dict[str, Any] = (answer.get("data") or {}).get("video") or {}
    return video


async def reached(editor: Consumer, video_id: str, states: set[str]) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            video = await state_of(editor, video_id)
            if video and video["processing"]["state"] in states:
                return video
            await asyncio.sleep(0.1)


async def test_the_film_is_finished(hub: Hub, editor: Consumer, tmp_path: Path) -> None:
    source = await film(tmp_path / "film.mp4", seconds=62, size="640x360")
    for part in PARTS & set(hub.names):  # not those of somebody else
        video = await sent(editor, source, f"Mitten in der Arbeit: {part}")
        await reached(editor, video["id"], {"RUNNING"} | OVER)
        await hub.kill(part)
        await hub.ready()
        ended = await reached(editor, video["id"], OVER)
        assert ended["processing"] == {"state": "READY", "code": "", "message": ""}, part
        assert ended["durationSeconds"] == pytest.approx(62, abs=0.1)
