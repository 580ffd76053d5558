"""The parts of the sitemap together hold every item once, whichever is asked for first."""

from collections.abc import Mapping
from typing import Any

import pytest

from gateway.pages.query import Answer, AnswerError
from gateway.pages.site_map import MOST_PARTS, PART, SiteMap
from shared.contracts.caller import Caller
from shared.contracts.errors import Unavailable
from shared.contracts.kinds import EXPERIMENTS


class Listed:
    """A list of items with cursors, answered as the schema answers it."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.asked = 0

    async def __call__(
        self, document: str, variables: Mapping[str, object], *, caller: Caller | None
    ) -> Answer:
        assert caller is None
        self.asked += 1
        start, first = int(str(variables["after"] or 0)), int(str(variables["first"]))
        end = min(self.items, start + first)
        page: dict[str, Any] = {
            "totalCount": self.items,
            "nodes": [{"path": f"/{number}"} for number in range(start, end)],
            "pageInfo": {"hasNextPage": end < self.items, "endCursor": str(end)},
        }
        return Answer(data={"page": page})


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
async def test_the_parts_hold_each_item_once(order: tuple[int, ...]) -> None:
    site_map = SiteMap(Listed(2 * PART + 50))
    assert await site_map.parts(EXPERIMENTS) == 3
    parts = {number: await site_map.part(EXPERIMENTS, number) for number in order}
    assert [len(parts[number]) for number in (1, 2, 3)] == [PART, PART, 50]
    assert len({item["path"] for items in parts.values() for item in items}) == 2 * PART + 50
    assert await site_map.part(EXPERIMENTS, 4) == []


async def test_a_crawler_that_goes_on_makes_nobody_walk_the_list_again() -> None:
    site_map = SiteMap(listed := Listed(5 * PART))
    for number in (1, 2, 3):
        await site_map.part(EXPERIMENTS, number)
    before = listed.asked
    await site_map.part(EXPERIMENTS, 4)
    assert listed.asked - before == 2


async def test_where_parts_begin_is_forgotten_after_a_while() -> None:
    at = 0.0
    site_map = SiteMap(listed := Listed(3 * PART), clock=lambda: at)
    await site_map.part(EXPERIMENTS, 1)
    at = 601.0
    before = listed.asked
    await site_map.part(EXPERIMENTS, 2)
    assert listed.asked - before == 4


async def test_there_are_never_more_parts_than_crawlers_take() -> None:
    assert await SiteMap(Listed(10_000_000)).parts(EXPERIMENTS) == MOST_PARTS
    assert await SiteMap(Listed(0)).parts(EXPERIMENTS) == 1


async def test_a_list_that_does_not_answer_is_no_empty_sitemap() -> None:
    async def failing(
        document: str, variables: Mapping[str, object], *, caller: Caller | None
    ) -> Answer:
        return Answer(data=None, errors=(AnswerError("weg", "unavailable"),))

    with pytest.raises(Unavailable):
        await SiteMap(failing).part(EXPERIMENTS, 1)
