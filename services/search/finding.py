"""Finds items: by all words, else by words alike, else by some of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import DocAddress, Query, Searcher

from services.search import layout
from services.search.german import Word
from services.search.highlights import Marker
from services.search.index import Content
from services.search.moments import moments
from services.search.queries import Queries
from shared.contracts.errors import Invalid
from shared.contracts.search import Find, Hit, Match, Results

MOST_WORDS = 24
_DEEPEST = 1000
_MOST_BY_MEANING = 5
_TOO_MANY_WORDS = f"Bitte suchen Sie mit höchstens {MOST_WORDS} Wörtern."
_TOO_DEEP = f"Weiter als bis zum {_DEEPEST}. Treffer geht es nicht. Bitte grenzen Sie ein."


@dataclass(frozen=True, slots=True)
class Asked:
    """A request read: the words that say something, and the query that answers them."""

    words: tuple[Word, ...]
    match: Match
    query: Query


def read(content: Content, request: Find) -> Asked:
    """How the request is answered; which way does not depend on what it is narrowed to."""
    queries = Queries(content.schema)
    words = tuple({word.stem: word for word in content.german.words(request.query)}.values())
    if not request.query.strip():
        return Asked((), Match.EVERYTHING, queries.items())
    if not words:
        return Asked((), Match.NOTHING, Query.empty_query())
    if len(words) > MOST_WORDS:
        raise Invalid(_TOO_MANY_WORDS, field="query")
    fitting = _first_that_fits(content.searcher, queries, words)
    return fitting or _by_meaning(content, queries, words, request.query)


def _by_meaning(content: Content, queries: Queries, words: tuple[Word, ...], text: str) -> Asked:
    near = content.meanings.near(text, _MOST_BY_MEANING)
    if not near:
        return Asked(words, Match.WORDS, Query.empty_query())
    return Asked(words, Match.MEANING, queries.these(near))


def _first_that_fits(searcher: Searcher, queries: Queries, words: tuple[Word, ...]) -> Asked | None:
    ways: tuple[tuple[Match, Callable[[Sequence[Word]], Query]], ...] = (
        (Match.WORDS, queries.words),
        (Match.ALIKE, queries.alike),
        (Match.SOME, queries.some),
    )
    for match, way in ways:
        query = way(words)
        if searcher.search(query, limit=1, count=False).hits:
            return Asked(words, match, query)
    return None


def find(content: Content, request: Find) -> Results:
    """A stretch of the ranking. Raises `Invalid` for too many words, and for a place too deep."""
    begin = int(request.after or 0)
    if begin + request.first > _DEEPEST:
        raise Invalid(_TOO_DEEP, field="after")
    asked = read(content, request)
    searcher = content.searcher
    query = Queries(content.schema).narrowed(asked.query, request.chosen)
    newest = "published" if asked.match is Match.EVERYTHING else None
    found: Any = searcher.search(query, limit=request.first, offset=begin, order_by_field=newest)
    total: int = found.count
    hits = tuple(_hits(content, searcher, asked, [address for _, address in found.hits]))
    return Results(
        match=asked.match,
        total=total,
        hits=hits,
        cursors=tuple(str(begin + number) for number in range(1, len(hits) + 1)),
        has_next=begin + len(hits) < min(total, _DEEPEST),
    )


def _hits(
    content: Content, searcher: Searcher, asked: Asked, addresses: Sequence[DocAddress]
) -> Iterator[Hit]:
    marker = Marker(content.german, asked.words, loosely=asked.match is not Match.WORDS)
    for address in addresses:
        entry = layout.entry_of(searcher.doc(address))
        yield Hit(
            id=entry.id,
            kind=entry.kind,
            path=entry.path,
            language=entry.language,
            title=entry.title,
            summary=entry.summary,
            title_html=marker.marked(entry.title),
            excerpt_html=marker.excerpt([entry.summary, *entry.passages]),
            moments=moments(content, searcher, entry, asked.words, marker),
        )
