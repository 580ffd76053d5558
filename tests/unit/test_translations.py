"""Which translation has fallen behind."""

from datetime import timedelta

import msgspec
import pytest

from shared.contracts.guide import Guide
from shared.contracts.translations import newer_source
from tests.unit.items import LATER, MOMENT, guide


def version(language: str, **fields: object) -> Guide:
    return msgspec.structs.replace(guide(), language=language, **{"edited_at": MOMENT, **fields})


GERMAN = version("de", id="0198a8f0-0000-7000-8000-000000000001", edited_at=LATER)


@pytest.mark.parametrize(
    ("edited", "behind"),
    [(MOMENT, True), (LATER, False), (LATER + timedelta(seconds=1), False), (None, False)],
)
def test_only_an_older_one_is_behind(edited: object, *, behind: bool) -> None:
    turkish = version("tr", edited_at=edited)
    assert newer_source(turkish, (turkish, GERMAN)) == (GERMAN if behind else None)


def test_the_source_itself_and_an_item_alone_are_not() -> None:
    assert newer_source(GERMAN, (GERMAN,)) is None
    turkish = version("tr")
    assert newer_source(turkish, (turkish, version("en", edited_at=LATER))) is None


def test_a_source_from_before_claims_nothing() -> None:
    turkish = version("tr")
    assert newer_source(turkish, (turkish, version("de", id=GERMAN.id, edited_at=None))) is None
