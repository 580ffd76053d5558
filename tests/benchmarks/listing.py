"""The list query, and what it lists: the same in every measurement."""

import asyncio

from tests.consumer import Consumer

ITEMS, STEPS, PAGE = 200, 8, 20
QUERY = """{ experiments(first: 20) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id slug title summary language canonicalUrl licence { code url }
    attribution { text } steps { title text } } } }"""

PAGED = QUERY.replace(
    "{ experiments(first: 20)", "query ($after: String) { experiments(first: 20, after: $after)", 1
)
"""The same from a place on."""


async def fill(editor: Consumer) -> None:
    """Published experiments with as many steps as a real one has."""
    steps = [
        {"title": f"Schritt {n}", "text": "Stellen Sie den **Sensor** ins Freie. " * 6}
        for n in range(STEPS)
    ]
    places = asyncio.Semaphore(8)

    async def one(number: int) -> None:
        async with places:
            await editor.published(title=f"Versuch {number}", summary="Kurz. " * 20, steps=steps)

    await asyncio.gather(*(one(number) for number in range(ITEMS)))
