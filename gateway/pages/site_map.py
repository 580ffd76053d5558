"""The addresses of all that is published, in parts that are small enough to be made at once."""

import time
from collections.abc import Callable
from typing import Any

from gateway.pages.query import Answer, Execute
from shared.contracts.content import ContentKind
from shared.contracts.errors import Unavailable
from shared.contracts.kinds import Kind

PART = 200
MOST_PARTS = 250
"""For each kind: together 50,000 addresses, which is what crawlers take."""

_CALL = 100
_REMEMBERED_SECONDS = 600.0
_MORE = {
    ContentKind.VIDEO: "title summary durationSeconds playback { posterUrl downloads { url } }"
}


def _document(kind: Kind[Any]) -> str:
    return f"""query SiteMap($first: Int!, $after: String) {{
      page: {kind.plural}(first: $first, after: $after) {{
        totalCount
        nodes {{ path language modifiedAt translations {{ path language }}
          {_MORE.get(kind.kind, "")} }}
        pageInfo {{ hasNextPage endCursor }} }} }}"""


def _walk(kind: Kind[Any]) -> str:
    return f"""query SiteMapWalk($first: Int!, $after: String) {{
      page: {kind.plural}(first: $first, after: $after) {{
        totalCount pageInfo {{ hasNextPage endCursor }} }} }}"""


class SiteMap:
    """Remembers for a while where the parts begin, so that nobody walks the list each time."""

    def __init__(self, execute: Execute, clock: Callable[[], float] = time.monotonic) -> None:
        self._execute = execute
        self._clock = clock
        self._begins: dict[tuple[str, int], str] = {}
        self._since = clock()

    async def parts(self, kind: Kind[Any]) -> int:
        """How many parts a kind has; at least one, at most `MOST_PARTS`."""
        page = await self._page(_walk(kind), 1, None)
        return max(1, min(MOST_PARTS, -(-int(page["totalCount"]) // PART)))

    async def part(self, kind: Kind[Any], number: int) -> list[dict[str, Any]]:
        """The items of a part, from 1; none where the list does not go so far."""
        after = await self._begin(kind, number)
        if number > 1 and after is None:
            return []
        return await self._collected(kind, number, after)

    async def _collected(
        self, kind: Kind[Any], number: int, after: str | None
    ) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        while len(items) < PART:
            page = await self._page(_document(kind), min(_CALL, PART - len(items)), after)
            items += page["nodes"]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return items
        self._begins[kind.plural, number + 1] = str(after)
        return items

    async def _begin(self, kind: Kind[Any], number: int) -> str | None:
        """The cursor before the part: remembered, or found by walking on from what is."""
        self._forget_old()
        known = next((n for n in range(number, 1, -1) if (kind.plural, n) in self._begins), 1)
        after = self._begins.get((kind.plural, known))
        for reached in range(known + 1, number + 1):
            for _ in range(PART // _CALL):
                page = await self._page(_walk(kind), _CALL, after)
                after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return None
            self._begins[kind.plural, reached] = str(after)
        return after

    def _forget_old(self) -> None:
        if self._clock() - self._since > _REMEMBERED_SECONDS:
            self._begins.clear()
            self._since = self._clock()

    async def _page(self, document: str, first: int, after: str | None) -> dict[str, Any]:
        answer: Answer = await self._execute(
            document, {"first": first, "after": after}, caller=None
        )
        if answer.data is None or answer.errors:
            raise Unavailable("Die Liste der Inhalte ist gerade nicht erreichbar.")
        page: dict[str, Any] = answer.data["page"]
        return page
