"""Asks the service of a kind for the entries of its items."""

import asyncio
from collections.abc import Sequence

import msgspec

from services.search.changes import Change
from shared.contracts.errors import HubError
from shared.contracts.search import MOST_ENTRIES, EntriesOf, SearchEntry, entries_call
from shared.kit import log
from shared.kit.bus import Bus

MOST_AT_ONCE = 12 * MOST_ENTRIES
_logger = log.get("hub.search")


async def entries_of(bus: Bus, changes: Sequence[Change]) -> list[SearchEntry] | None:
    """The entries of those changed items of one kind that are public; None where nobody answers."""
    kind = changes[0].kind
    ids = [change.content_id for change in changes]
    stretches = [ids[begin : begin + MOST_ENTRIES] for begin in range(0, len(ids), MOST_ENTRIES)]
    calls = [bus.call(entries_call(kind), EntriesOf(ids=tuple(each))) for each in stretches]
    try:
        return [entry for found in await asyncio.gather(*calls) for entry in found.entries]
    except (HubError, msgspec.DecodeError) as error:
        _logger.warning("a kind does not tell its entries", kind=kind, reason=str(error))
        return None
