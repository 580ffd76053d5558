"""Films made by ffmpeg, and their way into the hub as a program sends them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import websockets
from websockets.typing import Subprotocol

from infra.local import checks
from tests.consumer import Consumer

BEGIN = """
mutation ($id: ID!, $filename: String!, $bytes: Bytes!) {
  beginVideoUpload(id: $id, filename: $filename, bytes: $bytes) {
    video { id } userErrors { field message code } } }
"""
PARTS = """
mutation ($id: ID!) { videoUploadParts(id: $id, first: 100) {
  upload { total partBytes parts { number bytes url done } } userErrors { message code } } }
"""
COMPLETE = """
mutation ($id: ID!) { completeVideoUpload(id: $id) {
  video { processing { state } } userErrors { field message code } } }
"""
CREATE = """
mutation ($title: String!) { createVideo(input: {title: $title}) {
  video { id slug } userErrors { message } } }
"""
STATE = """
query ($id: ID!) { video(id: $id) {
  slug durationSeconds processing { state code message } playback { hlsUrl posterUrl }
  captions { url } } }
"""
CAPTION = """
mutation ($id: ID!, $webvtt: String!) {
  setCaption(id: $id, language: "de", label: "Deutsch", text: $webvtt, reviewed: true) {
    video { revision } userErrors { field message code } } }
"""
PROGRESS = """subscription ($id: ID!) { videoProgress(id: $id) {
  state fraction message speed remainingSeconds chunksDone chunksTotal previewUrl } }"""
WEBVTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nEin Testbild.\n\n00:02.000 --> 00:04.000\nEs läuft."


async def film(path: Path, *, seconds: float, size: str = "640x360") -> Path:
    """A test picture with a tone."""
    picture = f"testsrc2=size={size}:rate=25:duration={seconds}"
    arguments = (
        *("-v", "error", "-y", "-f", "lavfi", "-i", picture),
        *("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    )
    running = await asyncio.create_subprocess_exec(checks.ffmpeg(), *arguments, str(path))
    assert await running.wait() == 0
    return path


async def sent(editor: Consumer, path: Path, title: str) -> dict[str, Any]:
    """A video whose file has arrived and waits for the transcoder."""
    video: dict[str, Any] = (await editor.mutate(CREATE, title=title))["video"]
    data = await asyncio.to_thread(path.read_bytes)
    begun = await editor.mutate(BEGIN, id=video["id"], filename=path.name, bytes=len(data))
    assert begun["userErrors"] == []
    upload = (await editor.mutate(PARTS, id=video["id"]))["upload"]
    for part in upload["parts"]:
        start = (part["number"] - 1) * upload["partBytes"]
        body = data[start : start + part["bytes"]]
        answer = await editor.http.put(part["url"], content=body, headers={"Authorization": ""})
        assert answer.status_code == 200, answer.text
    completed = await editor.mutate(COMPLETE, id=video["id"])
    assert completed["userErrors"] == []
    return video


async def progress_of(url: str, token: str, video_id: str) -> list[dict[str, Any]]:
    """All that the subscription tells of a video, until it ends."""
    headers = {"Authorization": f"Bearer {token}"}
    told = await over_websocket(url, PROGRESS, {"id": video_id}, headers)
    return [payload["data"]["videoProgress"] for payload in told]


async def over_websocket(
    url: str, document: str, variables: dict[str, Any], headers: dict[str, str]
) -> list[dict[str, Any]]:
    """The payloads of an operation over graphql-transport-ws, until it ends."""
    address = url.replace("http", "ws", 1) + "/graphql"
    told = []
    async with websockets.connect(
        address, subprotocols=[Subprotocol("graphql-transport-ws")], additional_headers=headers
    ) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        payload = {"query": document, "variables": variables}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        async for message in socket:
            said = json.loads(message)
            if said["type"] == "next":
                told.append(said["payload"])
            elif said["type"] in ("complete", "error"):
                break
    return told
