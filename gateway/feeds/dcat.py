"""The hub as a data set in a catalogue of open data: DCAT-AP.de 3.0.

Specification: https://www.dcat-ap.de/def/dcatde/3.0/spec/
"""

from gateway.feeds.dcat_distributions import distributions, services
from gateway.feeds.dcat_terms import AVAILABLE, EU, GERMAN, GOVDATA, Holding, moment
from gateway.feeds.rdf import Node, german, literal, reference
from shared.contracts.city import City
from shared.contracts.kinds import KINDS

CATALOGUE = "/api/v1/catalog"


def catalogue(city: City, public_url: str, holding: Holding) -> list[Node]:
    """The publisher, the catalogue, its data set, and the services that give it out."""
    publisher = reference(f"{public_url}/#organisation")
    dataset = reference(f"{public_url}{CATALOGUE}#dataset")
    offered = services(public_url, publisher, dataset)
    common = {
        "dcterms:publisher": [publisher],
        "dcterms:language": [GERMAN],
        "dcterms:issued": [moment(holding.since)],
        "dcterms:modified": [moment(holding.modified)],
        "dcterms:spatial": _area(city),
        "dcatap:availability": [AVAILABLE],
    }
    return [
        publisher | _publisher(city),
        {"@id": f"{public_url}{CATALOGUE}#catalogue"}
        | _catalogue(city, public_url, common)
        | {
            "dcat:dataset": [dataset],
            "dcat:service": [reference(each["@id"]) for each in offered],
        },
        dataset
        | _dataset(city, public_url, holding, common)
        | {"dcat:distribution": distributions(city.publisher, public_url, holding)},
        *offered,
    ]


def _publisher(city: City) -> Node:
    return {
        "@type": "foaf:Agent",
        "foaf:name": [german(city.publisher)],
        "dcterms:type": [reference("http://purl.org/adms/publishertype/LocalAuthority")],
    }


def _catalogue(city: City, public_url: str, common: Node) -> Node:
    return {
        "@type": "dcat:Catalog",
        "dcterms:title": [german(f"{city.hub_name}: offene Daten")],
        "dcterms:description": [german(f"Die offenen Daten des Angebots {city.hub_name}.")],
        "dcterms:license": [reference(f"{GOVDATA}/licenses/cc-zero")],
        "dcat:themeTaxonomy": [reference(f"{EU}/data-theme")],
        "foaf:homepage": [reference(f"{public_url}/")],
        **common,
    }


def _dataset(city: City, public_url: str, holding: Holding, common: Node) -> Node:
    contributor = city.open_data.contributor_id
    kinds = [kind.labels for kind in KINDS.values()]
    return {
        "@type": "dcat:Dataset",
        "dcterms:title": [german(f"{city.hub_name}: {', '.join(kinds)}")],
        "dcterms:description": [german(city.texts.start_lead or f"Inhalte von {city.hub_name}.")],
        "dcterms:identifier": [literal(f"{public_url}{CATALOGUE}#dataset", "xsd:string")],
        "dcterms:accessRights": [reference(f"{EU}/access-right/PUBLIC")],
        "dcterms:accrualPeriodicity": [reference(f"{EU}/frequency/CONT")],
        "dcterms:temporal": [_from(holding)],
        "dcat:keyword": [german(word) for word in (*kinds, *(f.title for f in city.fields))],
        "dcat:theme": [reference(f"{EU}/data-theme/{code}") for code in city.open_data.themes],
        "dcat:contactPoint": [_contact(city)],
        "dcat:landingPage": [reference(f"{public_url}/ueber")],
        "dcatde:contributorID": [reference(contributor)] if contributor else [],
        "dcatde:politicalGeocodingLevelURI": [
            reference(f"{GOVDATA}/politicalGeocoding/Level/municipality")
        ],
        "dcatde:politicalGeocodingURI": _area(city),
        **common,
    }


def _area(city: City) -> list[Node]:
    key = city.open_data.municipality_key
    address = f"{GOVDATA}/politicalGeocoding/municipalityKey/{key}"
    return [reference(address)] if key else []


def _from(holding: Holding) -> Node:
    day = literal(holding.since.date().isoformat(), "xsd:date")
    return {"@type": "dcterms:PeriodOfTime", "dcat:startDate": [day]}


def _contact(city: City) -> Node:
    return {
        "@type": "vcard:Kind",
        "vcard:fn": [literal(city.hub_name, "xsd:string")],
        "vcard:hasEmail": [reference(f"mailto:{city.contact_email}")],
        "vcard:hasURL": [reference(city.website)],
    }
