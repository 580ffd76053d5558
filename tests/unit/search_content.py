"""An index with a few entries, for tests of the search."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from services.search.index import Content
from services.search.meaning import Meanings
from shared.contracts.captions import SpokenCue
from shared.contracts.search import SearchEntry
from tests.unit.items import MOMENT


def entry(number: int, title: str, **fields: Any) -> SearchEntry:
    """An experiment, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "id": f"01890000-0000-7000-8000-{number:012x}",
        "kind": "experiment",
        "path": f"/experimente/nummer-{number}",
        "language": "de",
        "published_at": MOMENT,
        "facets": {"kind": ("experiment",)},
    }
    return SearchEntry(title=title, **(given | fields))


def said(*lines: str, every: float = 4.0) -> tuple[SpokenCue, ...]:
    """Lines of captions, one after the other."""
    return tuple(
        SpokenCue(start_seconds=number * every, end_seconds=(number + 1) * every, text=line)
        for number, line in enumerate(lines)
    )


def filled(folder: Path, entries: Iterable[SearchEntry], words: tuple[str, ...] = ()) -> Content:
    """An index that holds the entries."""
    content = Content.make(folder / "index", words, Meanings())
    content.apply((), entries)
    return content
