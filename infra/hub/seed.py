"""`hub seed`: the demo content, sent as an editor would send it.

Every step looks first and changes only what is not right, so that it can be broken off anywhere.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from infra.hub.captions import set_captions
from infra.hub.client import Answer, Client, patiently
from infra.hub.content import publish_by_id
from infra.hub.follow import follow, is_playable
from infra.hub.forms import Form, differences, read, selection, write
from infra.hub.parallel import in_parallel
from infra.hub.pictures import Pictures
from infra.hub.progress import Meter
from infra.hub.remakes import seed_remakes
from infra.hub.rendering import Films, rendering
from infra.hub.videos import VIDEO, send_file
from infra.seed.items import SeedItem
from infra.seed.load import load_all
from infra.seed.render import RenderedVideo
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS

_AT_ONCE = 4
_DRAFTS = {"DRAFT", "IN_REVIEW"}
_HEAD = "id slug status revision translationKey"


async def seed(client: Client, out: Path) -> None:
    """Texts first, so that they can be read while the videos are made; each video when it comes."""
    items = load_all()
    async with rendering(out) as films:
        seeding = Seeding(client)
        await in_parallel(seeding.look, items, _AT_ONCE)
        texts = [item for item in items if item.kind is not ContentKind.VIDEO]
        await seeding.settle(texts)
        await seeding.settle(texts)
        await seed_remakes(client)
        videos = [item for item in items if item.kind is ContentKind.VIDEO]
        shown = await in_parallel(lambda one: seeding.video(one, films), videos, _AT_ONCE)
        await seeding.settle([*texts, *shown])


class Seeding:
    """What is known of the hub while the demo content is sent to it.

    `ids` holds the items that can be linked to: those that were published at some time.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._pictures = Pictures(client)
        self._ids: dict[tuple[ContentKind, str], str] = {}
        self._translations: dict[tuple[ContentKind, str], str] = {}

    async def settle(self, items: list[SeedItem]) -> None:
        """Brings the items to what the files say and publishes those that are drafts.

        Links lead to what is there by now; called again, to what has come since.
        """
        for wave in (False, True):  # a translation needs its original
            chosen = [item for item in items if bool(item.translates) is wave]
            await in_parallel(lambda i: patiently(lambda: self._settle(i)), chosen, _AT_ONCE)

    async def _settle(self, item: SeedItem) -> None:
        present = await self._brought_up(item)
        if present["status"] in _DRAFTS:
            await self._publish(item, present)

    async def video(self, item: SeedItem, films: Films) -> SeedItem:
        """Sends a video with its captions and publishes it as soon as it plays."""
        film = await films.film(item.slug)
        shown = _with_film(item, film)
        await patiently(lambda: self._brought_up(shown))
        present = (await self._client.ask(_VIDEO, slug=item.slug))["video"]
        if present["status"] in _DRAFTS:
            await self._send(item, film, present)
        return shown

    async def _send(self, item: SeedItem, film: RenderedVideo, present: Answer) -> None:
        language = item.draft["language"]
        await set_captions(self._client, present["id"], language, film.captions_file, reviewed=True)
        await send_file(self._client, present, film.file, _meter(item, "senden"))
        meter = _meter(item, "verarbeiten")
        await follow(self._client, present["id"], meter, until=is_playable)
        await patiently(lambda: self._publish(item, present))
        await follow(self._client, present["id"], meter)

    async def look(self, item: SeedItem) -> Answer | None:
        """The item as it is on the hub, None where it is not."""
        found = await self._client.ask(_find(item.kind), slug=item.slug)
        present: Answer | None = found["item"]
        if present:
            self._learn(item, present)
        return present

    def _learn(self, item: SeedItem, present: Answer) -> None:
        place = (item.kind, item.slug)
        self._translations[place] = present["translationKey"]
        if present["status"] not in _DRAFTS:
            self._ids[place] = present["id"]
        if "title" in present:
            self._pictures.learn(read(KINDS[item.kind].struct, present))

    async def _brought_up(self, item: SeedItem) -> Answer:
        """The item after it was made or changed; a repeat finds nothing to do."""
        present = await self.look(item)
        wanted = await self._wanted(item)
        if present is None:
            return await self._create(item, wanted)
        wanted.pop("slug")  # it may have been given a better one
        changes = differences(wanted, read(KINDS[item.kind].struct, present))
        if not changes or present["status"] == "WITHDRAWN":
            return present
        return await self._update(item, present, changes)

    async def _wanted(self, item: SeedItem) -> Form:
        draft = item.resolve(await self._pictures.of(item), self._ids)
        if item.translates:
            draft["translation_key"] = self._translations[item.kind, item.translates]
        return write(KINDS[item.kind].struct, draft)

    async def _create(self, item: SeedItem, wanted: Form) -> Answer:
        document = _write(item.kind, "create", "$input: {input}!, $key: String")
        made: Answer = await self._client.change(document, input=wanted, key=f"seed:{item.slug}")
        self._learn(item, made)
        _tell(item, "angelegt")
        return made

    async def _update(self, item: SeedItem, present: Answer, changes: Form) -> Answer:
        document = _write(item.kind, "update", "$id: ID!, $revision: Int!, $input: {input}!")
        changed: Answer = await self._client.change(
            document, id=present["id"], revision=present["revision"], input=changes
        )
        _tell(item, "geändert: " + ", ".join(changes))
        return changed

    async def _publish(self, item: SeedItem, present: Answer) -> None:
        done = await publish_by_id(self._client, present["id"])
        self._ids[item.kind, item.slug] = done["id"]
        _tell(item, "veröffentlicht")


_VIDEO = f"query($slug: String!) {{ video(slug: $slug) {{ {VIDEO} }} }}"


def _with_film(item: SeedItem, film: RenderedVideo) -> SeedItem:
    said: dict[str, Any] = {
        "chapters": msgspec.to_builtins(film.chapters),
        "transcript": film.transcript,
    }
    return replace(item, draft={**item.draft, **said})


def _find(kind: ContentKind) -> str:
    fields = selection(KINDS[kind].struct)
    return f"query($slug: String!) {{ item: {kind}(slug: $slug) {{ {_HEAD} {fields} }} }}"


def _write(kind: ContentKind, verb: str, variables: str) -> str:
    name = KINDS[kind].struct.__name__
    given = variables.replace("{input}", f"{name}Input")
    names = [part.split(":")[0].strip() for part in given.split(",")]
    arguments = ", ".join(f"{each[1:]}: {each}" for each in names)
    return f"""mutation({given}) {{ {verb}{name}({arguments}) {{
      {kind} {{ {_HEAD} }} userErrors {{ field message code }} }} }}"""


def _meter(item: SeedItem, what: str) -> Meter:
    return Meter(f"{KINDS[item.kind].label} {item.slug} {what}", live=False)


def _tell(item: SeedItem, what: str) -> None:
    print(f"{KINDS[item.kind].label} {item.slug}: {what}", file=sys.stderr, flush=True)
