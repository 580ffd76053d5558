"""What a document costs before it is carried out: fields, times lists, and calls for texts."""

from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from gateway.graphql.limits import MOST_FIELDS, WithinLimits

SCHEMA = build_schema((Path(__file__).parents[2] / "gateway" / "schema.graphql").read_text())
TEXTS = " ".join(f"t{n}: transcriptText" for n in range(40))
FIELDS = " ".join(f"f{n}: label" for n in range(40))
FACETS = " ".join(f"f{n}: facets {{ facet }}" for n in range(200))
SUGGESTIONS = " ".join(f"s{n}: suggestions" for n in range(200))


def refused(document: str) -> bool:
    return bool(validate(SCHEMA, parse(document), [WithinLimits]))


@pytest.mark.parametrize(
    "document",
    [
        f"{{ videos(first: 100) {{ nodes {{ {TEXTS} }} }} }}",
        "{ videos(first: 100) { nodes { captions { text } } } }",
        "{ videos(first: 100) { nodes { ...A } } } fragment A on Video { captions { warnings } }",
        f"{{ videos(first: 100) {{ nodes {{ captions {{ {FIELDS} }} }} }} }}",
        "{ videos(first: 100) { nodes { transcriptCues { text } } } }",
        "{ videos(first: 100) { nodes { transcriptParagraphs { text } } } }",
        f'{{ search(query: "a") {{ {FACETS} }} }}',
        f'{{ search(query: "a") {{ {SUGGESTIONS} }} }}',
    ],
)
def test_many_calls_are_too_much_at_once(document: str) -> None:
    assert refused(document)


ALL = """{ video(slug: "a") {
    captions { language webvtt: text srt: text(format: SRT) warnings }
    transcriptText transcriptParagraphs { startSeconds heading text }
    transcriptCues(first: 1000) { startSeconds text } } }"""


@pytest.mark.parametrize(
    "document",
    [
        "{ videos(first: 100) { nodes { title captions { language label url } } } }",
        "{ videos(first: 100) { nodes { transcriptText } } }",
        ALL,
        "{ search(first: 100) { nodes { title } facets { facet values { value } } suggestions } }",
    ],
)
def test_what_a_page_or_a_list_needs_is_within_the_limits(document: str) -> None:
    assert MOST_FIELDS == 5_000
    assert not refused(document)
