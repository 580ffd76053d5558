"""`hub upload`: from a file on the disk to a video on the hub."""

import asyncio
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.hub import tracks
from infra.hub.captions import set_captions
from infra.hub.client import Answer, Client, patiently
from infra.hub.content import publish_by_id
from infra.hub.failures import CommandFailed, NotThere
from infra.hub.follow import follow, is_playable
from infra.hub.progress import Meter
from infra.hub.tracks import find_video
from infra.hub.upload import Upload
from shared.contracts.video import TrackKind

_ENDS_BYTES = 1024 * 1024
VIDEO = "id slug status captions { language } source { bytes } processing { state message }"

_CREATE = f"""mutation($input: VideoInput!, $key: String!) {{
  createVideo(input: $input, key: $key) {{
    video {{ {VIDEO} }} userErrors {{ field message code }} }} }}"""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for on the command line."""

    file: Path
    title: str
    summary: str
    language: str
    captions: Path | None
    wait: bool
    publish: bool


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file for a video that is there already: its first, another one, or one beside it."""

    file: Path
    video: str
    track: TrackKind
    wait: bool


async def upload_to(client: Client, order: FileOf) -> None:
    """Sends the file, in the place of the one that is there; prints the video's slug."""
    await asyncio.to_thread(check_file, order.file)
    video = await find_video(client, order.video)
    sending = Upload(client, video["id"], order.file, order.track)
    await sending.send(Meter(order.file.name))
    if order.wait:
        await follow(client, video["id"], Meter("Verarbeitung"), order.track)
    print(video["slug"])


async def transcode(client: Client, name: str, track: TrackKind, *, wait: bool) -> None:
    """Asks for a new run of one of the video's files, and waits for it where that is wanted."""
    video = await tracks.transcode(client, name, track)
    if wait:
        await follow(client, video["id"], Meter("Verarbeitung"), track)


async def upload(client: Client, order: Order) -> None:
    """Prints the slug once all that was asked for is done."""
    await asyncio.to_thread(check_file, order.file)
    key = await asyncio.to_thread(key_of, order.file, order.title)
    draft = {"title": order.title, "summary": order.summary, "language": order.language}
    video = await patiently(lambda: client.change(_CREATE, input=draft, key=key))
    if order.captions:
        await set_captions(client, video["id"], order.language, order.captions)
    await send_file(client, video, order.file, Meter(order.file.name))
    if order.publish and video["status"] != "PUBLISHED":
        await _publish_early(client, video["id"])
    elif order.wait or order.publish:
        await follow(client, video["id"], Meter("Verarbeitung"))
    print(video["slug"])


async def _publish_early(client: Client, video_id: str) -> None:
    """As soon as it can be watched; then waits for all of it."""
    meter = Meter("Verarbeitung")
    await follow(client, video_id, meter, until=is_playable)
    await patiently(lambda: publish_by_id(client, video_id))
    print("Das Video ist veröffentlicht.", file=sys.stderr)
    await follow(client, video_id, meter)


def check_file(file: Path) -> None:
    """What can be said of a file before anything is sent."""
    if not file.exists():
        raise NotThere(f"Die Datei {file} gibt es nicht.")
    if not file.is_file():
        raise CommandFailed(f"{file} ist keine Datei.")
    if file.stat().st_size == 0:
        raise CommandFailed(f"Die Datei {file} ist leer.")


def key_of(file: Path, title: str) -> str:
    """The same for the same file and title: its size, its ends and the title decide."""
    size = file.stat().st_size
    digest = hashlib.sha256(f"{size}\n{title}\n".encode())
    with file.open("rb") as handle:
        digest.update(handle.read(_ENDS_BYTES))
        handle.seek(max(0, size - _ENDS_BYTES))
        digest.update(handle.read(_ENDS_BYTES))
    return f"upload:{digest.hexdigest()}"


async def send_file(client: Client, video: Answer, file: Path, meter: Meter) -> None:
    """Sends the file unless it is there; asks again for the processing where it failed."""
    size = (await asyncio.to_thread(file.stat)).st_size
    state, source = video["processing"]["state"], video["source"]
    sending = Upload(client, video["id"], file)
    if state == "WAITING_FOR_UPLOAD" or source is None or source["bytes"] != size:
        await sending.send(meter)
    elif state in ("FAILED", "CANCELLED"):
        await sending.complete()
    else:
        print("Die Datei ist schon auf dem Hub.", file=sys.stderr)
