"""The demo's example reports fit the forms of their items."""

import pytest
from msgspec.structs import replace

from infra.seed.check import check_remakes
from infra.seed.items import SeedInvalid
from infra.seed.load import load_all, load_city
from infra.seed.remakes import load_remakes


def test_they_fit() -> None:
    remakes = load_remakes()
    assert len(remakes) >= 2
    check_remakes(remakes, load_all(), load_city())


@pytest.mark.parametrize(
    "change",
    [{"place": "atlantis"}, {"answers": {"pm25_tag": "viel"}}, {"answers": {"fremd": "1"}}],
)
def test_one_that_does_not_fit_is_named(change: dict[str, object]) -> None:
    remakes = load_remakes()
    given = remakes["feinstaub-messen"]
    wrong = replace(given, reports=(replace(given.reports[0], **change),))
    with pytest.raises(SeedInvalid, match="feinstaub-messen"):
        check_remakes({"feinstaub-messen": wrong}, load_all(), load_city())
