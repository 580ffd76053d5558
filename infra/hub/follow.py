"""Following a video's processing: by subscription, by asking again where the socket breaks."""

import asyncio
import json
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from gateway.pages.formats import clock, number
from infra.hub.client import Answer, Client
from infra.hub.failures import CommandFailed
from infra.hub.progress import Meter
from infra.hub.tracks import processing_of
from shared.contracts.video import TrackKind

Tell = Callable[[Answer], bool]
"""Takes news of the processing; True where they are the last that are wanted."""

_SILENCE_SECONDS = 15
_POLL_SECONDS = 2
_PROTOCOL = Subprotocol("graphql-transport-ws")
_SUBSCRIBE = """subscription($id: ID!, $track: TrackKind!) {
  videoProgress(id: $id, track: $track) {
    state fraction speed remainingSeconds chunksDone chunksTotal message
    previewUrl previewIsSilent } }"""


class ProcessingFailed(CommandFailed):
    """The file cannot be made playable; the message is the hub's, in German."""


class SocketBroken(Exception):
    """The subscription ended before the processing did."""


class ProcessingCancelled(CommandFailed):
    """Somebody has stopped the processing."""


def is_ready(news: Answer) -> bool:
    """Whether all of it is made."""
    ready: bool = news["state"] == "READY"
    return ready


def is_playable(news: Answer) -> bool:
    """Whether it can be published, while the rest is still being made."""
    with_sound = bool(news.get("previewUrl")) and not news["previewIsSilent"]
    return with_sound or is_ready(news)


async def follow(
    client: Client,
    video_id: str,
    meter: Meter,
    track: TrackKind = TrackKind.MAIN,
    until: Callable[[Answer], bool] = is_ready,
) -> None:
    """Returns when the file has come so far, raises `ProcessingFailed` where it never will."""
    followed = Followed(client, video_id, track)
    with meter:

        def tell(news: Answer) -> bool:
            if news["state"] == "FAILED":
                raise ProcessingFailed(news["message"])
            if news["state"] == "CANCELLED":
                raise ProcessingCancelled("Die Verarbeitung wurde abgebrochen.")
            meter.show(1 if is_ready(news) else news["fraction"], _detail(news))
            return until(news)

        try:
            await followed.listen(tell)
        except (SocketBroken, WebSocketException, OSError):
            await followed.poll(tell)


def _detail(news: Answer) -> str:
    if news["state"] == "QUEUED":
        return "wartet auf die Verarbeitung"
    total, left, speed = (news.get(name) for name in ("chunksTotal", "remainingSeconds", "speed"))
    told = (
        f"Teil {min(news['chunksDone'] + 1, total)} von {total}" if total else "",
        f"noch {clock(left)}" if left else "",
        f"{number(speed, 1)}-fache Geschwindigkeit" if speed else "",
    )
    return ", ".join(part for part in told if part)


class Followed:
    """One file of a video, whose news are heard or asked for."""

    def __init__(self, client: Client, video_id: str, track: TrackKind) -> None:
        self._client = client
        self._id = video_id
        self._track = track

    async def poll(self, tell: Tell) -> None:
        """Asks until the news are the last."""
        ended = tell(await self._state())
        while not ended:
            await asyncio.sleep(_POLL_SECONDS)
            ended = tell(await self._state())

    async def listen(self, tell: Tell) -> None:
        """The protocol graphql-transport-ws (github.com/enisdenjo/graphql-ws, PROTOCOL.md)."""
        access = self._client.access
        async with connect(
            access.socket_url, additional_headers=access.headers, subprotocols=[_PROTOCOL]
        ) as socket:
            await _say(socket, {"type": "connection_init"})
            while True:
                message = await _heard(socket)
                if message is None:
                    if tell(await self._state()):
                        return
                elif message["type"] == "connection_ack":
                    await self._subscribe(socket)
                elif message["type"] == "ping":
                    await _say(socket, {"type": "pong"})
                elif message["type"] != "pong" and tell(_news(message)):
                    return

    async def _subscribe(self, socket: ClientConnection) -> None:
        variables = {"id": self._id, "track": self._track.name}
        payload = {"query": _SUBSCRIBE, "variables": variables}
        await _say(socket, {"id": "1", "type": "subscribe", "payload": payload})

    async def _state(self) -> Answer:
        return {"fraction": 0.0, **await processing_of(self._client, self._id, self._track)}


def _news(message: Answer) -> Answer:
    payload = message.get("payload")
    if message["type"] != "next" or payload is None or payload.get("errors"):
        raise SocketBroken(message["type"])
    news: Answer = payload["data"]["videoProgress"]
    return news


async def _say(socket: ClientConnection, message: Answer) -> None:
    await socket.send(json.dumps(message))


async def _heard(socket: ClientConnection) -> Answer | None:
    """The next message, None after a while of silence: news may be lost on the way."""
    try:
        async with asyncio.timeout(_SILENCE_SECONDS):
            message: Answer = json.loads(await socket.recv())
            return message
    except TimeoutError:
        return None
