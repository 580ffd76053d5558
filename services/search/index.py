"""The index in its folder: what it holds, and up to which event of the log."""

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
import tantivy
from msgspec import Struct
from tantivy import Query, Searcher

from services.search import compounds, layout
from services.search.german import German
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

    def __init__(self, folder: Path, words: Collection[str]) -> None:
        self.folder = folder
        self.words = tuple(words)
        self.german = German(compounds.lists(words))
        self.schema = layout.schema()
        self._index = tantivy.Index(self.schema, path=str(folder))
        layout.teach(self._index, self.german)
        self._writer = self._index.writer(_HEAP_BYTES, 1)

    @classmethod
    def make(cls, folder: Path, words: Collection[str]) -> Self:
        """An empty one, which counts only once it is `finished`."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return cls(folder, words)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The one that is there. Raises ValueError or OSError where it cannot be read."""
        words = msgspec.json.decode((folder / _WORDS).read_bytes(), type=list[str])
        if folder.name != digest(words):
            raise ValueError("made by another version")
        return cls(folder, words)

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
        for item_id in gone:
            self._writer.delete_documents_by_term("id", item_id)
        for entry in entries:
            self._writer.delete_documents_by_term("id", entry.id)
            for document in layout.documents(entry):
                self._writer.add_document(document)
        self._writer.commit()
        self._index.reload()

    def entries(self) -> Iterator[list[SearchEntry]]:
        """Everything in it, in stretches."""
        searcher = self.searcher
        items = Query.term_query(self.schema, "what", layout.ITEM)
        found = searcher.search(items, limit=max(1, searcher.num_docs)).hits
        for begin in range(0, len(found), _STRETCH):
            stretch = found[begin : begin + _STRETCH]
            yield [layout.entry_of(searcher.doc(address)) for _, address in stretch]

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

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.content = self._opened()

    def _opened(self) -> Content:
        """The index that is there, else an empty one, to be filled from the log."""
        kept: Content | None = None
        for folder in sorted(self._folder.glob("*/")):
            try:
                kept = kept or Content.open(folder)
            except (ValueError, OSError) as error:
                _logger.warning("index is made anew", folder=folder.name, reason=str(error))
            if kept is None or kept.folder != folder:
                shutil.rmtree(folder)
        return kept or Content.make(self._folder / digest(()), ()).finish()

    def renew_words(self) -> bool:
        """Splits compounds by the nouns of the content too; False where nothing is to be done."""
        before = self.content
        words = compounds.of_content(_names(before), German(compounds.lists()))
        if tuple(words) == before.words:
            return False
        fresh = Content.make(self._folder / digest(words), words)
        for stretch in before.entries():
            fresh.apply((), stretch)
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
