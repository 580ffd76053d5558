"""Who may show the hub in frames: a setting that goes into a header."""

import msgspec
import pytest

from gateway.graphql.limits import Origins


@pytest.mark.parametrize(
    "text", ["", "https://a.example", "https://a.example http://b.example:8080", "https://[::1]:8"]
)
def test_origins_stand_side_by_side(text: str) -> None:
    assert msgspec.convert(text, Origins) == text


@pytest.mark.parametrize(
    "text", ["a.example", "javascript:alert(1)", "https://a.example; script-src *", "*", "https://"]
)
def test_nothing_else_gets_into_the_policy(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Origins)
