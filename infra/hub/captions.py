"""`hub captions`: captions sent, fetched, and written by the hub itself."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.hub.client import Answer, Client, patiently
from infra.hub.content import find
from infra.hub.failures import CommandFailed, NotThere
from shared.contracts.errors import Invalid
from shared.kit.caption_text import MOST_BYTES, caption_text
from shared.kit.plain_text import PlainText

_SET = """mutation($id: ID!, $language: String!, $label: String, $text: String!,
    $reviewed: Boolean!) {
  setCaption(id: $id, language: $language, label: $label, text: $text, reviewed: $reviewed) {
    repairs warnings userErrors { message } } }"""
_WRITE = """mutation($id: ID!, $language: String!) {
  writeCaptions(id: $id, language: $language) {
    video { speech { state } } userErrors { field message code } } }"""
_CHANGE = """mutation($id: ID!, $language: String!) {
  %s(id: $id, language: $language) { video { id } userErrors { field message code } } }"""
_READ = """query($id: ID!, $language: String!, $format: CaptionFormat!) { video(id: $id) {
    captions { language text(format: $format) } transcriptText(language: $language) } }"""
_LIST = """query($id: ID!) { video(id: $id) {
    captions { language label origin reviewed } speech { state message } } }"""
_FORMATS = {"vtt": "WEBVTT", "srt": "SRT", "txt": "WEBVTT"}


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
    review: str | None
    remove: str | None

    @property
    def wishes(self) -> int:
        """How many things are asked for that cannot be done at once."""
        wished = (self.file, self.download, self.write, self.review, self.remove)
        return sum(bool(each) for each in wished)


async def captions(client: Client, order: Order) -> None:
    """Sends, fetches, reviews, removes or asks for captions; with none of these, lists them."""
    if order.wishes > 1:
        raise CommandFailed(
            "Bitte nennen Sie nur eines: DATEI, --download, --write, --review oder --remove."
        )
    video = await find(client, order.video)
    if video["kind"] != "VIDEO":
        raise CommandFailed(f"„{video['title']}“ ist kein Video.")
    await _done(client, video["id"], order)


async def _done(client: Client, video_id: str, order: Order) -> None:
    if order.file:
        await set_captions(
            client,
            video_id,
            order.language,
            order.file,
            label=order.label,
            reviewed=order.reviewed,
        )
    elif order.download:
        print(await _read(client, video_id, order.download, order.format), end="")
    elif order.write:
        await patiently(lambda: client.change(_WRITE, id=video_id, language=order.write))
        print("Die automatischen Untertitel sind in Auftrag gegeben.", file=sys.stderr)
    elif order.review:
        await _change(client, video_id, "reviewCaption", order.review, "gelten jetzt als geprüft")
    elif order.remove:
        await _change(client, video_id, "removeCaption", order.remove, "sind entfernt")
    else:
        await _list(client, video_id)


async def _change(client: Client, video_id: str, name: str, language: str, done: str) -> None:
    """Reviews or removes what is there."""
    await _find(client, video_id, language)
    await patiently(lambda: client.change(_CHANGE % name, id=video_id, language=language))
    print(f"Die Untertitel in „{language}“ {done}.", file=sys.stderr)


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
            data = handle.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotThere(f"Die Untertitel-Datei {file} gibt es nicht.") from None
    try:
        return caption_text(data)
    except Invalid as error:
        raise CommandFailed(f"{file}: {error.message}") from None


async def _read(client: Client, video_id: str, language: str, ending: str) -> str:
    video, text = await _find(client, video_id, language, _FORMATS[ending])
    return str(video["transcriptText"] if ending == "txt" else text)


async def _find(
    client: Client, video_id: str, language: str, form: str = "WEBVTT"
) -> tuple[Answer, str]:
    """The video and the text of its captions in the language; `NotThere` where it has none."""
    video = (await client.ask(_READ, id=video_id, language=language, format=form))["video"]
    texts = {one["language"]: one["text"] for one in video["captions"]}
    if language not in texts:
        known = ", ".join(texts) or "keine"
        raise NotThere(f"In „{language}“ gibt es keine Untertitel. Vorhanden: {known}")
    return video, texts[language]


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
