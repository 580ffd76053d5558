"""What the entry in a catalogue of open data takes from the city's file and from the items."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from gateway.feeds.dcat import catalogue
from gateway.feeds.dcat_terms import Holding
from shared.contracts.city import OpenData
from shared.contracts.licence import LicenceCode
from tests.unit.items import CITY

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTRIBUTOR = "http://dcat-ap.de/def/contributors/iserlohn"


def dataset(open_data: OpenData, *licences: LicenceCode) -> dict[str, Any]:
    city = replace(CITY, open_data=open_data)
    holding = Holding(since=BEGAN, modified=BEGAN, licences=frozenset(licences))
    nodes = catalogue(city, "https://hub.example", holding)
    return next(node for node in nodes if node["@type"] == "dcat:Dataset")


@pytest.mark.parametrize(
    ("licences", "name"),
    [
        ([LicenceCode.CC_BY_4_0], "cc-by/4.0"),
        ([LicenceCode.DL_DE_ZERO_2_0], "dl-zero-de/2.0"),
        ([LicenceCode.CC_BY_4_0, LicenceCode.CC0_1_0], "other-open"),
        ([], "other-open"),
    ],
)
def test_the_licence_is_the_one_that_all_items_have(licences: list[LicenceCode], name: str) -> None:
    for distribution in dataset(OpenData(), *licences)["dcat:distribution"]:
        (licence,) = distribution["dcterms:license"]
        assert licence == {"@id": f"http://dcat-ap.de/def/licenses/{name}"}


def test_what_only_the_city_knows_is_in_its_file() -> None:
    bare = dataset(OpenData(), LicenceCode.CC_BY_4_0)
    assert bare["dcatde:contributorID"] == bare["dcterms:spatial"] == []
    told = OpenData(contributor_id=CONTRIBUTOR, municipality_key="05974040", themes=("ENVI",))
    known = dataset(told, LicenceCode.CC_BY_4_0)
    assert known["dcatde:contributorID"] == [{"@id": CONTRIBUTOR}]
    assert known["dcterms:spatial"] == known["dcatde:politicalGeocodingURI"]
    assert known["dcterms:spatial"][0]["@id"].endswith("/municipalityKey/05974040")
    assert [theme["@id"].rpartition("/")[2] for theme in known["dcat:theme"]] == ["ENVI"]
