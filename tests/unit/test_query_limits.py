"""What a document asks for, found out before it is carried out."""

from typing import Any

import pytest
from graphql import GraphQLSchema, get_introspection_query

from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.admission import REFUSED, Budget, Desk, Refused, admit
from gateway.graphql.document_cache import Documents
from gateway.graphql.limits import GraphqlLimits
from gateway.graphql.schema import make_schema
from gateway.pages.documents import load_documents
from shared.contracts.caller import Caller, Role

LIMITS = GraphqlLimits(nats_url="nats://localhost")
EDITOR = Caller(id="e", name="E", role=Role.EDITOR)
TEXTS = " ".join(f"t{n}: transcriptText" for n in range(12))


@pytest.fixture(scope="module")
def documents() -> Documents:
    return make_schema().documents


@pytest.fixture
def stranger() -> Budget:
    return Desk(LIMITS).budget(None, None, "address")


def refusal(documents: Documents, budget: Budget, text: str, **variables: Any) -> str:
    """What is said; empty where the document is admitted."""
    try:
        admit(documents, budget, text, None, variables)
    except Refused as refused:
        return refused.errors[0].message
    return ""


def cost(documents: Documents, text: str, **variables: Any) -> int:
    return documents.parsed(text).measure(None, variables).cost


@pytest.mark.parametrize(
    ("document", "costs"),
    [
        ("{ fields { slug title } }", 1 + 3 * 2),
        ("{ experiments { totalCount nodes { title } } }", 10 + 1 + 1 + 20),
        ("{ experiments(first: 5) { edges { cursor node { title } } } }", 10 + 1 + 5 * 3),
        ('{ nodes(ids: ["a", "b"]) { id } }', 5 + 2),
        ("{ search(first: 2) { nodes { title } facets { facet } } }", 25 + 1 + 2 + 25 + 3),
        ("{ videos(first: 2) { nodes { captions { text } } } }", 10 + 1 + 2 * (1 + 3 * 25)),
        ("{ ...A } fragment A on Query { experiment(slug: \"a\") { title } }", 10 + 1),
    ],
)  # fmt: skip
def test_lists_multiply_and_services_cost(documents: Documents, document: str, costs: int) -> None:
    assert cost(documents, document) == costs


def test_variables_say_how_long_lists_are(documents: Documents) -> None:
    lists = "query ($n: Int! = 7, $ids: [ID!]! = []) { experiments(first: $n) { nodes { id } } "
    text = lists + "nodes(ids: $ids) { id } }"
    assert cost(documents, text) == 10 + 1 + 7 + 5
    assert cost(documents, text, n=50, ids=["a", "b"]) == 10 + 1 + 50 + 5 + 2
    assert cost(documents, text, n=50, ids=["a"]) == 10 + 1 + 50 + 5 + 1


def test_what_costs_more_says_so(documents: Documents) -> None:
    schema: GraphQLSchema = make_schema()._schema
    assert schema.query_type is not None
    assert "(Costs 25.)" in (schema.query_type.fields["search"].description or "")
    assert "extensions.cost" in (schema.query_type.description or "")


NESTED = "related { " * 9 + "title" + " }" * 9
ALIASES = " ".join(f"a{n}: title" for n in range(16))
BOMB = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (f'{{ experiment(slug: "a") {{ related {{ {NESTED} }} }} }}', "Ebenen: 12"),
        (f'{{ experiment(slug: "a") {{ {ALIASES} }} }}', "Aliasse: 16"),
        ("{ " + "fields { slug } " * 6 + "}", "oberster Ebene: 6"),
        ("{ fields " + "@include(if: true) " * 11 + "{ slug } }", "Direktiven: 11"),
        ("{ videos(first: 100) { nodes { captions { text } } } }", "Kosten: 7611"),
        (f"{{ videos(first: 100) {{ nodes {{ {TEXTS} }} }} }}", "Kosten: 30011"),
        ("{ experiments(first: 101) { totalCount } }", "Höchstens 100"),
        ("{ " + "fields { slug } " * 300 + "}", "more than 1000 tokens"),
        ("{ ...F0 } " + BOMB + " fragment F60 on Query { me { id } }", "mehr als eine Milliarde"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "within itself"),
        ("{ " + "a { " * 400 + "b" + " }" * 401, "too deeply"),
        ("query A { me { id } } query B { me { id } }", "operationName"),
        ('{ experiment(slug: "a") { ' + "title " * 900 + "} }", "aborted"),
        ("{ experimants { nodes { id } } }", "Cannot query field 'experimants' on type 'Query'.$"),
    ],
)
def test_too_much_is_refused(
    documents: Documents, stranger: Budget, document: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        admit(documents, stranger, document, None, {})
    assert documents.known(document) is None


def test_a_list_in_a_fragment_is_looked_into(documents: Documents, stranger: Budget) -> None:
    text = "{ videos(first: 100) { nodes { ...A } } } fragment A on Video { captions { warnings } }"
    assert "Kosten" in refusal(documents, stranger, text)


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
        get_introspection_query(),
    ],
)
def test_what_a_page_or_a_list_needs_is_within_the_limits(
    documents: Documents, stranger: Budget, document: str
) -> None:
    assert refusal(documents, stranger, document) == ""


def test_what_the_hubs_pages_ask_everybody_may_ask(documents: Documents, stranger: Budget) -> None:
    for name, text in load_documents().items():
        operation = next(iter(documents.parsed(text).operations))
        try:
            admit(documents, stranger, text, operation, {})
        except Refused as refused:
            pytest.fail(f"{name}: {refused}")


def test_a_person_may_ask_more_at_once(documents: Documents) -> None:
    person = Desk(LIMITS).budget(EDITOR, None, "address")
    assert refusal(documents, person, f'{{ experiment(slug: "a") {{ {ALIASES} }} }}') == ""


def test_what_a_person_may_ask_is_still_too_much_for_a_stranger(documents: Documents) -> None:
    desk = Desk(LIMITS)
    text = "{ nodes(ids: [" + '"a" ' * 1_100 + "]) { id } }"
    assert refusal(documents, desk.budget(EDITOR, None, ""), text) == ""
    assert "1000" in refusal(documents, desk.budget(None, None, "a"), text)


def test_the_bucket_is_emptied_by_what_is_carried_out_and_by_what_is_not(
    documents: Documents,
) -> None:
    limits = GraphqlLimits(nats_url="nats://localhost", graphql_bucket=1_000, graphql_refill=1)
    budget = Desk(limits).budget(None, None, "address")
    assert "Kosten" in refusal(documents, budget, "{ videos(first: 100) { nodes { " + TEXTS + "}}}")
    assert budget.buckets.level("address").left == 1_000 - 1 - REFUSED
    admit(documents, budget, "{ experiments(first: 80) { nodes { title } } }", None, {})
    with pytest.raises(TooManyAttempts) as told:
        admit(documents, budget, "query ($n: Int!) { experiments(first: $n) { nodes { "
              + "title " * 30 + "} } }", None, {"n": 100})  # fmt: skip
    assert told.value.retry_after is not None
    assert 2_200 < told.value.retry_after < 2_400
