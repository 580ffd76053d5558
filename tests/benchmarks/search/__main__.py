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
from services.search.index import Content
from services.search.layout import PARTS
from services.search.shelf import Shelf
from services.search.suggesting import suggest
from shared.contracts.search import Facet, Find, SearchEntry, Suggest
from tests.benchmarks.search.corpus import Corpus

ITEMS = int(os.environ.get("ITEMS") or 100_000)
QUESTIONS = 1_000
_CHANGES = 50
_BATCH = 2_000
_GOAL_MS = 30.0

Ask = Callable[[str], object]


def fill(content: Content, entries: Iterable[SearchEntry]) -> None:
    rest = iter(entries)
    while stretch := list(islice(rest, _BATCH)):
        content.apply((), stretch)


class Times:
    """Milliseconds for each question, sorted: by the clock, and of the processor alone, which a
    busy machine does not stretch.
    """

    def __init__(self, ask: Ask, questions: list[str]) -> None:
        found = [_once(ask, question) for question in questions]
        self.wall, self.cpu = (sorted(each) for each in zip(*found, strict=True))

    def tell(self, name: str, plain: "Times | None" = None) -> None:
        median, p95 = _quantiles(self.wall)
        cpu, cpu95 = _quantiles(self.cpu)
        ratio = f"  {cpu95 / _quantiles(plain.cpu)[1]:5.1f} × plain" if plain else ""
        print(
            f"  {name:<33} p50 {median:6.1f}  p95 {p95:6.1f} ms"
            f"   processor: p50 {cpu:6.1f}  p95 {cpu95:6.1f} ms{ratio}"
        )


def _once(ask: Ask, question: str) -> tuple[float, float]:
    began, cpu = time.perf_counter(), time.thread_time()
    ask(question)
    return (time.perf_counter() - began) * 1000, (time.thread_time() - cpu) * 1000


def _quantiles(found: list[float]) -> tuple[float, float]:
    return statistics.median(found), found[int(len(found) * 0.95)]


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
    corpus, shelf = Corpus(), Shelf(folder, most_meanings=0)
    content = shelf.content
    entries = corpus.entries(ITEMS)
    began = time.perf_counter()
    fill(content, entries)
    took = time.perf_counter() - began
    size = sum(file.stat().st_size for file in content.folder.iterdir()) / 2**20
    print(f"{ITEMS} items made up and indexed in {took:.0f} s, {size:.0f} MiB on disk")
    questions = corpus.questions(QUESTIONS)
    Times(lambda question: find(content, Find(query=question)), questions[:50])
    bare = Times(plain(content), questions)
    bare.tell("a plain tantivy query")
    narrowed = {Facet.FIELD: ("umwelt",), Facet.DIFFICULTY: ("easy", "hard")}
    asked: dict[str, Ask] = {
        "results, marked, with moments": lambda text: find(content, Find(query=text, first=10)),
        "the same, narrowed by two facets": lambda text: find(
            content, Find(query=text, first=10, chosen=narrowed)
        ),
        "facets with counts": lambda text: count(content, Find(query=text)),
        "suggestions": lambda text: suggest(content, Suggest(beginning=text[:6])),
        "everything, newest first": lambda _: find(content, Find()),
        "facets of everything": lambda _: count(content, Find()),
    }
    for name, ask in asked.items():
        Times(ask, questions).tell(name, bare)
    changes = corpus.entries(_CHANGES)
    change = Times(lambda _: content.apply((), [next(changes)]), [""] * _CHANGES)
    change.tell("a change until it is found")
    print(f"  goal: p95 ≤ {_GOAL_MS:.0f} ms")
    resident = psutil.Process().memory_info().rss / 2**20
    print(f"memory of this process, the index's mapped pages included: {resident:.0f} MiB")


def main() -> None:
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


if __name__ == "__main__":
    main()
