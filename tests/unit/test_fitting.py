"""What goes into one message is cut where the message would grow too large."""

import msgspec
import pytest
from msgspec import Raw

from shared.contracts.guide import Guide
from shared.kit.content.fitting import fitting
from tests.unit.items import guide

MEBIBYTE = 1024 * 1024


def large(mebibytes: float) -> Guide:
    return guide(goal="a" * int(mebibytes * MEBIBYTE))


@pytest.mark.parametrize(
    ("sizes", "fit"),
    [([], 0), ([5], 1), ([1, 2.9, 0.2], 2), ([0.1, 5], 1), ([1, 1, 1, 0.9], 4)],
)
def test_as_many_fit_whether_they_are_encoded_or_not(sizes: list[float], fit: int) -> None:
    guides = [large(size) for size in sizes]
    encoded = [Raw(msgspec.json.encode(each)) for each in guides]
    assert fitting(guides) == guides[:fit]
    assert fitting(encoded) == encoded[:fit]
