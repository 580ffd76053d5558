"""`publiccode.yml` keeps the standard (0.4), and says nothing that the code contradicts.

Standard: https://docs.italia.it/italia/developers-italia/publiccodeyml-en/en/master/
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from gateway.interface import LANGUAGES

ROOT = Path(__file__).parents[2]
MANDATORY = (
    *("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus"),
    *("softwareType", "description", "legal/license", "maintenance/type"),
    *("localisation/localisationReady", "localisation/availableLanguages"),
)
STATUS = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {"standalone/web", "standalone/backend", "standalone/desktop", "standalone/other"}
CATEGORIES = {
    *("content-management", "knowledge-management", "educational-content", "digital-citizenship"),
    *("digital-asset-management", "website-builder", "collaboration", "event-management"),
}
"""Of the standard's list, those that might fit."""

SCOPES = {"local-authorities", "education", "science-and-technology", "culture", "environment"}
NEEDS_CONTACTS = {"internal", "community"}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    return found


def _at(told: Any, path: str) -> Any:
    for name in path.split("/"):
        told = told.get(name) if isinstance(told, dict) else None
    return told


@pytest.mark.parametrize("path", MANDATORY)
def test_what_the_standard_demands_is_there(told: dict[str, Any], path: str) -> None:
    assert _at(told, path) not in (None, "", [], {})


def test_its_words_are_the_standards(told: dict[str, Any]) -> None:
    assert told["publiccodeYmlVersion"] == "0.4"
    assert told["developmentStatus"] in STATUS
    assert told["softwareType"] in TYPES
    assert set(told["categories"]) <= CATEGORIES
    assert set(told["intendedAudience"]["scope"]) <= SCOPES
    assert told["maintenance"]["type"] not in NEEDS_CONTACTS or told["maintenance"]["contacts"]
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_it_tells_what_is_so(told: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told["legal"]["license"] == project["license"]
    assert told["localisation"]["availableLanguages"] == list(LANGUAGES)
    assert set(told["description"]) == set(LANGUAGES)
    version, released = told.get("softwareVersion"), told.get("releaseDate")
    assert (version is None) == (released is None), "both with the first release"
    if released:
        assert version == project["version"]
        assert date.fromisoformat(str(released)) <= date.today()  # noqa: DTZ011


def test_an_address_that_is_not_known_yet_cannot_be_taken_for_one(told: dict[str, Any]) -> None:
    addresses = [urlsplit(told["url"]).hostname or ""]
    addresses += [each["email"].rpartition("@")[2] for each in told["maintenance"]["contacts"]]
    assert all(address.endswith(".example") for address in addresses)
