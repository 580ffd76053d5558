"""German texts that stand in tables and are translated where they are shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.graphql.facet_labels import FACETS, VALUES
from gateway.graphql.search import NONE, SAID, TOO_LONG
from gateway.pages.errors import PREVIEW_ENDED, WORDINGS
from gateway.pages.wording import WORDS
from shared.contracts.kinds import KINDS
from shared.contracts.remake import CONSENT
from shared.contracts.remake_faults import FAULTS

_EDITORS_ONLY = ("status", "track", "withdrawal_choices")


def texts() -> Iterator[tuple[str, str]]:
    """Each text and the file that says it."""
    for name, words in WORDS.items():
        if name not in (*_EDITORS_ONLY, "kind_path"):
            yield from _from(words, "pages/wording.py")
    yield from _from(FACETS, "graphql/facet_labels.py")
    yield from _from(VALUES, "graphql/facet_labels.py")
    yield from ((text, "graphql/search.py") for text in (TOO_LONG, NONE, *SAID.values()))
    for wording in (*WORDINGS.values(), PREVIEW_ENDED):
        yield from ((text, "pages/errors.py") for text in (wording.title, wording.text))
    yield from ((text, "contracts/remake_faults.py") for text in FAULTS)
    yield (CONSENT.text, "contracts/remake.py")
    for kind in KINDS.values():
        yield from ((text, "contracts/kinds.py") for text in (kind.label, kind.labels))


def _from(words: Mapping[Any, str], place: str) -> Iterator[tuple[str, str]]:
    yield from ((text, place) for text in words.values() if text)
