"""What the crowd asks: each question, the services that its answer comes from, and how often."""

from dataclasses import dataclass

from tests.benchmarks.listing import PAGED, QUERY
from tests.benchmarks.outages.connection import request_of
from tests.benchmarks.outages.content import WORD, Content

_NESTED = """query ($slug: String!) { experiment(slug: $slug) { title steps { title text }
  results { evaluated } related { kind title ... on Guide { goal related { title } } } } }"""
_BY_ID = "query ($id: ID!) { node(id: $id) { id ... on Guide { title goal steps { title } } } }"
_BY_IDS = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Content { title summary } } }"
_SEARCH = """query ($word: String!) { search(query: $word, first: 10) { totalCount
  nodes { title url } facets { facet values { value count } } } }"""
_CHANGES = """{ changes(first: 20) { nodes { id deleted content { title contentHash } }
  hasNextPage } }"""
_SEVERAL = """{ experiments(first: 5) { nodes { id title } } guides(first: 5) { nodes { id title } }
  videos(first: 5) { totalCount nodes { id } } fields { slug title } }"""
_PROJECTS = "{ participationProjects { id } measures { slug } }"
_RESULTS = ("experiment", "results")


@dataclass(frozen=True, slots=True)
class Question:
    """`needs` are the services without which it cannot be answered; `weight` says how often it
    is asked beside others. What is `wrong` in form is refused, whoever is there. `spare` leads to
    a field that is null, without an error, where nobody can tell it in time.
    """

    name: str
    body: bytes
    needs: frozenset[str] = frozenset()
    weight: int = 1
    wrong: bool = False
    spare: tuple[str, ...] | None = None


def questions(content: Content) -> list[Question]:
    """A mix as visitors and consumers ask it."""
    return [*_lists(content), *_items(content), *_others(), *_malformed()]


def _lists(content: Content) -> list[Question]:
    pages = {"after": content.cursor}
    three = frozenset({"experiments", "guides", "videos"})
    return [
        Question("list", request_of(QUERY), frozenset({"experiments"}), 8),
        Question("next page", request_of(PAGED, pages), frozenset({"experiments"}), 4),
        Question("three lists", request_of(_SEVERAL), three, 4),
    ]


def _items(content: Content) -> list[Question]:
    nested = frozenset({"experiments", "guides", "remakes"})
    both = frozenset({"experiments", "guides"})
    return [
        *(
            Question("item by slug", request_of(_NESTED, {"slug": slug}), nested, spare=_RESULTS)
            for slug in content.experiment_slugs[:8]
        ),
        *(
            Question("item by id", request_of(_BY_ID, {"id": own}), both, 1)
            for own in content.guide_ids[:8]
        ),
        Question("items by ids", request_of(_BY_IDS, {"ids": content.some_ids}), both, 3),
    ]


def _others() -> list[Question]:
    needed = frozenset({"search", "experiments", "guides"})
    kinds = frozenset({"experiments", "guides", "videos"})
    words = (WORD, "Sensor", "Versuch")
    return [
        *(Question("search", request_of(_SEARCH, {"word": word}), needed, 2) for word in words),
        Question("changes", request_of(_CHANGES), kinds, 3),
        Question("projects", request_of(_PROJECTS), frozenset({"participation"}), 2),
    ]


def _malformed() -> list[Question]:
    deep = '{ experiment(slug: "a") { ' + "related { " * 30 + "title" + " }" * 32
    return [
        Question("malformed", request_of("{ experiments { nodes { "), wrong=True),
        Question("malformed", request_of("{ experiments { nodez { id } } }"), wrong=True),
        Question("malformed", request_of(deep), wrong=True),
        Question("malformed", b'{"query": ', wrong=True),
        Question("malformed", request_of(_BY_ID), wrong=True),
    ]
