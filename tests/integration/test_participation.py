"""Participation platforms are read in their dialects, and what they do wrong is borne."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from infra.local.supervisor import Hub
from services.participation import platform as platforms
from services.participation.app import readers_of
from services.participation.refreshing import Refreshing
from services.participation.settings import ParticipationSettings
from services.participation.shelf import Shelf
from services.participation.store import SourceStore
from shared.contracts.participation import (
    Dialect,
    ListProjects,
    ParticipationPhase,
    ParticipationProject,
    ParticipationSource,
    TieRule,
)
from shared.kit.documents import Database, database
from shared.kit.ids import new_id, now
from shared.kit.web import Web
from tests.platforms import (
    ORGANISATION,
    PASSWORD,
    USERNAME,
    Adhocracy,
    Answer,
    Asked,
    Server,
    app_project,
    as_json,
)

BERLIN = {
    "type": "project", "subtype": "default", "title": "Ein Platz für alle",
    "url": "/projekte/ein-platz-fuer-alle/", "organisation": "Bezirksamt", "tile_image": "",
    "tile_image_alt_text": None, "tile_image_copyright": None, "point_label": "", "cost": "",
    "point": {"type": "Feature", "properties": {}, "geometry": {
        "type": "Point", "coordinates": [7.69, 51.37]}},
    "district": "Mitte", "topics": ["ENV"], "status": 0, "access": 1, "participation": 0,
    "participation_string": "läuft", "participation_active": True, "participation_active_x": 1,
    "future_phase": False, "past_phase": False, "description": "Grün statt grau",
    "active_phase": [25, "9 Tage", "2031-03-05T10:00:00+01:00"], "plan_url": None,
}  # fmt: skip

SETTINGS = ParticipationSettings(nats_url="", mongo_url="", city_file=Path(), caller_public_key="")


@dataclass
class Reading:
    """The service's inside with one source, without its bus; `told` counts the changes."""

    refreshing: Refreshing
    shelf: Shelf
    told: list[None]

    async def refresh(self) -> bool:
        ((platform, reader),) = self.refreshing._readers
        return await self.refreshing.refresh(platform, reader)

    async def projects(self) -> dict[str, ParticipationProject]:
        """By title."""
        listed = (await self.shelf.list(ListProjects(), None)).projects
        return {project.title: project for project in listed}


Open = Callable[..., Awaitable[Reading]]


@pytest.fixture(scope="module")
async def documents(hub: Hub) -> AsyncIterator[Database]:
    name = f"participation-{new_id()[-12:]}"
    async with database(hub.mongo_url, name) as opened:
        yield opened
        await opened.client.drop_database(name)


@pytest.fixture
async def reading(documents: Database) -> AsyncIterator[Open]:
    """Opens a source of the dialect at the server's address; in one test it is always the same."""
    slug = f"plattform-{new_id()}"
    async with AsyncExitStack() as stack:

        async def opened(server: Server, dialect: Dialect, **more: Any) -> Reading:
            web = await stack.enter_async_context(Web.open(frozenset({server.host})))
            source = ParticipationSource(
                slug=slug, name="Mitreden", dialect=dialect, address=server.address, **more
            )
            shelf = Shelf(SourceStore(documents), [source])
            await shelf.load()
            told: list[None] = []

            async def tell() -> None:
                told.append(None)

            readers = readers_of([source], web, PASSWORD)
            return Reading(Refreshing(shelf, readers, SETTINGS, tell), shelf, told)

        yield opened


def signed_in(**more: Any) -> dict[str, Any]:
    return {"dialect": Dialect.ADHOCRACY, "organisation": ORGANISATION, "username": USERNAME} | more


async def test_adhocracy_by_sign_in(reading: Open) -> None:
    hostile = (
        '<p onclick="x()">Mehr <b>davon</b><script>alert(1)</script><img src="https://boese.example/x">'
        '<a href="javascript:alert(1)">a</a> <a href="/info/">b</a></p><iframe src="//x"></iframe>'
    )
    point = '{"type": "Point", "coordinates": [7.7, 51.4]}'
    adhocracy = Adhocracy(
        app_project(1, name="Radwege <script>alert(1)</script>& Busse", information=hostile),
        app_project(1, name="Noch einmal dasselbe"),
        app_project(
            2, name="Ein Park", description="Mit Bäumen", module_running_progress=None,
            participation_time_display="Beteiligung: ab 5. März 2031", point=point,
        ),
        app_project(3, name="Geheim", access="PRIVATE"),
        app_project(4, name="Nachbarstadt", url="/nachbarstadt/projects/projekt-4/"),
        app_project(5, name="Haushalt"),
    )  # fmt: skip
    rules = (
        TieRule(words=("radweg",), fields=("mobilitaet-infrastruktur",)),
        TieRule(words=("BÄUME",), slugs=("projekt-1",), fields=("umwelt",)),
    )
    ties = {"rules": rules, "measures": ("innovationslab",)}
    async with Server.open(adhocracy) as server:
        opened = await reading(server, **signed_in(**ties))
        assert await opened.refresh()
        found = await opened.projects()
        assert list(found) == ["Haushalt", "Radwege & Busse", "Ein Park"]
        bikes, park, budget = found["Radwege & Busse"], found["Ein Park"], found["Haushalt"]
        assert bikes.url == f"{server.address}/{ORGANISATION}/projects/projekt-1/"
        assert bikes.text_html == (
            '<p>Mehr <b>davon</b><a rel="noopener noreferrer">a</a> '
            f'<a href="{server.address}/info/" rel="noopener noreferrer">b</a></p>'
        )
        assert bikes.fields == ("mobilitaet-infrastruktur", "umwelt")
        assert (bikes.phase, bikes.progress, bikes.ends_about) == ("running", 40, True)
        left = bikes.ends_at - now() if bikes.ends_at else timedelta()
        assert timedelta(days=8.9) < left < timedelta(days=10.1)
        assert (park.phase, park.fields) == (ParticipationPhase.COMING, ("umwelt",))
        assert park.starts_at == datetime(2031, 3, 4, 23, tzinfo=UTC)
        assert (park.latitude, park.longitude) == (51.4, 7.7)
        assert (budget.fields, budget.measures) == ((), ("innovationslab",))
        assert (budget.platform, budget.organisation) == ("Mitreden", "Musterstadt")
        assert await opened.refresh()
        assert len(opened.told) == 1  # the second time nothing was new


async def test_tokens_are_renewed_and_replaced(reading: Open) -> None:
    adhocracy = Adhocracy(app_project(1))
    async with Server.open(adhocracy) as server:
        opened = await reading(server, **signed_in())
        for asked in (
            ["/api/token/", "/api/app-projects/"],
            ["/api/app-projects/"],
            ["/api/app-projects/", "/api/token/refresh/", "/api/app-projects/"],
            ["/api/app-projects/", *("/api/token/refresh/", "/api/token/"), "/api/app-projects/"],
        ):
            if "/api/token/refresh/" in asked:
                adhocracy.expire(refresh="/api/token/" in asked)
            server.asked.clear()
            assert await opened.refresh()
            assert server.paths == asked


async def test_a_wrong_password_leads_to_the_site_map(reading: Open) -> None:
    adhocracy = Adhocracy(app_project(1))
    adhocracy.password = "geändert"
    folder = f"/{ORGANISATION}/projects"
    adhocracy.pages = {
        f"{folder}/park/": (
            '<title>x</title><meta property="og:title" content="Die Plattform">'
            '<meta property="og:description" content="Mit Bäumen">'
            "<h1>\n Ein &lt;Park&gt; &amp; mehr <small>hier</small></h1><h1>Anderes</h1>"
            '<strong>It ended on <time  datetime="2021-03-05T10:00:00+01:00">March</time></strong>'
        ),
        f"{folder}/bad/": '<meta property="og:title" content="Freibad"><script>alert(1)</script>',
        f"{folder}/leer/": "",
    }
    async with Server.open(adhocracy) as server:
        opened = await reading(server, **signed_in())
        with capture_logs() as said:
            assert await opened.refresh()
        found = await opened.projects()
        assert set(found) == {"Ein & mehr hier", "Freibad"}
        park = found["Ein & mehr hier"]
        assert (park.summary, park.phase) == ("Mit Bäumen", ParticipationPhase.OVER)
        assert found["Freibad"].phase is ParticipationPhase.UNKNOWN
        assert {each.get("code") for each in said} == {"sign_in_refused", "project_unreadable"}
        assert PASSWORD not in str(said)
        adhocracy.pages = {}
        assert not await opened.refresh()
        assert await opened.projects() == found


async def test_without_projects_for_apps_the_site_map_is_read(reading: Open) -> None:
    adhocracy = Adhocracy()  # as where the organisation has not switched on its geolocation
    adhocracy.pages = {f"/{ORGANISATION}/projects/bad/": "<h1>Freibad</h1>"}
    async with Server.open(adhocracy) as server:
        opened = await reading(server, **signed_in())
        assert await opened.refresh()
        assert list(await opened.projects()) == ["Freibad"]


async def test_a_changed_field_costs_its_project_alone(reading: Open) -> None:
    adhocracy = Adhocracy(app_project(1), app_project(2), app_project(3))
    async with Server.open(adhocracy) as server:
        opened = await reading(server, **signed_in())
        assert await opened.refresh()
        before = await opened.projects()
        without_name = app_project(3)
        del without_name["name"]
        adhocracy.projects = [
            app_project(1, name="Neuer Name"),
            app_project(2, module_running_progress="halb"),
            *(without_name, app_project(4, url="javascript:alert(1)"), "kein Projekt"),
        ]
        with capture_logs() as said:
            assert await opened.refresh()
        after = await opened.projects()
        assert set(after) == {"Neuer Name", "Projekt 2", "Projekt 3"}
        assert (after["Projekt 2"], after["Projekt 3"]) == (
            before["Projekt 2"],
            before["Projekt 3"],
        )
        assert [each["code"] for each in said] == ["project_unreadable"] * 3


async def test_mein_berlin(reading: Open) -> None:
    def answer(asked: Asked) -> Answer:
        assert (asked.path, asked.query) == ("/api/projects/", {"status": ["activeParticipation"]})
        elsewhere = BERLIN | {
            "title": "Bebauungsplan",
            "url": "https://bplan.example/4",
            "point": "",
        }
        changed = BERLIN | {"title": 7, "url": "/projekte/anders/"}
        return as_json([BERLIN, elsewhere, changed])

    async with Server.open(answer) as server:
        rule = TieRule(words=("ENV",), fields=("umwelt",))
        opened = await reading(server, dialect=Dialect.MEIN_BERLIN, rules=(rule,))
        assert await opened.refresh()
        found = await opened.projects()
        place = found["Ein Platz für alle"]
        assert place.url == f"{server.address}/projekte/ein-platz-fuer-alle/"
        assert (place.latitude, place.longitude, place.fields) == (51.37, 7.69, ("umwelt",))
        assert (place.phase, place.progress, place.ends_about) == ("running", 25, False)
        assert place.ends_at == datetime(2031, 3, 5, 9, tzinfo=UTC)
        assert found["Bebauungsplan"].url == "https://bplan.example/4"
        assert found["Bebauungsplan"].latitude is None
        assert len(found) == 2


@pytest.mark.parametrize("knows_steps", [True, False])
async def test_decidim(reading: Open, *, knows_steps: bool) -> None:
    def told(**texts: str) -> dict[str, Any]:
        return {"translations": [{"locale": each, "text": texts[each]} for each in texts]}

    process = {
        "id": "3", "slug": "klima", "title": told(en="Climate", de="Klima"), "description": None,
        "shortDescription": told(de="<p>Für die</p><p>Stadt</p>"),
        "startDate": "2020-01-01", "endDate": "2031-03-05",
        "steps": [{"title": told(de="Ideen"), "startDate": "2020-01-01T10:00:00+01:00",
                   "endDate": "2031-01-05T10:00:00+01:00", "active": True}],
    }  # fmt: skip
    english = {"id": "4", "slug": "past", "title": told(en="Past"), "endDate": "2021-03-05"}
    broken = {"id": "5", "slug": "x", "title": "als Text"}

    def answer(asked: Asked) -> Answer:
        assert (asked.method, asked.path) == ("POST", "/api")
        if not knows_steps and "steps" in asked.sent["query"]:
            return as_json({"errors": [{"message": "Field 'steps' doesn't exist"}]})
        process.update({} if knows_steps else {"steps": []})
        return as_json({"data": {"participatoryProcesses": [process, english, broken]}})

    async with Server.open(answer) as server:
        opened = await reading(server, dialect=Dialect.DECIDIM)
        assert await opened.refresh()
        found = await opened.projects()
        assert list(found) == ["Klima", "Past"]
        climate, past = found.values()
        assert climate.url == f"{server.address}/processes/klima"
        assert (climate.summary, climate.phase) == ("Für die Stadt", "running")
        ends = "2031-01-05T09:00:00Z" if knows_steps else "2031-03-05T22:59:00Z"
        assert climate.ends_at == datetime.fromisoformat(ends)
        assert (past.language, past.phase) == ("en", ParticipationPhase.OVER)


def to_an_inner_server(_: Asked) -> Answer:
    return Answer(302, headers={"Location": "http://127.0.0.1:1/"})


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("too_large", lambda _: Answer(endless=True)),
        ("too_slow", lambda _: Answer(delay=30)),
        ("address_refused", to_an_inner_server),
        ("unreachable", None),
        ("answer_unreadable", lambda _: Answer(body=b"<html>Wartung</html>")),
        ("answer_unreadable", lambda _: Answer(body=b"[" * 1_000_000)),
        ("answer_unreadable", lambda _: Answer(502)),
        ("answer_unreadable", lambda _: as_json({"results": []})),
        ("answer_unreadable", lambda _: as_json([{"name": "alles anders"}])),
        ("interface_missing", lambda _: Answer(404)),
        ("sign_in_refused", lambda _: Answer(403)),
    ],
)
async def test_what_fails_keeps_the_last_good_state(
    code: str,
    answer: Callable[[Asked], Answer] | None,
    reading: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(platforms, "_SECONDS", 1.5)
    async with Server.open(lambda _: as_json([BERLIN])) as server:
        opened = await reading(server, dialect=Dialect.MEIN_BERLIN)
        assert await opened.refresh()
        before = await opened.projects()
        if answer:
            server.answer = answer
        else:
            server.vanish()
        with capture_logs() as said:
            assert not await opened.refresh()
        assert [each["code"] for each in said][-1] == code
        again = await reading(server, dialect=Dialect.MEIN_BERLIN)  # as after a new start
        assert await opened.projects() == await again.projects() == before
        assert len(opened.told) == 1
