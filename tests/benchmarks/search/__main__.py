"""`make bench-search`: questions to 100,000 items, beside plain tantivy queries."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import psutil
import tantivy

from services.search.counting import count
from services.search.finding import find
from services.search.index import Content, Shelf
from services.search.layout import PARTS
from services.search.suggesting import suggest
from shared.contracts.search import Facet, Find, SearchEntry, Suggest
from tests.benchmarks.search.corpus import Corpus

ITEMS = int(os.environ.get("ITEMS") or 100_000)
QUESTIONS = 1_000
_BATCH = 2_000
_GOAL_MS = 30.0

Ask = Callable[[str], object]


def fill(content: Content, entries: Iterable[SearchEntry]) -> None:
    rest = iter(entries)
    while stretch := list(islice(rest, _BATCH)):
        content.apply((), stretch)


def times(ask: Ask, questions: list[str]) -> list[float]:
    """Milliseconds for each question, sorted."""
    found = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def told(name: str, found: list[float], plain: float | None = None) -> float:
    median, p95 = statistics.median(found), found[int(len(found) * 0.95)]
    ratio = f"  × {median / plain:5.1f} of plain" if plain else ""
    print(f"  {name:<34} p50 {median:7.2f} ms  p95 {p95:7.2f} ms  max {found[-1]:7.1f} ms{ratio}")
    return median


def plain(content: Content) -> Ask:
    """What tantivy itself makes of the question: parsed, over the same fields, ten results."""
    index = tantivy.Index.open(str(content.folder))
    index.register_tokenizer("parts", content.german.parts)
    searcher, fields = index.searcher(), list(PARTS)

    def ask(question: str) -> object:
        query = index.parse_query(question, fields, conjunction_by_default=True)
        hits = searcher.search(query, 10).hits
        return [searcher.doc(address) for _, address in hits]

    return ask


def measure(folder: Path) -> None:
    corpus, shelf = Corpus(), Shelf(folder)
    content = shelf.content
    entries = corpus.entries(ITEMS)
    began = time.perf_counter()
    fill(content, entries)
    took = time.perf_counter() - began
    size = sum(file.stat().st_size for file in content.folder.iterdir()) / 2**20
    print(f"{ITEMS} items made up and indexed in {took:.0f} s, {size:.0f} MiB on disk")
    questions = corpus.questions(QUESTIONS)
    times(lambda question: find(content, Find(query=question)), questions[:50])
    bare = told("a plain tantivy query", times(plain(content), questions))
    narrowed = {Facet.FIELD: ("umwelt",), Facet.DIFFICULTY: ("easy", "hard")}
    asked: dict[str, Ask] = {
        "results, marked, with moments": lambda text: find(content, Find(query=text, first=10)),
        "the same, narrowed by two facets": lambda text: find(
            content, Find(query=text, first=10, chosen=narrowed)
        ),
        "facets with counts": lambda text: count(content, Find(query=text)),
        "suggestions": lambda text: suggest(content, Suggest(beginning=text[:6])),
    }
    for name, ask in asked.items():
        told(name, times(ask, questions), bare)
    changes = corpus.entries(50)
    told(
        "a change until it is found",
        times(lambda _: content.apply((), [next(changes)]), ["x"] * 50),
    )
    told("everything, newest first", times(lambda _: find(content, Find()), ["x"] * 50))
    told("facets of everything", times(lambda _: count(content, Find()), ["x"] * 50))
    print(f"  goal: p95 ≤ {_GOAL_MS:.0f} ms")
    resident = psutil.Process().memory_info().rss / 2**20
    print(f"memory of this process, the index's mapped pages included: {resident:.0f} MiB")
    began = time.perf_counter()
    shelf.renew_words()
    print(f"made anew with the content's words in {time.perf_counter() - began:.0f} s")


def main() -> None:
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


if __name__ == "__main__":
    main()
