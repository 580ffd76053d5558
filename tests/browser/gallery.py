"""What the pages' quality is tried on: the demo's texts, a film, and what is left or bare."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.follow import follow
from infra.hub.progress import Meter
from infra.hub.seed import Seeding
from infra.hub.upload import Upload
from infra.local.supervisor import Hub
from infra.seed.load import load_all
from shared.contracts.content import ContentKind
from shared.contracts.video import TrackKind
from tests.consumer import MOVE, Consumer
from tests.film import CAPTION, WEBVTT, film, sent
from tests.whereabouts import ON_SITE

WITHDRAW = """mutation ($id: ID!, $by: ID!) {
  withdraw(id: $id, reason: SAFETY_RECALL, note: "Das Netzteil wird zu heiß.", replacedBy: $by) {
    userErrors { message } } }"""
DESCRIBE = """mutation ($id: ID!, $revision: Int!) { updateVideo(id: $id, revision: $revision,
  input: {summary: "Ein kurzer Film.", transcript: "Ein Testbild.", description: "Ein *Test*.",
    chapters: [{title: "Anfang", startSeconds: 0}, {title: "Ende", startSeconds: 3}]}) {
  video { id } userErrors { message } } }"""


async def fill(hub: Hub, editor: Consumer, folder: Path) -> dict[str, str]:
    """Slugs and ids by the names that the page kinds use."""
    token = (hub.data / "editor.token").read_text().strip()
    async with Client.open(Access(hub.url, token)) as client:
        texts = [item for item in load_all() if item.kind is not ContentKind.VIDEO]
        await Seeding(client).settle(texts)
        video = await _video(client, editor, folder)
    bare = await editor.published(title=f"Nur eine Frage {uuid4().hex[:6]}")
    draft = await editor.experiment(title=f"In Arbeit {uuid4().hex[:6]}", **ON_SITE)
    return {
        "bare": bare["slug"],
        "draft_id": draft["id"],
        "withdrawn": await _withdrawn(editor, bare["id"]),
        "video": video["slug"],
        "video_id": video["id"],
    }


async def _withdrawn(editor: Consumer, successor: str) -> str:
    item = await editor.published(title=f"Heißes Netzteil {uuid4().hex[:6]}")
    done = await editor.mutate(WITHDRAW, id=item["id"], by=successor)
    assert done["userErrors"] == []
    slug: str = item["slug"]
    return slug


async def _video(client: Client, editor: Consumer, folder: Path) -> dict[str, Any]:
    """Published, with audio description and sign language."""
    path = await film(folder / "film.mp4", seconds=6)
    made = await sent(editor, path, f"Film zum Ansehen {uuid4().hex[:6]}")
    beside = (TrackKind.AUDIO_DESCRIPTION, TrackKind.SIGN_LANGUAGE)
    short = await film(folder / "kurz.mp4", seconds=1)
    for track in beside:
        await Upload(client, made["id"], short, track).send(Meter(track))
    for track in (TrackKind.MAIN, *beside):
        await follow(client, made["id"], Meter(track), track)
    assert (await editor.mutate(CAPTION, id=made["id"], webvtt=WEBVTT))["userErrors"] == []
    query = "query ($id: ID!) { video(id: $id) { revision } }"
    revision = (await editor.data(query, id=made["id"]))["video"]["revision"]
    told = await editor.mutate(DESCRIBE, id=made["id"], revision=revision)
    assert told["userErrors"] == []
    assert (await editor.mutate(MOVE % "publish", id=made["id"]))["userErrors"] == []
    return made
