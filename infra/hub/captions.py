"""`hub captions`: captions sent, fetched, and written by the hub itself."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.hub.client import Answer, Client, patiently
from infra.hub.content import find
from infra.hub.failures import CommandFailed, NotThere
from shared.contracts.captions import MAX_BYTES, TOO_LARGE
from shared.contracts.errors import Invalid
from shared.kit.plain_text import PlainText, plain_text

_SET = """mutation($id: ID!, $language: String!, $label: String, $text: String!,
    $reviewed: Boolean!) {
  setCaption(id: $id, language: $language, label: $label, text: $text, reviewed: $reviewed) {
    repairs warnings userErrors { message } } }"""
_WRITE = """mutation($id: ID!, $language: String!) {
  writeCaptions(id: $id, language: $language) {
    video { speech { state } } userErrors { field message code } } }"""
_READ = """query($id: ID!, $language: String!, $format: CaptionFormat!) { video(id: $id) {
    captions { language text(format: $format) } transcriptText(language: $language) } }"""
_LIST = """query($id: ID!) { video(id: $id) {
    captions { language label origin reviewed } speech { state message } } }"""
_FORMATS = {"vtt": "WEBVTT", "srt": "SRT", "txt": "WEBVTT"}
_MOST_BYTES = 2 * MAX_BYTES
"""A file in UTF-16 may be twice as long as it will be."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for on the command line."""

    video: str
    file: Path | None
    language: str
    label: str | None
    reviewed: bool
    download: str | None
    format: str
    write: str | None


async def captions(client: Client, order: Order) -> None:
    """Sends, fetches or asks for captions; with none of these, lists them."""
    if sum(bool(asked) for asked in (order.file, order.download, order.write)) > 1:
        raise CommandFailed("Bitte nennen Sie nur eines: DATEI, --download oder --write.")
    video = await find(client, order.video)
    if video["kind"] != "VIDEO":
        raise CommandFailed(f"„{video['title']}“ ist kein Video.")
    if order.file:
        await set_captions(
            client,
            video["id"],
            order.language,
            order.file,
            label=order.label,
            reviewed=order.reviewed,
        )
    elif order.download:
        print(await _read(client, video["id"], order.download, order.format), end="")
    elif order.write:
        await patiently(lambda: client.change(_WRITE, id=video["id"], language=order.write))
        print("Die automatischen Untertitel sind in Auftrag gegeben.", file=sys.stderr)
    else:
        await _list(client, video["id"])


async def set_captions(
    client: Client,
    video_id: str,
    language: str,
    file: Path,
    *,
    label: str | None = None,
    reviewed: bool = False,
) -> None:
    """Adds the captions, or replaces those of the language; says what was put right in them."""
    found = await asyncio.to_thread(_text, file)
    sent = await patiently(
        lambda: client.ask(
            _SET, id=video_id, language=language, label=label, text=found.text, reviewed=reviewed
        )
    )
    payload: Answer = sent["setCaption"]
    if payload["userErrors"]:
        wrong = "\n".join(error["message"] for error in payload["userErrors"])
        raise CommandFailed(f"{file}:\n{wrong}")
    notes = [found.repair, *payload["repairs"]]
    _tell("Berichtigt", [note for note in notes if note])
    _tell("Schwer zu lesen", payload["warnings"])


def _tell(title: str, notes: list[Any]) -> None:
    for note in notes:
        print(f"{title}: {note}", file=sys.stderr)


def _text(file: Path) -> PlainText:
    try:
        with file.open("rb") as handle:
            data = handle.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotThere(f"Die Untertitel-Datei {file} gibt es nicht.") from None
    if len(data) > _MOST_BYTES:
        raise CommandFailed(f"{file}: {TOO_LARGE}")
    try:
        found = plain_text(data)
    except Invalid as error:
        raise CommandFailed(f"{file}: {error.message}") from None
    if len(found.text.encode()) > MAX_BYTES:
        raise CommandFailed(f"{file}: {TOO_LARGE}")
    return found


async def _read(client: Client, video_id: str, language: str, ending: str) -> str:
    asked = {"id": video_id, "language": language, "format": _FORMATS[ending]}
    video = (await client.ask(_READ, **asked))["video"]
    texts = {one["language"]: one["text"] for one in video["captions"]}
    if language not in texts:
        known = ", ".join(texts) or "keine"
        raise NotThere(f"In „{language}“ gibt es keine Untertitel. Vorhanden: {known}")
    return str(video["transcriptText"] if ending == "txt" else texts[language])


async def _list(client: Client, video_id: str) -> None:
    video = (await client.ask(_LIST, id=video_id))["video"]
    for caption in video["captions"]:
        checked = "geprüft" if caption["reviewed"] else "nicht geprüft"
        origin = "automatisch" if caption["origin"] == "MACHINE" else "von Menschen"
        print(f"{caption['language']:<10} {caption['label']} ({origin}, {checked})")
    if not video["captions"]:
        print("Das Video hat keine Untertitel.", file=sys.stderr)
    if video["speech"] and video["speech"]["message"]:
        print(video["speech"]["message"], file=sys.stderr)
