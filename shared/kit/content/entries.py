"""What the search may know of a kind's items: their words, and the facets they belong to."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from markdown_it import MarkdownIt
from msgspec import Struct

from shared.contracts.caller import Caller
from shared.contracts.captions import SpokenCue
from shared.contracts.content import Content, Image, Status
from shared.contracts.kinds import Kind
from shared.contracts.marks import marked_fields
from shared.contracts.search import Entries, EntriesOf, SearchEntry
from shared.kit.content.facets import facets_of
from shared.kit.content.store import ContentStore

C = TypeVar("C", bound=Content)

Said = Callable[[C], Awaitable[Sequence[SpokenCue]]]
"""What is said in an item, where a kind has something to hear."""

_MOST_CHARACTERS = 100_000
_HEAD = {mark.name for mark in marked_fields(Content)}
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


async def nothing_said(_: Content) -> Sequence[SpokenCue]:
    """For kinds that are read, not heard."""
    return ()


class Findable(Generic[C]):
    """Feeds the search: drafts and what was taken down are not there."""

    def __init__(self, kind: Kind[C], store: ContentStore[C], said: Said[C] = nothing_said) -> None:
        self._kind = kind
        self._store = store
        self._said = said

    async def entries(self, request: EntriesOf, _: Caller | None) -> Entries:
        items = await self._store.get_many(request.ids)
        public = [item for item in items if item.status is Status.PUBLISHED]
        return Entries(entries=tuple([await self._entry(item) for item in public]))

    async def _entry(self, item: C) -> SearchEntry:
        return SearchEntry(
            id=item.id,
            kind=self._kind.kind.value,
            path=f"/{self._kind.path}/{item.slug}",
            language=item.language,
            title=item.title,
            summary=item.summary,
            tags=item.tags,
            passages=tuple(_bounded(passages(item))),
            facets=facets_of(item, self._kind.kind),
            cues=tuple(await self._said(item)),
            published_at=item.published_at or item.created_at,
        )


def passages(item: Content) -> Iterator[str]:
    """The texts that people read of an item below its head, in their order, as plain text."""
    for name, value, is_markdown in _parts(item):
        if name not in _HEAD:
            yield from _texts(value, is_markdown=is_markdown)
    yield from (text for place in item.places for text in (place.name, place.address) if text)
    yield from (date.title for date in item.dates)


def _parts(struct: Struct) -> Iterator[tuple[str, Any, bool]]:
    """The fields that editors write and readers see."""
    for mark in marked_fields(type(struct)):
        if mark.extra.get("graphql", True) and not mark.extra.get("by_hub"):
            yield mark.name, getattr(struct, mark.name), mark.extra.get("format") == "markdown"


def _texts(value: object, *, is_markdown: bool) -> Iterator[str]:
    match value:
        case Enum():
            return
        case str():
            yield from _pieces(value) if is_markdown else [value] * bool(value)
        case Image():
            yield from _texts(value.alt, is_markdown=False)
        case tuple():
            for each in value:
                yield from _texts(each, is_markdown=is_markdown)
        case Struct():
            for _, part, marked in _parts(value):
                yield from _texts(part, is_markdown=marked)


def _pieces(markdown: str) -> Iterator[str]:
    """Each block of the text without its marks."""
    for token in _markdown.parse(markdown):
        parts = (part for part in token.children or () if part.type != "image")
        words = [" " if part.type.endswith("break") else part.content for part in parts]
        if token.type in {"fence", "code_block"}:
            words = [token.content]
        if text := " ".join("".join(words).split()):
            yield text


def _bounded(texts: Iterator[str]) -> Iterator[str]:
    left = _MOST_CHARACTERS
    for text in texts:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
