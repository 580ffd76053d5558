"""What a page's scripts weigh before anybody does anything, as `make bench-pages` measures it."""

import gzip
from pathlib import Path

import pytest

import gateway
from gateway.pages import load_assets

DIST = Path(gateway.__file__).parent / "web/dist"
BUDGET = 60_000
LEVEL = 6
# What the headers of each answer add on the way.
HEADERS = 800


@pytest.mark.parametrize("name", ["player", "steps"])
def test_the_scripts_of_a_page_stay_within_the_budget(name: str) -> None:
    assets = load_assets(DIST)
    entries = (assets["site"], assets[name])
    paths = {path for entry in entries for path in (entry.script, *entry.modules)}
    weights = {path: HEADERS + _compressed(path) for path in paths}
    assert sum(weights.values()) <= BUDGET, weights


def _compressed(path: str) -> int:
    return len(gzip.compress((DIST / Path(path).name).read_bytes(), LEVEL))
