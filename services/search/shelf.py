"""The folder of the search: the index in it, and its exchange for one with better words."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from services.search import compounds
from services.search.german import German
from services.search.index import Content, digest, remove
from services.search.meaning import MOST_ITEMS, Meanings
from shared.kit import log

_logger = log.get("hub.search")


class Shelf:
    """The folder with the present index; it is exchanged for one with better words."""

    def __init__(self, folder: Path, most_meanings: int = MOST_ITEMS) -> None:
        self._folder = folder
        self._meanings = Meanings(most_meanings, folder)
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
                remove(folder)
        return kept or self._made(()).finish()

    def _made(self, words: Collection[str]) -> Content:
        return Content.make(self._folder / digest(words), words, self._meanings)

    def renewed(self) -> Content | None:
        """A copy whose compounds are split by the nouns of the content too; None where these are
        the same. It takes a while, so changes may go on meanwhile.
        """
        words = compounds.of_content(_names(self.content), German(compounds.lists()))
        if tuple(words) == self.content.words:
            return None
        fresh = self._made(words)
        fresh.copy(self.content)
        return fresh

    def exchange(self, fresh: Content, changed: Iterable[str]) -> None:
        """Puts a copy in the place of the present index, with what has changed since."""
        before = self.content
        present = {item_id: before.entry(item_id) for item_id in changed}
        fresh.write(present, [entry for entry in present.values() if entry])
        fresh.keep_place(before.place())
        self.content = fresh.finish()
        before.close()
        remove(before.folder)


def _names(content: Content) -> Iterator[str]:
    for stretch in content.entries():
        for entry in stretch:
            yield from (entry.title, *entry.tags)
