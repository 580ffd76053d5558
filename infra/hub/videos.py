"""`hub upload`: from a file on the disk to a video on the hub."""

import asyncio
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from gateway.pages.wording import language_name
from infra.hub.client import Answer, Client, patiently
from infra.hub.content import publish_by_id
from infra.hub.failures import CommandFailed, NotThere
from infra.hub.follow import follow
from infra.hub.progress import Meter
from infra.hub.upload import Upload

_ENDS_BYTES = 1024 * 1024
VIDEO = "id slug status captions { language } source { bytes } processing { state message }"

_CREATE = f"""mutation($input: VideoInput!, $key: String!) {{
  createVideo(input: $input, key: $key) {{
    video {{ {VIDEO} }} userErrors {{ field message code }} }} }}"""
_CAPTION = """mutation($id: ID!, $language: String!, $label: String!, $webvtt: String!,
    $reviewed: Boolean!) {
  setCaption(id: $id, language: $language, label: $label, webvtt: $webvtt, reviewed: $reviewed) {
    video { id } userErrors { field message code } } }"""


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


async def upload(client: Client, order: Order) -> None:
    """Prints the slug once all that was asked for is done."""
    await asyncio.to_thread(check_file, order.file)
    key = await asyncio.to_thread(key_of, order.file, order.title)
    draft = {"title": order.title, "summary": order.summary, "language": order.language}
    video = await patiently(lambda: client.change(_CREATE, input=draft, key=key))
    if order.captions:
        await set_captions(client, video["id"], order.language, order.captions)
    await send_file(client, video, order.file, Meter(order.file.name))
    if order.wait or order.publish:
        await follow(client, video["id"], Meter("Verarbeitung"))
    if order.publish and video["status"] != "PUBLISHED":
        await publish_by_id(client, video["id"])
    print(video["slug"])


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


async def set_captions(
    client: Client, video_id: str, language: str, file: Path, *, reviewed: bool = False
) -> None:
    """Adds the captions, or replaces those of the language."""
    try:
        webvtt = await asyncio.to_thread(file.read_text, encoding="utf-8")
    except FileNotFoundError:
        raise NotThere(f"Die Untertitel-Datei {file} gibt es nicht.") from None
    except UnicodeDecodeError:
        raise CommandFailed(f"{file} ist keine Textdatei in UTF-8.") from None
    await patiently(
        lambda: client.change(
            _CAPTION,
            id=video_id,
            language=language,
            label=language_name(language),
            webvtt=webvtt,
            reviewed=reviewed,
        )
    )


async def send_file(client: Client, video: Answer, file: Path, meter: Meter) -> None:
    """Sends the file unless it is there; asks again for the processing where it failed."""
    size = (await asyncio.to_thread(file.stat)).st_size
    state, source = video["processing"]["state"], video["source"]
    sending = Upload(client, video["id"], file)
    if state == "WAITING_FOR_UPLOAD" or source is None or source["bytes"] != size:
        await sending.send(meter)
    elif state == "FAILED":
        await sending.complete()
    else:
        print("Die Datei ist schon auf dem Hub.", file=sys.stderr)
