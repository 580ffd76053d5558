"""The index in its folder: what it holds, and up to which event of the log."""

import hashlib
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec
import tantivy
from msgspec import Struct
from tantivy import Document, Occur, Query, Searcher

from services.search import compounds, layout
from services.search.german import German
from services.search.meaning import Meanings
from shared.contracts.search import SearchEntry
from shared.kit import log

_HEAP_BYTES = 32_000_000
_STRETCH = 500
_WORDS, _POSITION = "words.json", "position.json"
_TRIES = 40
_PAUSE_SECONDS = 0.05

_logger = log.get("hub.search")


class Place(Struct, frozen=True):
    """Up to where the log was read; a log that began at another time is another log."""

    log_began: datetime | None = None
    sequence: int = 0


class Content:
    """One index with the words that its compounds were split by. Reading is for all threads,
    writing for one at a time.
    """

    def __init__(self, folder: Path, words: Collection[str], meanings: Meanings) -> None:
        self.folder = folder
        self.meanings = meanings
        self.words = tuple(words)
        self.german = German(compounds.lists(words))
        self.schema = layout.schema()
        self._index = tantivy.Index(self.schema, path=str(folder))
        layout.teach(self._index, self.german)
        self._writer = self._index.writer(_HEAP_BYTES, 1)

    @classmethod
    def make(cls, folder: Path, words: Collection[str], meanings: Meanings) -> Self:
        """An empty one, which counts only once it is `finished`."""
        remove(folder)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, words, meanings)

    @classmethod
    def open(cls, folder: Path, meanings: Meanings) -> Self:
        """The one that is there. Raises ValueError or OSError where it cannot be read."""
        words = msgspec.json.decode((folder / _WORDS).read_bytes(), type=list[str])
        if folder.name != digest(words):
            raise ValueError("made by another version")
        content = cls(folder, words, meanings)
        for document in content._documents():
            meanings.know(layout.entry_of(document).id, layout.meaning_of(document))
        return content

    def finish(self) -> Self:
        """From now on a start takes it up."""
        (self.folder / _WORDS).write_bytes(msgspec.json.encode(self.words))
        return self

    def close(self) -> None:
        """Ends the writing; who is still searching may go on."""
        self._writer.wait_merging_threads()

    @property
    def searcher(self) -> Searcher:
        """Sees the state of the last commit."""
        return self._index.searcher()

    def apply(self, gone: Iterable[str], entries: Iterable[SearchEntry]) -> None:
        """Takes out what is gone and puts in what is new, at once for all who search."""
        gone, entries = list(gone), list(entries)
        self.meanings.change(gone, entries)
        self.write(gone, entries)

    def copy(self, before: "Content") -> None:
        """Puts in all that another one holds."""
        for stretch in before.entries():
            self.write((), stretch)

    def write(self, gone: Iterable[str], entries: Iterable[SearchEntry]) -> None:
        """The same for entries whose meaning is known."""
        for item_id in gone:
            self._writer.delete_documents_by_term("id", item_id)
        for entry in entries:
            self._writer.delete_documents_by_term("id", entry.id)
            for document in layout.documents(entry, self.meanings.kept(entry.id)):
                self._writer.add_document(document)
        self._writer.commit()
        self._index.reload()

    def entries(self) -> Iterator[list[SearchEntry]]:
        """Everything in it, in stretches."""
        documents = self._documents()
        while stretch := list(islice(documents, _STRETCH)):
            yield [layout.entry_of(document) for document in stretch]

    def entry(self, item_id: str) -> SearchEntry | None:
        """What it holds of an item."""
        searcher = self.searcher
        terms = (("id", item_id), ("what", layout.ITEM))
        wanted = [(Occur.Must, Query.term_query(self.schema, *term)) for term in terms]
        found = searcher.search(Query.boolean_query(wanted), limit=1).hits
        return layout.entry_of(searcher.doc(found[0][1])) if found else None

    def _documents(self) -> Iterator[Document]:
        """The documents of the items."""
        searcher = self.searcher
        items = Query.term_query(self.schema, "what", layout.ITEM)
        for _, address in searcher.search(items, limit=max(1, searcher.num_docs)).hits:
            yield searcher.doc(address)

    def place(self) -> Place:
        """Where reading goes on."""
        try:
            return msgspec.json.decode((self.folder / _POSITION).read_bytes(), type=Place)
        except (FileNotFoundError, msgspec.DecodeError):
            return Place()

    def keep_place(self, place: Place) -> None:
        """After what was read up to there has been applied."""
        draft = self.folder / f"{_POSITION}.new"
        draft.write_bytes(msgspec.json.encode(place))
        draft.replace(self.folder / _POSITION)


def digest(words: Collection[str]) -> str:
    """Names an index by all that its documents depend on."""
    told = msgspec.json.encode((layout.VERSION, compounds.own_words(), list(words)))
    return hashlib.sha256(told).hexdigest()[:16]


def remove(folder: Path) -> None:
    """An index that is no longer wanted. Its own threads may lock what is being removed for a
    moment; what stays for longer counts for nothing, and the next start removes it.
    """
    (folder / _WORDS).unlink(missing_ok=True)
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE_SECONDS)
    _logger.warning("an old index stays", folder=folder.name)
