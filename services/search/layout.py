"""How entries lie in the index: one document for each item, one for each line that is said."""

from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Any

import msgspec
from tantivy import Document, Index, Schema, SchemaBuilder

from services.search.german import German, fold
from shared.contracts.captions import SpokenCue
from shared.contracts.search import Facet, SearchEntry

VERSION = "1"
"""Changes with anything below, so that an index laid out otherwise is made anew."""

ITEM, CUE = "item", "cue"
PARTS = {"title": 5.0, "head": 2.5, "text": 1.0, "spoken": 0.8}
"""The fields in which a word's parts are looked for, with their weight."""


def facet_field(facet: Facet | str) -> str:
    """Where a facet's values lie."""
    return f"facet_{facet}"


def schema() -> Schema:
    """The fields; the entry itself lies beside them as it came."""
    builder = SchemaBuilder()
    for name in ("id", "what"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*PARTS, "cue", "next"):
        builder.add_text_field(name, tokenizer_name="parts")
    builder.add_text_field("whole", tokenizer_name="whole", index_option="freq")
    builder.add_text_field("plain", tokenizer_name="plain", index_option="basic")
    for facet in Facet:
        builder.add_text_field(
            facet_field(facet), tokenizer_name="raw", index_option="basic", fast=True
        )
    builder.add_date_field("published", fast=True)
    for name in ("stored", "meaning"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def teach(index: Index, german: German) -> None:
    """The index itself does not remember how its fields are analysed."""
    index.register_tokenizer("parts", german.parts)
    index.register_tokenizer("whole", german.whole)
    index.register_tokenizer("plain", german.plain)


def documents(entry: SearchEntry, meaning: bytes) -> Iterator[Document]:
    """All that is kept of an entry."""
    item = _item(entry)
    item.add_bytes("meaning", meaning)
    yield item
    for cue, following in zip_longest(entry.cues, entry.cues[1:]):
        yield _cue(entry, cue, following.text if following else "")


def _item(entry: SearchEntry) -> Document:
    document = _document(entry, ITEM, msgspec.json.encode(entry))
    head = (entry.summary, *entry.tags)
    spoken = (cue.text for cue in entry.cues)
    fields = {"title": [entry.title], "head": head, "text": entry.passages, "spoken": spoken}
    for name, texts in fields.items():
        for text in texts:
            document.add_text(name, fold(text))
            document.add_text("whole", fold(text))
    for text in (entry.title, *entry.tags):
        document.add_text("plain", fold(text))
    for facet, value in chain.from_iterable(_values(entry)):
        document.add_text(facet_field(facet), value)
    document.add_date("published", entry.published_at)
    return document


def _values(entry: SearchEntry) -> Iterator[list[tuple[str, str]]]:
    """Facets that this version does not know are left out."""
    for facet in Facet:
        yield [(facet, value) for value in entry.facets.get(facet, ())]


def _cue(entry: SearchEntry, cue: SpokenCue, following: str) -> Document:
    document = _document(entry, CUE, msgspec.json.encode(cue))
    document.add_text("cue", fold(cue.text))
    document.add_text("next", fold(following))
    return document


def _document(entry: SearchEntry, what: str, stored: bytes) -> Document:
    document = Document()
    document.add_text("id", entry.id)
    document.add_text("what", what)
    document.add_bytes("stored", stored)
    return document


def entry_of(document: Document) -> SearchEntry:
    """The entry as it came."""
    return msgspec.json.decode(_bytes(document, "stored"), type=SearchEntry)


def cue_of(document: Document) -> SpokenCue:
    """The line as it came."""
    return msgspec.json.decode(_bytes(document, "stored"), type=SpokenCue)


def meaning_of(document: Document) -> bytes:
    """The vector as it was kept with the entry."""
    return _bytes(document, "meaning")


def _bytes(document: Document, field: str) -> bytes:
    value: Any = document.get_first(field)
    return bytes(value)
