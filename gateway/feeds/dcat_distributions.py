"""The forms in which the hub gives out its content, and the services that do it."""

from dataclasses import dataclass

from gateway.feeds import amb, atom, geojson, ical
from gateway.feeds.dcat_terms import AVAILABLE, EU, Holding, moment
from gateway.feeds.on_site_files import CALENDAR, PLACES
from gateway.feeds.rdf import Node, german, literal, reference
from gateway.feeds.resources import RESOURCES
from shared.contracts.feed import ITEMS_PATH
from shared.contracts.licence import TERMS

_IANA = "https://www.iana.org/assignments/media-types"
_GRAPHQL = "/graphql"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """`file_type` as in the EU's list, which has no JSON Lines; `service` where one answers."""

    title: str
    path: str
    file_type: str
    media_type: str = ""
    standard: str = ""
    service: str = ""


_FORMS = (
    _Form(
        title="GraphQL", path=_GRAPHQL, file_type="JSON", media_type="application/json",
        standard="https://spec.graphql.org/", service=_GRAPHQL,
    ),
    _Form(
        title="Änderungen als JSON", path=ITEMS_PATH, file_type="JSON",
        media_type="application/json",
        service=ITEMS_PATH,
    ),
    _Form(title="Alles als JSON Lines", path=f"{ITEMS_PATH}.jsonl", file_type="JSON",
          standard="https://jsonlines.org/"),
    _Form(
        title="Neues als Atom-Feed", path="/feed.atom", file_type="ATOM",
        media_type=atom.MEDIA_TYPE, standard="https://www.rfc-editor.org/rfc/rfc4287",
    ),
    _Form(
        title="Lernmaterial als AMB", path=RESOURCES, file_type="JSON_LD",
        media_type=amb.MEDIA_TYPE, standard="https://w3id.org/kim/amb/20231019/",
    ),
    _Form(
        title="Orte als GeoJSON", path=PLACES, file_type="GEOJSON",
        media_type=geojson.MEDIA_TYPE, standard="https://www.rfc-editor.org/rfc/rfc7946",
    ),
    _Form(
        title="Termine als Kalender", path=f"/{CALENDAR}", file_type="ICS",
        media_type=ical.MEDIA_TYPE, standard="https://www.rfc-editor.org/rfc/rfc5545",
    ),
)  # fmt: skip
_SERVICES = {_GRAPHQL: "GraphQL-Schnittstelle", ITEMS_PATH: "Änderungsfeed (REST)"}


def distributions(publisher: str, public_url: str, holding: Holding) -> list[Node]:
    return [_distribution(form, publisher, public_url, holding) for form in _FORMS]


def services(public_url: str, publisher: Node, dataset: Node) -> list[Node]:
    return [
        {
            "@id": _service_id(public_url, path),
            "@type": "dcat:DataService",
            "dcterms:title": [german(title)],
            "dcterms:publisher": [publisher],
            "dcat:endpointURL": [reference(public_url + path)],
            "dcat:endpointDescription": [reference(f"{public_url}/ueber#daten")],
            "dcat:servesDataset": [dataset],
            "dcatap:availability": [AVAILABLE],
        }
        for path, title in _SERVICES.items()
    ]


def _distribution(form: _Form, publisher: str, public_url: str, holding: Holding) -> Node:
    address = reference(public_url + form.path)
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": [german(form.title)],
        "dcterms:license": [holding.licence],
        "dcterms:rights": [_rights(holding)],
        "dcterms:modified": [moment(holding.modified)],
        "dcterms:format": [reference(f"{EU}/file-type/{form.file_type}")],
        "dcterms:conformsTo": [reference(form.standard)] if form.standard else [],
        "dcat:accessURL": [address],
        "dcat:downloadURL": [] if form.service else [address],
        "dcat:accessService": (
            [reference(_service_id(public_url, form.service))] if form.service else []
        ),
        "dcat:mediaType": [reference(f"{_IANA}/{form.media_type}")] if form.media_type else [],
        "dcatap:availability": [AVAILABLE],
        "dcatde:licenseAttributionByText": [literal(publisher, "xsd:string")],
    }


def _rights(holding: Holding) -> Node:
    names = ", ".join(sorted(TERMS[code].name for code in holding.licences))
    told = f"Jeder Inhalt nennt seine eigene Lizenz und seine Urheber. Verwendet werden: {names}."
    return {"@type": "dcterms:RightsStatement", "rdfs:label": [german(told)]}


def _service_id(public_url: str, path: str) -> str:
    return f"{public_url}/api/v1/catalog#{path.rpartition('/')[2]}"
