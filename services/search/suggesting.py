"""How words that somebody has begun to write might go on: the tags and titles of the content."""

from collections.abc import Iterator

from services.search import layout
from services.search.german import fold
from services.search.index import Content
from services.search.queries import Queries
from shared.contracts.search import SearchEntry, Suggest, Suggestions

_LOOKED_AT = 40


def suggest(content: Content, request: Suggest) -> Suggestions:
    """Tags first, as they are shorter, then titles; nothing for no words."""
    words = content.german.plain.analyze(fold(request.beginning))
    if not words:
        return Suggestions(texts=())
    searcher = content.searcher
    query = Queries(content.schema).beginning(words[:-1], words[-1])
    found = searcher.search(query, limit=_LOOKED_AT, count=False).hits
    entries = [layout.entry_of(searcher.doc(address)) for _, address in found]
    texts = dict.fromkeys(_texts(content, entries, words))
    return Suggestions(texts=tuple(texts)[: request.first])


def _texts(content: Content, entries: list[SearchEntry], words: list[str]) -> Iterator[str]:
    tags = {tag for entry in entries for tag in entry.tags if _goes_on(content, tag, words)}
    yield from sorted(tags, key=lambda tag: (len(tag), tag))
    yield from (entry.title for entry in entries if _goes_on(content, entry.title, words))


def _goes_on(content: Content, text: str, words: list[str]) -> bool:
    said = content.german.plain.analyze(fold(text))
    return any(each.startswith(words[-1]) for each in said) and set(words[:-1]) <= set(said)
