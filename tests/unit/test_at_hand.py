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


def test_what_is_long_makes_room_sooner() -> None:
    def item(size: int) -> Known:
        return Known(READ.head, Raw(b" " * size))

    hand = AtHand(most_bytes=100)
    for own in ("1", "2", "1"):  # what is kept again is counted once
        hand.keep({own: item(50)}, hand.changes)
    assert list(hand.find(["1", "2"])) == ["1", "2"]
    hand.keep({"3": item(60)}, hand.changes)
    assert list(hand.find(["1", "2", "3"])) == ["3"]
    hand.forget("3")
    hand.keep({"4": item(50), "5": item(50)}, hand.changes)
    hand.forget_all()
    hand.keep({"6": item(50), "7": item(50)}, hand.changes)
    assert list(hand.find(["4", "5", "6", "7"])) == ["6", "7"]
    hand.keep({"8": item(101)}, hand.changes)
    assert hand.find(["6", "7", "8"]) == {}
