"""A published film with everything that a film can have."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.follow import follow
from infra.hub.progress import Meter
from infra.hub.upload import Upload
from infra.local.supervisor import Hub
from shared.contracts.video import TrackKind
from tests.consumer import MOVE, Consumer
from tests.integration.transcoder.films import H264, ffmpeg, pattern

SECONDS = 24
TONE, DESCRIBED_TONE = 440, 880
"""What is heard, in hertz, without and with audio description."""

CHAPTERS = [
    {"title": "Anfang", "startSeconds": 0},
    {"title": "Mitte", "startSeconds": 8},
    {"title": "Schluss", "startSeconds": 16},
]
LINES = {
    "de": ("Guten Tag", "Hier ist viel Lärm", "Noch mehr Lärm", "Stille", "Auf Wiedersehen"),
    "en": ("Hello", "A lot of noise", "More noise", "Silence", "Goodbye"),
}
LABELS = {"de": "Deutsch", "en": "Englisch"}

CREATE = """mutation ($input: VideoInput!) { createVideo(input: $input) {
  video { id slug } userErrors { field message } } }"""
CAPTION = """mutation ($id: ID!, $language: String!, $label: String!, $text: String!) {
  setCaption(id: $id, language: $language, label: $label, text: $text, reviewed: true) {
    video { id } userErrors { field message } } }"""


def _tone(hertz: int) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine=f={hertz}:r=48000", "-t", str(SECONDS)]


FILES: dict[TrackKind, tuple[str, list[str]]] = {
    TrackKind.MAIN: ("film.mp4", [*pattern("800x450", "10", SECONDS), *_tone(TONE), *H264]),
    TrackKind.AUDIO_DESCRIPTION: ("ad.m4a", [*_tone(DESCRIBED_TONE), "-c:a", "aac"]),
    TrackKind.SIGN_LANGUAGE: ("dgs.mp4", [*pattern("428x240", "25", SECONDS), *H264]),
}


def webvtt(lines: tuple[str, ...]) -> str:
    """The lines, each four seconds long, from the first second on."""
    cues = (
        f"00:{1 + 4 * n:02}.000 --> 00:{5 + 4 * n:02}.000\n{line}" for n, line in enumerate(lines)
    )
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


async def shown(hub: Hub, editor: Consumer, folder: Path) -> str:
    """Makes the film, sends it with its tracks and captions, publishes it; its page's path."""
    title = f"Mit allem {uuid4().hex[:6]}"
    made = await editor.mutate(CREATE, input={"title": title, "chapters": CHAPTERS})
    assert made["userErrors"] == []
    video: dict[str, Any] = made["video"]
    token = (hub.data / "editor.token").read_text().strip()
    async with Client.open(Access(hub.url, token)) as client:
        for track, (name, words) in FILES.items():
            await asyncio.to_thread(ffmpeg, *words, folder / name)
            await Upload(client, video["id"], folder / name, track).send(Meter(name))
            await follow(client, video["id"], Meter(name), track)
    for language, lines in LINES.items():
        given = {"language": language, "label": LABELS[language], "text": webvtt(lines)}
        assert (await editor.mutate(CAPTION, id=video["id"], **given))["userErrors"] == []
    assert (await editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []
    return f"/videos/{video['slug']}"
