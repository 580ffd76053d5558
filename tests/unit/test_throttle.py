"""Guessing is slowed down, by key and for a while."""

import pytest

from gateway.auth.throttle import Throttle


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle(3, 60, clock)


def fail(throttle: Throttle, key: str, times: int) -> None:
    for _ in range(times):
        throttle.count(key)


def test_the_last_failure_allowed_blocks(throttle: Throttle) -> None:
    blocked = []
    for _ in range(4):
        blocked.append(throttle.blocked("kim"))
        throttle.count("kim")
    assert blocked == [False, False, False, True]


def test_keys_do_not_block_each_other(throttle: Throttle) -> None:
    fail(throttle, "kim", 3)
    assert throttle.blocked("kim")
    assert not throttle.blocked("alex")


def test_time_unblocks(throttle: Throttle, clock: Clock) -> None:
    fail(throttle, "kim", 3)
    clock.now += 59.9
    assert throttle.blocked("kim")
    clock.now += 0.1
    assert not throttle.blocked("kim")


def test_failures_leave_the_window_one_by_one(throttle: Throttle, clock: Clock) -> None:
    throttle.count("kim")
    clock.now += 40
    fail(throttle, "kim", 2)
    assert throttle.blocked("kim")
    clock.now += 20
    assert not throttle.blocked("kim")
    throttle.count("kim")
    assert throttle.blocked("kim")


def test_success_forgets_the_failures(throttle: Throttle) -> None:
    fail(throttle, "kim", 2)
    throttle.forget("kim")
    fail(throttle, "kim", 2)
    assert not throttle.blocked("kim")
    throttle.forget("never seen")


def test_memory_ends_with_the_keys_longest_without_failure(throttle: Throttle) -> None:
    fail(throttle, "first", 3)
    fail(throttle, "second", 3)
    for number in range(9_998):
        throttle.count(str(number))
    throttle.count("first")
    throttle.count("one more")
    assert throttle.blocked("first")
    assert not throttle.blocked("second")
