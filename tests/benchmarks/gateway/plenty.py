"""Very many experiments, written straight into the database of their service.

Each filter fits so many of them that a page is full at any size.
"""

import os
import random
import signal
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from infra.local.supervisor import Hub
from shared.contracts.content import Status
from shared.contracts.experiment import Experiment
from shared.contracts.steps import Step
from shared.kit.content.store import order_of
from shared.kit.documents import database, to_document
from shared.kit.ids import new_id, now

FIELDS = ("umwelt", "energie", "bildung", "mobilitaet-infrastruktur", "bauen-wohnen-lebensraum")
MEASURES = ("innovationslab", "stadtlabor", "geodaten")
TAGS = tuple(f"Schlagwort {number}" for number in range(5))
AUTHORS = tuple(new_id() for _ in range(20))
_SEED = 7
_BATCH = 1000
_STEPS = tuple(
    Step(title=f"Schritt {n}", text="Stellen Sie den **Sensor** ins Freie. " * 6) for n in range(8)
)


def slug_of(item_id: str) -> str:
    return f"versuch-{item_id}"


async def fill(hub: Hub, number: int) -> list[str]:
    """Adds so many, every fifth a draft. Returns all cursors.

    The service sleeps meanwhile, and is started anew: it reads its lists as after a night.
    """
    os.kill(hub.pid("experiments"), signal.SIGSTOP)
    settings = hub.environment("experiments")
    cursors = []
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:
        rest = _documents(number)
        while some := list(islice(rest, _BATCH)):
            await documents["items"].insert_many(some, ordered=False)
            cursors += [document["order"] for document in some]
    await hub.kill("experiments")
    await hub.ready("experiments")
    return cursors


def _documents(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    began = now() - timedelta(days=30)
    for place in range(number):
        item = _item(place, chance, began + timedelta(seconds=place))
        yield {
            **to_document(item),
            "order": order_of(item),
            "slugs": [item.slug],
            "outbox": [],
        }


def _item(place: int, chance: random.Random, at: Any) -> Experiment:
    own_id = new_id()
    draft = place % 5 == 4
    return Experiment(
        id=own_id,
        slug=slug_of(own_id),
        translation_key=own_id,
        title=f"Versuch {place}",
        summary="Kurz. " * 20,
        question="?",
        steps=_STEPS,
        publisher="Stadt Iserlohn",
        language=chance.choice(("de", "de", "de", "de", "en", "de-simple")),
        fields=tuple(chance.sample(FIELDS, 2)),
        measures=tuple(chance.sample(MEASURES, 2)),
        tags=tuple(chance.sample(TAGS, 2)),
        status=Status.DRAFT if draft else Status.PUBLISHED,
        created_at=at,
        created_by=chance.choice(AUTHORS),
        modified_at=at,
        published_at=None if draft else at,
    )
