"""Lists in memory, beside a plain list of all items that is sorted and looked through."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kit.content import ordered
from shared.kit.content.heads import Head, head_of, id_of
from shared.kit.content.ordered import Ordered

IDS = st.sampled_from("abcdefghij")
HEADS = st.builds(
    lambda day, own_id, marks: Head(f"{day:02}/{own_id}", marks),
    st.integers(1, 20),
    IDS,
    st.frozensets(st.sampled_from("xyz")),
)
ASKED = st.tuples(
    st.frozensets(st.sampled_from("xyz")),
    st.integers(1, 5),
    st.none() | st.integers(0, 21).map(lambda day: f"{day:02}/e"),
)


@given(st.lists(HEADS | IDS, max_size=60), st.lists(ASKED, max_size=8))
def test_a_stretch_is_what_looking_through_everything_finds(changes: Any, asked: Any) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(ordered, "SEGMENT", 3)
        kept, all_items = Ordered(), dict[str, Head]()
        for change in changes:
            if isinstance(change, Head):
                kept.put(change)
                all_items[id_of(change.order)] = change
            else:
                kept.take_out(change)
                all_items.pop(change, None)
        for marks, first, after in asked:
            fitting = sorted(
                (each.order for each in all_items.values() if each.marks >= marks), reverse=True
            )
            older = [each for each in fitting if after is None or each < after]
            found = kept.stretch(marks, first, after)
            assert list(found.orders) == older[:first]
            assert found.total == len(fitting)
            assert found.more == (len(older) > first)


@pytest.mark.parametrize("order", [None, 7, "", "2026"])
def test_a_document_without_a_place_is_in_no_list(order: object) -> None:
    assert head_of({"order": order, "status": "published"}) is None


def test_marks_come_from_texts_and_lists_and_nothing_else() -> None:
    head = head_of({"order": "1/a", "status": "draft", "tags": ["Luft", None], "fields": None})
    assert head == Head("1/a", frozenset({"status=draft", "tags=Luft"}))
