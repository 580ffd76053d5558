"""What may be spent over time."""

from gateway.graphql.buckets import Buckets, Level


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_fills_again_steadily() -> None:
    clock = Clock()
    buckets = Buckets(100, 10, clock)
    buckets.spend("a", 95)
    assert buckets.level("a") == Level(left=5, full_in=10)
    assert buckets.wait("a", 5) == 0
    assert buckets.wait("a", 26) == 3
    clock.now += 2.5
    assert buckets.wait("a", 30) == 0
    assert buckets.level("b") == Level(left=100, full_in=0)
    clock.now += 1_000
    assert buckets.level("a") == Level(left=100, full_in=0)


def test_one_empties_only_its_own() -> None:
    buckets = Buckets(100, 10, Clock())
    buckets.spend("a", 500)
    assert buckets.wait("a", 1) == 1
    assert buckets.wait("b", 100) == 0


def test_who_has_rested_is_forgotten_and_so_is_who_is_too_many() -> None:
    clock = Clock()
    buckets = Buckets(100, 10, clock)
    for number in range(12_000):
        buckets.spend(str(number), 50)
    assert len(buckets._spent) == 10_000
    clock.now += 6
    for _ in range(6_000):
        buckets.spend("a", 1)
    assert len(buckets._spent) == 1
