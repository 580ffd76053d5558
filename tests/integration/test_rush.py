"""Many strangers ask the same at once, while an editor publishes."""

import asyncio
from uuid import uuid4

from tests.consumer import Consumer

NEWEST = "{ experiments(first: 1) { nodes { id } } }"
READERS = 12


async def test_the_next_read_is_fresh_in_the_middle_of_a_rush(
    editor: Consumer, stranger: Consumer
) -> None:
    stop = asyncio.Event()

    async def read() -> int:
        answers = 0
        while not stop.is_set():
            await stranger.data(NEWEST)
            answers += 1
        return answers

    readers = [asyncio.create_task(read()) for _ in range(READERS)]
    for _ in range(15):
        item = await editor.published(title=f"Im Andrang {uuid4().hex[:8]}")
        found = await stranger.data(NEWEST)
        assert found["experiments"]["nodes"] == [{"id": item["id"]}]
    stop.set()
    assert min(await asyncio.gather(*readers)) > 0
