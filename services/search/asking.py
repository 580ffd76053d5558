"""Asks the services of the kinds for the entries of their items."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from services.search.changes import Change
from shared.contracts.errors import HubError
from shared.contracts.search import MOST_ENTRIES, EntriesOf, SearchEntry, entries_call
from shared.kit import log
from shared.kit.bus import Bus

_CALLS_AT_ONCE = 4
_logger = log.get("hub.search")


class Answers(Struct, frozen=True):
    """What came: the changes that were answered, the entries of those that are public, and the
    kinds of which nobody answered.
    """

    paid: list[Change]
    entries: list[SearchEntry]
    silent: set[str]


async def asked(bus: Bus, changes: Iterable[Change]) -> Answers:
    """Asks for the first of each kind, several at once."""
    stretches = list(_stretches(changes))
    came = await asyncio.gather(*(_entries(bus, each) for each in stretches))
    pairs = list(zip(stretches, came, strict=True))
    return Answers(
        paid=[change for stretch, found in pairs if found is not None for change in stretch],
        entries=[entry for _, found in pairs for entry in found or ()],
        silent={stretch[0].kind for stretch, found in pairs if found is None},
    )


def _stretches(changes: Iterable[Change]) -> Iterator[Sequence[Change]]:
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    for same in by_kind.values():
        for begin in range(0, min(len(same), MOST_ENTRIES * _CALLS_AT_ONCE), MOST_ENTRIES):
            yield same[begin : begin + MOST_ENTRIES]


async def _entries(bus: Bus, changes: Sequence[Change]) -> Sequence[SearchEntry] | None:
    kind = changes[0].kind
    request = EntriesOf(ids=tuple(change.content_id for change in changes))
    try:
        return (await bus.call(entries_call(kind), request)).entries
    except (HubError, msgspec.DecodeError) as error:
        _logger.warning("a kind does not tell its entries", kind=kind, reason=str(error))
        return None
