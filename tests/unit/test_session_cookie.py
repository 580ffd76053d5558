"""The session's cookie."""

import pytest

from gateway.pages.deps import SessionCookie


@pytest.mark.parametrize(
    ("url", "name", "secure"),
    [
        ("http://localhost:8080", "hub_session_8080", False),
        ("http://localhost:8081", "hub_session_8081", False),
        ("https://hub.example", "hub_session", True),
    ],
)
def test_each_hub_on_a_machine_has_its_own(url: str, name: str, *, secure: bool) -> None:
    cookie = SessionCookie.of(url)
    assert (cookie.name, cookie.secure) == (name, secure)
