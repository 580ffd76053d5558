"""What the hub holds during the outages: published before, and changed by nobody, but for one
item that somebody keeps editing.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.listing import STEPS
from tests.consumer import UPDATE, Consumer

ITEMS = 40
WORD = "Feinstaub"
_CREATE_GUIDE = """mutation ($input: GuideInput!) { createGuide(input: $input) {
  guide { id } userErrors { field message code } } }"""
_PUBLISH = "mutation ($id: ID!) { publish(id: $id) { content { id slug } userErrors { message } } }"
_CURSORS = "{ experiments(first: 15) { pageInfo { endCursor } } }"
_FOUND = "query ($word: String!) { search(query: $word) { totalCount } }"
_STEPS = [
    {"title": f"Schritt {n}", "text": "Stellen Sie den **Sensor** ins Freie. " * 6}
    for n in range(STEPS)
]


@dataclass(frozen=True, slots=True)
class Content:
    """`edited` is the id of the item that changes; it is in no other answer."""

    experiment_slugs: list[str]
    guide_ids: list[str]
    some_ids: list[str]
    cursor: str
    edited: str


async def fill(editor: Consumer) -> Content:
    """Guides, and experiments that name some of them; returns when all can be found. What is edited
    is the oldest of the lists, and the last of the log.
    """
    edited = await editor.published(title="Stand 0")
    guides = [await _guide(editor, number) for number in range(ITEMS)]
    made = [await _experiment(editor, number, guides) for number in range(ITEMS)]
    await editor.mutate(
        UPDATE, id=edited["id"], revision=edited["revision"], input={"summary": "!"}
    )
    page = (await editor.data(_CURSORS))["experiments"]["pageInfo"]
    await _until_found(editor)
    return Content(
        experiment_slugs=[item["slug"] for item in made],
        guide_ids=guides,
        some_ids=[*guides[:10], *(item["id"] for item in made[:10])],
        cursor=page["endCursor"],
        edited=edited["id"],
    )


async def _guide(editor: Consumer, number: int) -> str:
    fields = {"title": f"Anleitung {number}", "goal": "Messen.", "steps": _STEPS}
    made = await editor.mutate(_CREATE_GUIDE, input=fields)
    await editor.mutate(_PUBLISH, id=made["guide"]["id"])
    own: str = made["guide"]["id"]
    return own


async def _experiment(editor: Consumer, number: int, guides: list[str]) -> dict[str, Any]:
    named = [guides[(number + step) % ITEMS] for step in (0, 7, 13)]
    related = [{"kind": "GUIDE", "id": own} for own in named]
    title = f"Versuch {number} mit {WORD}"
    return await editor.published(title=title, steps=_STEPS, related=related)


async def _until_found(editor: Consumer) -> None:
    async with asyncio.timeout(60):
        while (await editor.data(_FOUND, word=WORD))["search"]["totalCount"] < ITEMS:
            await asyncio.sleep(0.2)
