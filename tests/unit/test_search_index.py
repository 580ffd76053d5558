"""The index in its folder: what goes and comes, what a start finds, and better words."""

import threading
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from services.search.finding import find
from services.search.index import Content, Place
from services.search.meaning import Meanings
from services.search.shelf import Shelf
from shared.contracts.search import Find
from tests.unit.items import MOMENT
from tests.unit.search_content import entry


def titles(content: Content, query: str = "") -> set[str]:
    return {hit.title for hit in find(content, Find(query=query)).hits}


def reopened(shelf: Shelf, folder: Path) -> Shelf:
    """As the next start finds it."""
    shelf.content.close()
    del shelf.content
    return Shelf(folder)


def test_what_is_gone_is_not_found_and_what_is_new_replaces(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.content.apply((), [entry(1, "Alt"), entry(2, "Bleibt")])
    shelf.content.apply((), [entry(1, "Neu")])
    assert titles(shelf.content) == {"Neu", "Bleibt"}
    shelf.content.apply([entry(2, "").id], ())
    assert titles(shelf.content) == {"Neu"}


def test_a_start_finds_what_was_kept_and_goes_on_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.content.apply((), [entry(1, "Bleibt")])
    place = Place(log_began=MOMENT, sequence=7)
    shelf.content.keep_place(place)
    shelf = reopened(shelf, tmp_path)
    assert (titles(shelf.content), shelf.content.place()) == ({"Bleibt"}, place)


def test_what_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.content.apply((), [entry(1, "Verloren")])
    shelf.content.keep_place(Place(sequence=7))
    (shelf.content.folder / "meta.json").write_text("kaputt")
    shelf = reopened(shelf, tmp_path)
    assert (titles(shelf.content), shelf.content.place()) == (set(), Place())


def test_an_unfinished_or_older_index_does_not_count(tmp_path: Path) -> None:
    Content.make(tmp_path / "0000000000000000", (), Meanings()).close()
    old = tmp_path / "1111111111111111"
    old.mkdir()
    (old / "words.json").write_bytes(msgspec.json.encode([]))
    shelf = Shelf(tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == [shelf.content.folder.name]


def test_a_lock_that_comes_while_an_index_is_removed_holds_nothing_up(tmp_path: Path) -> None:
    folder = tmp_path / "2222222222222222"
    folder.mkdir()
    for number in range(2000):  # to be at it for a while
        (folder / f"{number}").touch()
    ends = time.monotonic() + 0.3

    def lock() -> None:
        while time.monotonic() < ends:
            with suppress(FileNotFoundError):
                (folder / ".lock").touch()

    locking = threading.Thread(target=lock)
    locking.start()
    shelf = Shelf(tmp_path)
    locking.join()
    assert not folder.exists()
    assert titles(shelf.content) == set()


def test_the_words_of_the_content_split_its_compounds(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.content.apply((), [entry(1, "Der Danzturm"), entry(2, "Das Danzturmfest")])
    shelf.content.keep_place(Place(sequence=3))
    assert titles(shelf.content, "Danzturm") == {"Der Danzturm"}
    fresh = shelf.renewed()
    assert fresh
    shelf.exchange(fresh, ())
    assert titles(shelf.content, "Danzturm") == {"Der Danzturm", "Das Danzturmfest"}
    assert shelf.content.place() == Place(sequence=3)
    assert shelf.renewed() is None, "the same words again change nothing"
    assert len(list(tmp_path.iterdir())) == 1
    shelf = reopened(shelf, tmp_path)
    assert titles(shelf.content, "Danzturm") == {"Der Danzturm", "Das Danzturmfest"}


def test_changes_go_on_while_the_words_are_renewed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.content.apply((), [entry(1, "Der Danzturm"), entry(2, "Geht"), entry(3, "Alt")])
    fresh = shelf.renewed()
    assert fresh
    gone = entry(2, "Geht").id
    shelf.content.apply([gone], [entry(3, "Neu"), entry(4, "Kommt")])
    assert titles(shelf.content) == {"Der Danzturm", "Neu", "Kommt"}
    shelf.exchange(fresh, [gone, entry(3, "").id, entry(4, "").id])
    assert titles(shelf.content) == {"Der Danzturm", "Neu", "Kommt"}
    assert shelf.content is fresh


def test_a_full_memory_still_follows_the_changes_of_what_it_knows() -> None:
    meanings, known, other = Meanings(most=1), entry(1, "Ein Regal bauen"), entry(2, "Strom messen")
    meanings.change((), [known, other])
    before = meanings.kept(known.id)
    assert meanings.near("Regal", 5)
    meanings.change((), [other, entry(1, "Elektrischer Strom")])
    assert before != meanings.kept(known.id) != b""
    assert meanings.kept(other.id) == b""
    assert [each.id for each in meanings.near("Elektrischer Strom", 5)] == [known.id]
