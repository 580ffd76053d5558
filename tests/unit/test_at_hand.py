"""Which items a service has at hand, and when it lets them go."""

from functools import partial

import msgspec
from msgspec import Raw

from shared.kit.content.at_hand import AtHand, Known
from shared.kit.content.heads import Head
from tests.unit.items import GUIDE

READ = Known(Head("2026/1", frozenset()), Raw(msgspec.json.encode(GUIDE)))


def test_what_was_read_is_at_hand_until_it_changes() -> None:
    hand = AtHand()
    hand.keep({"1": READ, "2": READ}, hand.changes)
    hand.forget("2")
    assert hand.find(["1", "2"]) == {"1": READ}
    hand.forget_all()
    assert hand.find(["1"]) == {}


def test_what_was_read_while_something_changed_is_not_kept() -> None:
    hand = AtHand()
    for change in (partial(hand.forget, "2"), hand.forget_all):
        changes = hand.changes
        change()
        hand.keep({"1": READ}, changes)
        assert hand.find(["1"]) == {}


def test_what_cannot_be_read_is_looked_at_each_time() -> None:
    hand = AtHand()
    hand.keep({"1": Known(READ.head, None)}, hand.changes)
    assert hand.find(["1"]) == {}


def test_what_was_wanted_longest_ago_makes_room() -> None:
    hand = AtHand(most=2)
    for own in ("1", "2"):
        hand.keep({own: READ}, hand.changes)
    assert hand.find(["1"])
    hand.keep({"3": READ}, hand.changes)
    assert list(hand.find(["1", "2", "3"])) == ["1", "3"]
