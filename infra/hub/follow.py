"""Following a video's processing: by subscription, by asking again where the socket breaks."""

import asyncio
import json
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from gateway.pages.german import clock
from infra.hub.client import Answer, Client
from infra.hub.failures import CommandFailed, NotThere
from infra.hub.progress import Meter

Tell = Callable[[Answer], bool]
"""Takes news of the processing; True where they are the last."""

_SILENCE_SECONDS = 15
_POLL_SECONDS = 2
_PROTOCOL = Subprotocol("graphql-transport-ws")
_SUBSCRIBE = """subscription($id: ID!) { videoProgress(id: $id) {
    state fraction speed remainingSeconds message } }"""
_STATE = "query($id: ID!) { video(id: $id) { processing { state message } } }"


class ProcessingFailed(CommandFailed):
    """The file cannot be made playable; the message is the hub's, in German."""


class SocketBroken(Exception):
    """The subscription ended before the processing did."""


async def follow(client: Client, video_id: str, meter: Meter) -> None:
    """Returns when the video is ready, raises `ProcessingFailed` where it cannot be made so."""
    with meter:

        def tell(news: Answer) -> bool:
            if news["state"] == "FAILED":
                raise ProcessingFailed(news["message"])
            ready: bool = news["state"] == "READY"
            meter.show(1 if ready else news["fraction"], _detail(news))
            return ready

        try:
            await _listen(client, video_id, tell)
        except (SocketBroken, WebSocketException, OSError):
            await _poll(client, video_id, tell)


def _detail(news: Answer) -> str:
    if news["state"] == "QUEUED":
        return "wartet auf die Verarbeitung"
    left = news.get("remainingSeconds")
    return f"noch {clock(left)}" if left else ""


async def _poll(client: Client, video_id: str, tell: Tell) -> None:
    ended = tell(await _state(client, video_id))
    while not ended:
        await asyncio.sleep(_POLL_SECONDS)
        ended = tell(await _state(client, video_id))


async def _listen(client: Client, video_id: str, tell: Tell) -> None:
    """The protocol graphql-transport-ws (github.com/enisdenjo/graphql-ws, PROTOCOL.md)."""
    access = client.access
    async with connect(
        access.socket_url, additional_headers=access.headers, subprotocols=[_PROTOCOL]
    ) as socket:
        await _say(socket, {"type": "connection_init"})
        while True:
            message = await _heard(socket)
            if message is None:
                if tell(await _state(client, video_id)):
                    return
            elif message["type"] == "connection_ack":
                payload = {"query": _SUBSCRIBE, "variables": {"id": video_id}}
                await _say(socket, {"id": "1", "type": "subscribe", "payload": payload})
            elif message["type"] == "ping":
                await _say(socket, {"type": "pong"})
            elif message["type"] != "pong" and tell(_news(message)):
                return


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


async def _state(client: Client, video_id: str) -> Answer:
    video = (await client.ask(_STATE, id=video_id))["video"]
    if video is None:
        raise NotThere("Das Video gibt es nicht mehr.")
    return {"fraction": 0.0, **video["processing"]}
