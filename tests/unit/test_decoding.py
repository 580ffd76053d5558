"""What came before in the same bytes is not decoded again; what is different is."""

import msgspec
import pytest
from msgspec import Raw

from gateway.decoding import Decoding
from shared.contracts.calls import Found, Page
from shared.contracts.guide import Guide
from shared.contracts.kinds import EXPERIMENTS, GUIDES
from shared.contracts.remake_calls import COUNTS, RemakeCounts
from shared.contracts.remake_results import RemakeCount
from tests.unit.items import GUIDE, guide

CALLS = GUIDES.calls
OTHER = guide(title="Schrauben")


def raw(value: object) -> Raw:
    return Raw(msgspec.json.encode(value))


def page(*items: Guide) -> Page[Guide]:
    return Page(items=items, cursors=tuple("x" for _ in items), total=7, has_next=True)


def test_a_reply_says_what_was_sent() -> None:
    decoding = Decoding()
    assert decoding.decoded(CALLS.list, raw(page(GUIDE, OTHER))) == page(GUIDE, OTHER)
    assert decoding.decoded(CALLS.get_many, raw(Found(items=(OTHER,)))) == Found(items=(OTHER,))
    assert decoding.decoded(CALLS.by_slug, raw(GUIDE)) == GUIDE
    counts = RemakeCounts(counts=(RemakeCount(item_id=GUIDE.id),))
    assert decoding.decoded(COUNTS, raw(counts)) == counts


def test_the_same_bytes_are_the_same_object_wherever_they_come() -> None:
    decoding = Decoding()
    listed = decoding.decoded(CALLS.list, raw(page(GUIDE))).items[0]
    assert decoding.decoded(CALLS.get_many, raw(Found(items=(GUIDE,)))).items[0] is listed
    assert decoding.decoded(CALLS.by_slug, raw(GUIDE)) is listed
    assert decoding.decoded(CALLS.by_slug, raw(OTHER)) is not listed


def test_what_is_wrong_is_told_each_time() -> None:
    decoding = Decoding()
    decoding.decoded(CALLS.by_slug, raw(GUIDE))
    wrong = raw(page(GUIDE, guide(slug="Kein Slug!")))
    for _ in range(2):
        with pytest.raises(msgspec.ValidationError):
            decoding.decoded(CALLS.list, wrong)
        with pytest.raises(msgspec.ValidationError):
            decoding.decoded(EXPERIMENTS.calls.by_slug, raw(GUIDE))


def test_only_what_came_last_is_known() -> None:
    size = len(msgspec.json.encode(guide(title="Nr. 0")))
    decoding = Decoding(most_bytes=2 * size)
    first, second, third = (guide(title=f"Nr. {number}") for number in range(3))
    kept = [decoding.decoded(CALLS.by_slug, raw(each)) for each in (first, second, first, third)]
    assert decoding.decoded(CALLS.by_slug, raw(first)) is kept[0]
    assert decoding.decoded(CALLS.by_slug, raw(second)) is not kept[1]
