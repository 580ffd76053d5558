"""The index in its folder: what it holds, and up to which event of the log."""

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec
import tantivy
from msgspec import Struct
from tantivy import Document, Query, Searcher

from services.search import compounds, layout
from services.search.german import German
from services.search.meaning import MOST_ITEMS, Meanings
from shared.contracts.search import SearchEntry
from shared.kit import log

_HEAP_BYTES = 32_000_000
_STRETCH = 500
_WORDS, _POSITION = "words.json", "position.json"
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
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
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
        self._write(gone, entries)

    def copy(self, before: "Content") -> None:
        """Puts in all that another one holds."""
        for stretch in before.entries():
            self._write((), stretch)

    def _write(self, gone: Iterable[str], entries: Iterable[SearchEntry]) -> None:
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


class Shelf:
    """The folder with the present index; it is exchanged for one with better words."""

    def __init__(self, folder: Path, most_meanings: int = MOST_ITEMS) -> None:
        self._folder = folder
        self._meanings = Meanings(most_meanings)
        self.content = self._opened()

    def _opened(self) -> Content:
        """The index that is there, else an empty one, to be filled from the log."""
        kept: Content | None = None
        for folder in sorted(self._folder.glob("*/")):
            try:
                kept = kept or Content.open(folder, self._meanings)
            except (ValueError, OSError) as error:
                _logger.warning("index is made anew", folder=folder.name, reason=str(error))
            if kept is None or kept.folder != folder:
                shutil.rmtree(folder)
        return kept or self._made(()).finish()

    def _made(self, words: Collection[str]) -> Content:
        return Content.make(self._folder / digest(words), words, self._meanings)

    def renew_words(self) -> bool:
        """Splits compounds by the nouns of the content too; False where nothing is to be done."""
        before = self.content
        words = compounds.of_content(_names(before), German(compounds.lists()))
        if tuple(words) == before.words:
            return False
        fresh = self._made(words)
        fresh.copy(before)
        fresh.keep_place(before.place())
        self.content = fresh.finish()
        before.close()
        shutil.rmtree(before.folder)
        return True


def digest(words: Collection[str]) -> str:
    """Names an index by all that its documents depend on."""
    told = msgspec.json.encode((layout.VERSION, compounds.own_words(), list(words)))
    return hashlib.sha256(told).hexdigest()[:16]


def _names(content: Content) -> Iterator[str]:
    for stretch in content.entries():
        for entry in stretch:
            yield from (entry.title, *entry.tags)
