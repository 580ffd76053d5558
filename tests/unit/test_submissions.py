"""Who sends too much has to wait, and nobody's address is kept."""

import pytest

from gateway.addresses import line_of
from gateway.auth.throttle import TooManyAttempts
from gateway.submissions import Submissions


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_one_too_many_waits_and_others_do_not() -> None:
    clock = Clock()
    door = Submissions(3, clock)
    for _ in range(3):
        door.admit("192.0.2.1")
    with pytest.raises(TooManyAttempts):
        door.admit("192.0.2.1")
    door.admit("192.0.2.2")
    clock.now += 3601
    door.admit("192.0.2.1")


def test_one_customers_ipv6_addresses_count_as_one() -> None:
    door = Submissions(1, Clock())
    door.admit("2001:db8:1:2::1")
    with pytest.raises(TooManyAttempts):
        door.admit("2001:db8:1:2:ffff::9")
    door.admit("2001:db8:1:3::1")


def test_what_is_no_address_counts_as_it_is() -> None:
    assert line_of("unbekannt") == "unbekannt"


def test_no_address_is_kept() -> None:
    door = Submissions(3, Clock())
    door.admit("192.0.2.77")
    assert "192.0.2.77" not in repr(vars(door._throttle))


def test_memory_is_bounded_and_the_salt_changes_every_day() -> None:
    clock = Clock()
    door = Submissions(3, clock)
    for number in range(10_100):
        door.admit(f"10.0.{number // 250}.{number % 250}")
    assert len(door._throttle._seen) <= 10_000
    salt = door._salt
    clock.now += 24 * 3600 + 1
    door.admit("192.0.2.1")
    assert door._salt != salt
    assert len(door._throttle._seen) == 1
