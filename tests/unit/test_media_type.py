"""In which form an answer is wanted."""

import pytest

from gateway.graphql.http_request import GRAPHQL, JSON, STREAM, NotAnswered, media_type


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.9", JSON),
        (f"{GRAPHQL}, {JSON}, {STREAM}", GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8", GRAPHQL),
        (f"{GRAPHQL};q=0.5, */*", JSON),
        (f"{JSON};q=falsch, {STREAM}", STREAM),
        (STREAM, STREAM),
        (f"text/html, {STREAM};q=0.1", STREAM),
    ],
)
def test_the_best_liked_is_taken(accept: str, kind: str) -> None:
    assert media_type(accept) == kind


@pytest.mark.parametrize("accept", ["image/png", f"{JSON};q=0", "text/*"])
def test_what_nobody_speaks_is_said(accept: str) -> None:
    with pytest.raises(NotAnswered) as told:
        media_type(accept)
    assert told.value.status == 406
