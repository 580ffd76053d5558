"""What was published last, of all kinds or of some, for feeds that readers poll."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from gateway.clients import Services
from shared.contracts.calls import Filter, ListPage
from shared.contracts.content import Content, ContentKind
from shared.contracts.kinds import KINDS

MOST = 50
_BEGINNING = datetime.min.replace(tzinfo=UTC)


async def newest(
    services: Services,
    kinds: Iterable[ContentKind] = tuple(KINDS),
    *,
    field: str | None = None,
    measure: str | None = None,
) -> list[Content]:
    """At most `MOST` public items, newest first. Raises `Unavailable`."""
    asked = ListPage(first=MOST, filter=Filter(field=field, measure=measure))
    pages = await asyncio.gather(*(services.call(KINDS[kind].calls.list, asked) for kind in kinds))
    items: list[Content] = [item for page in pages for item in page.items]
    return sorted(items, key=published, reverse=True)[:MOST]


def published(item: Content) -> datetime:
    return item.published_at or _BEGINNING
