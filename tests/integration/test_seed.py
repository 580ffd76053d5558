"""`hub seed`: the demo content in a fresh hub, and the same again."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.seed import seed
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from infra.seed import narration
from infra.seed.load import load_all
from infra.seed.render import Record, fingerprint
from infra.seed.speech import find_engine
from shared.contracts.content import Status
from shared.contracts.kinds import KINDS
from shared.kit.documents import database
from tests.film import WEBVTT, film

PICTURES = "{ experiments(first: 50) { nodes { slug cover { url } steps { image { url } } } } }"


async def short_films(folder: Path) -> None:
    """In the place of the rendered ones: what lies there and is up to date is taken as it is."""
    for slug in narration.slugs():
        _describe(folder, slug)
        await film(folder / f"{slug}.mp4", seconds=4, size="320x180")


def _describe(folder: Path, slug: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{slug}.de.vtt").write_text(WEBVTT)
    made_of = fingerprint(slug, find_engine())
    record = Record(made_of=made_of, chapters=(), transcript="Ein Testbild.")
    (folder / f"{slug}.json").write_bytes(msgspec.json.encode(record))


async def stored(hub: Hub, plural: str) -> dict[str, dict[str, Any]]:
    settings = hub.environment(plural)
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:
        return {found["slug"]: found async for found in documents["items"].find({})}


@pytest.mark.timeout(600)
async def test_the_second_time_changes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    await short_films(tmp_path / "films")
    async with Hub.start(data=tmp_path / "hub") as hub:
        await first_accounts(hub)
        access = Access(hub.url, (hub.data / "editor.token").read_text().strip())
        async with Client.open(access) as client:
            await seed(client, tmp_path / "films")
            texts = {kind: await stored(hub, kind) for kind in ("experiments", "guides")}
            assert "veröffentlicht" in capfd.readouterr().err

            await seed(client, tmp_path / "films")
            assert {kind: await stored(hub, kind) for kind in texts} == texts
            told = capfd.readouterr().err
            assert not any(word in told for word in ("angelegt", "geändert", "veröffentlicht"))

            await _assert_everything_is_there(hub, client)


async def _assert_everything_is_there(hub: Hub, client: Client) -> None:
    for kind in KINDS.values():
        found = await stored(hub, kind.plural)
        wanted = {item.slug for item in load_all() if item.kind is kind.kind}
        assert wanted
        assert {item["slug"] for item in found.values()} == wanted
        assert {item["status"] for item in found.values()} == {Status.PUBLISHED}
    experiments = (await client.ask(PICTURES))["experiments"]["nodes"]
    covers = [each["cover"]["url"] for each in experiments if each["cover"]]
    assert covers
    for url in covers:
        assert (await client.http.get(f"{hub.url}{url}")).status_code == 200, url
