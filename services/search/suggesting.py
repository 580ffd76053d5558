"""How words that somebody has begun to write might go on: the tags and titles of the content."""

from collections.abc import Iterator

from services.search import layout
from services.search.german import fold
from services.search.index import Content
from services.search.queries import Queries
from shared.contracts.search import SearchEntry, Suggest, Suggestions

_LOOKED_AT = 40
_FEWEST = 3


def suggest(content: Content, request: Suggest) -> Suggestions:
    """Tags first, as they are shorter, then titles; where there are none, what begins like the
    last word.
    """
    words = content.german.plain.analyze(fold(request.beginning))
    if not words:
        return Suggestions(texts=())
    last = words[-1]
    found = _going_on(content, words) or _going_on(content, [last[: max(_FEWEST, len(last) - 2)]])
    return Suggestions(texts=tuple(found)[: request.first])


def _going_on(content: Content, words: list[str]) -> list[str]:
    searcher = content.searcher
    query = Queries(content.schema).beginning(words[:-1], words[-1])
    found = searcher.search(query, limit=_LOOKED_AT, count=False).hits
    entries = [layout.entry_of(searcher.doc(address)) for _, address in found]
    return list(dict.fromkeys(_texts(content, entries, words)))


def _texts(content: Content, entries: list[SearchEntry], words: list[str]) -> Iterator[str]:
    tags = {tag for entry in entries for tag in entry.tags if _goes_on(content, tag, words)}
    yield from sorted(tags, key=lambda tag: (len(tag), tag))
    yield from (entry.title for entry in entries if _goes_on(content, entry.title, words))


def _goes_on(content: Content, text: str, words: list[str]) -> bool:
    said = content.german.plain.analyze(fold(text))
    return any(each.startswith(words[-1]) for each in said) and set(words[:-1]) <= set(said)
