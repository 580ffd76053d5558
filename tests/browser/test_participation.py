"""“Mitmachen”: projects of a participation platform beside the content of the same field."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from infra.local.place import ROOT
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from shared.contracts.kinds import KINDS
from shared.kit.documents import database
from shared.kit.ids import now
from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.consumer import Consumer
from tests.platforms import ORGANISATION, PASSWORD, USERNAME, Adhocracy, Server, app_project

PROGRAMS = (*(kind.plural for kind in KINDS.values()), "remakes", "participation", "gateway")
SOURCE = """
[[participation]]
slug = "mitreden"
name = "Mitreden"
dialect = "adhocracy"
address = "{address}"
organisation = "{organisation}"
username = "{username}"
measures = ["innovationslab"]
[[participation.rules]]
words = ["Lärm"]
fields = ["umwelt"]
"""
PROJECTS = """query ($fields: [String!]) { participationProjects(fields: $fields) {
  title url phase progress isStale textHtml textPlain fields { slug } measures { slug } } }"""


@pytest.fixture(scope="module")
async def adhocracy() -> AsyncIterator[tuple[Adhocracy, Server]]:
    platform = Adhocracy(
        app_project(1, name="Lärm in der Innenstadt", image="http://127.0.0.1:9/bild.jpg"),
        app_project(2, name="Haushalt", information="<p>Mehr <script>x</script>davon</p>"),
    )
    async with Server.open(platform) as server:
        yield platform, server


@pytest.fixture(scope="module")
async def city(
    adhocracy: tuple[Adhocracy, Server], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Hub]:
    """A hub that reads the platform every second."""
    folder: Path = tmp_path_factory.mktemp("city")
    text = (ROOT / "infra/seed/city.toml").read_text()
    server = adhocracy[1]
    source = SOURCE.format(address=server.address, organisation=ORGANISATION, username=USERNAME)
    (folder / "city.toml").write_text(text + source)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HUB_CITY_FILE", str(folder / "city.toml"))
        environment.setenv("HUB_PRIVATE_PLATFORMS", server.host)
        environment.setenv("HUB_PARTICIPATION_PASSWORD", PASSWORD)
        environment.setenv("HUB_PARTICIPATION_REFRESH_SECONDS", "1")
        async with Hub.start(data=folder / "data", programs=PROGRAMS) as hub:
            await first_accounts(hub)
            yield hub


@pytest.fixture(scope="module")
async def item(city: Hub) -> str:
    """The path of an experiment in the field Umwelt."""
    token = (city.data / "editor.token").read_text().strip()
    async with Consumer.at(city.url, token) as editor:
        made = await editor.published(title="Wie laut ist es hier?", fields=["umwelt"])
    return f"/experimente/{made['slug']}"


async def page_says(hub: Hub, path: str, text: str) -> str:
    """The page as a stranger gets it, as soon as it says so."""
    async with Consumer.at(hub.url) as stranger, asyncio.timeout(20):
        while True:
            found = (await stranger.http.get(path, headers={"Accept": "text/html"})).text
            if text in found:
                return found
            await asyncio.sleep(0.1)


async def test_beside_content_and_nothing_is_asked_elsewhere(
    city: Hub, item: str, adhocracy: tuple[Adhocracy, Server], browser: Browser
) -> None:
    await page_says(city, item, "Mitmachen")
    context = await browser.new_context(base_url=city.url, locale="de-DE", viewport=PHONE)
    page: Page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (item, "/felder/umwelt", "/"):
        await page.goto(path, wait_until="networkidle")
        part = page.get_by_role("region", name="Mitmachen")
        link = part.get_by_role("link", name="Lärm in der Innenstadt")
        await expect(link).to_have_attribute(
            "href", f"{adhocracy[1].address}/{ORGANISATION}/projects/projekt-1/"
        )
        await expect(part.get_by_role("listitem").first).to_contain_text("läuft bis etwa")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await violations(page) == []
    await page.goto(f"/en{item}", wait_until="networkidle")
    part = page.get_by_role("region", name="Have your say")
    await expect(part).to_contain_text("open until about")
    await expect(part.get_by_role("link").first).to_have_attribute("lang", "de")
    assert [url for url in asked if not url.startswith((city.url, "data:", "blob:"))] == []
    assert await context.cookies() == []
    await context.close()


async def test_only_where_it_belongs(city: Hub, item: str) -> None:
    of_measure = await page_says(city, "/massnahmen/innovationslab", "Mitmachen")
    assert "Haushalt" in of_measure
    assert "Lärm in der Innenstadt" not in of_measure
    assert "Haushalt" not in await page_says(city, item, "Mitmachen")
    assert "Mitmachen" not in await page_says(city, "/felder/bildung", "Bildung")
    async with Consumer.at(city.url) as stranger:
        (noise,) = (await stranger.data(PROJECTS, fields="umwelt"))["participationProjects"]
        assert noise["fields"] == [{"slug": "umwelt"}]
        assert (noise["phase"], noise["progress"], noise["isStale"]) == ("RUNNING", 40, False)
        both = (await stranger.data(PROJECTS))["participationProjects"]
        assert {each["title"] for each in both} == {"Haushalt", "Lärm in der Innenstadt"}
        assert {each["textPlain"] for each in both} == {"Mehr davon", "Mehr davon."}


async def test_a_change_shows_and_a_silent_platform_is_shown_with_its_age(
    city: Hub, item: str, adhocracy: tuple[Adhocracy, Server]
) -> None:
    platform, server = adhocracy
    platform.projects = [app_project(1, name="Lärm am Schulweg")]
    async with Consumer.at(city.url) as stranger, asyncio.timeout(20):
        while "Lärm am Schulweg" not in str(await stranger.data(PROJECTS)):
            await page_says(city, item, "Mitmachen")  # so that there is a page to be dropped
    changed = await page_says(city, item, "Mitmachen")
    assert "Lärm am Schulweg" in changed
    assert "Lärm in der Innenstadt" not in changed
    assert "Stand:" not in changed
    server.vanish()
    await _make_older(city, timedelta(hours=3, minutes=5))
    await city.restart("participation")
    assert "Lärm am Schulweg" in await page_says(city, item, "Stand: vor 3 Stunden")
    assert "Last updated 3 hours ago" in await page_says(city, f"/en{item}", "Have your say")
    await city.kill("participation")
    async with asyncio.timeout(5):
        assert "Lärm am Schulweg" in await page_says(city, f"{item}?gruppen=2", "Mitmachen")


async def _make_older(hub: Hub, age: timedelta) -> None:
    """As if the platform had been silent for so long."""
    settings = hub.environment("participation")
    async with database(hub.mongo_url, settings["HUB_DATABASE"]) as documents:
        kept = await documents["sources"].find_one({"_id": "mitreden"})
        assert kept
        then = now() - age
        older = [{**project, "fetched_at": then} for project in kept["projects"]]
        update = {"$set": {"projects": older, "fetched_at": then}}
        await documents["sources"].update_one({"_id": "mitreden"}, update)
