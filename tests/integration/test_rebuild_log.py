"""The log of changes is lost, and made anew from the documents."""

import asyncio
import os
import sys
from uuid import uuid4

import msgspec
import nats
from nats.js import JetStreamContext

from gateway.graphql.ids import decode
from infra.local.place import ROOT
from infra.local.supervisor import Hub
from shared.contracts import events
from shared.contracts.kinds import KINDS
from shared.kit.documents import database
from tests.consumer import UPDATE, Consumer
from tests.whereabouts import ON_SITE

REBUILD = """mutation { rebuildLog(kind: EXPERIMENT, first: 1) {
  stretch { compared } userErrors { code } } }"""


async def logged(stream: JetStreamContext) -> dict[str, int]:
    """The revision that the log holds of each item."""
    info = await stream.stream_info(events.STREAM, subjects_filter="content.>")
    found = {}
    for subject in info.state.subjects or {}:
        message = await stream.get_last_msg(events.STREAM, subject)
        event = msgspec.json.decode(message.data or b"", type=events.ContentChanged)
        found[event.content_id] = event.revision
    return found


async def kept(hub: Hub) -> dict[str, int]:
    """The revision of each document."""
    found = {}
    for kind in KINDS.values():
        environment = hub.environment(kind.plural)
        async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
            async for each in documents["items"].find({}, {"revision": 1}):
                found[each["_id"]] = each["revision"]
    return found


async def on_the_map(consumer: Consumer) -> set[str]:
    answer = await consumer.http.get("/api/v1/places.geojson")
    return {feature["id"] for feature in answer.json()["features"]}


async def hub_command(hub: Hub, *words: str) -> tuple[int | None, str]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("HUB_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.hub", *words),
        cwd=ROOT,
        env=inherited | {"HUB_URL": hub.url, "HUB_DATA_DIR": str(hub.data)},
        stderr=asyncio.subprocess.PIPE,
    )
    _, told = await process.communicate()
    return process.returncode, told.decode()


async def test_a_purged_log_is_made_anew_while_editors_work(hub: Hub, editor: Consumer) -> None:
    items = [await editor.published(title=f"Protokoll {uuid4().hex[:8]}") for _ in range(3)]
    client = await nats.connect(hub.nats_url())
    try:
        stream = client.jetstream()
        await stream.purge_stream(events.STREAM)
        assert await logged(stream) == {}
        edit = editor.mutate(UPDATE, id=items[0]["id"], revision=2, input={"title": "Mitten"})
        (code, told), _ = await asyncio.gather(hub_command(hub, "rebuild-log"), edit)
        assert (code, "neu eingetragen" in told) == (0, True)
        assert await logged(stream) == await kept(hub)

        sequence = (await stream.stream_info(events.STREAM)).state.last_seq
        assert (await hub_command(hub, "rebuild-log"))[0] == 0
        assert (await stream.stream_info(events.STREAM)).state.last_seq == sequence
    finally:
        await client.close()


async def test_a_stream_that_was_lost_comes_back_with_the_next_change(
    hub: Hub, editor: Consumer
) -> None:
    await editor.published(title=f"Karte {uuid4().hex[:8]}", places=ON_SITE["places"])
    before = await on_the_map(editor)
    client = await nats.connect(hub.nats_url())
    try:
        stream = client.jetstream()
        await stream.delete_stream(events.STREAM)
        item = await editor.published(title=f"Strom {uuid4().hex[:8]}")
        assert (await logged(stream))[decode(item["id"])[1]] == 2
        assert (await hub_command(hub, "rebuild-log"))[0] == 0
        assert await logged(stream) == await kept(hub)
        assert await on_the_map(editor) == before, "the map follows the new log"
    finally:
        await client.close()


async def test_strangers_do_not_rebuild_the_log(stranger: Consumer) -> None:
    payload = await stranger.mutate(REBUILD)
    assert (payload["stretch"], payload["userErrors"]) == (None, [{"code": "unauthenticated"}])
