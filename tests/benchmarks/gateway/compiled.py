"""Compiled execution beside Strawberry's, in memory: the same list, without the bus."""

import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from strawberry.schema import Schema

from gateway.clients import Patience, Services
from gateway.decoding import Decoding
from gateway.graphql.context import Context
from gateway.graphql.schema import make_schema
from infra.local.place import ROOT
from shared.contracts.caller import Caller, Role
from shared.contracts.calls import Page
from shared.contracts.city import City
from shared.contracts.experiment import Experiment
from shared.contracts.steps import Step
from shared.kit.ids import new_id, now
from tests.benchmarks.listing import PAGE, QUERY, STEPS

_ROUNDS, _SECONDS = 5, 0.4

Ask = Callable[[], Awaitable[Any]]


class _InMemory(Services):
    """Has the page at hand that a service would send."""

    def __init__(self, page: Page[Experiment]) -> None:
        reader = Caller(id=new_id(), name="Kim Muster", role=Role.READER)  # is joined with nobody
        super().__init__(None, None, reader, Patience(5, 2), Decoding())  # type: ignore[arg-type]
        self._page = page

    async def call(self, call: Any, request: Any) -> Any:
        return self._page


def _experiment(number: int) -> Experiment:
    steps = [
        Step(title=f"Schritt {n}", text="Stellen Sie den **Sensor** ins Freie. " * 6)
        for n in range(STEPS)
    ]
    return Experiment(
        id=new_id(), slug=f"versuch-{number}", translation_key=new_id(), title=f"Versuch {number}",
        summary="Kurz. " * 20, question="Wie?", publisher="Stadt Iserlohn", created_at=now(),
        created_by=str(UUID(int=1)), modified_at=now(), steps=tuple(steps),
    )  # fmt: skip


def _context() -> Context:
    items = tuple(map(_experiment, range(PAGE)))
    cursors = tuple(f"{item.created_at.isoformat()}/{item.id}" for item in items)
    page = Page(items=items, cursors=cursors, total=200, has_next=True)
    others: Any = dict.fromkeys(("previews", "submissions", "change_log", "board"))
    city = msgspec.toml.decode((ROOT / "infra/seed/city.toml").read_bytes(), type=City)
    return Context(services=_InMemory(page), city=city, public_url="https://hub.example", **others)


async def _milliseconds(ask: Ask) -> float:
    """Of the processor for one answer: the best of some rounds, since the machine may be busy."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began, times = time.process_time(), 0
        while time.process_time() - began < _SECONDS:
            await ask()
            times += 1
        best = min(best, (time.process_time() - began) / times)
    return best * 1000


async def compiled() -> None:
    """Prints how long each takes, and how often the one goes into the other."""
    schema, context = make_schema(), _context()
    hub = partial(schema.execute, QUERY, None, context)
    strawberry = partial(Schema.execute, schema, QUERY, None, context)
    for _ in range(3):
        alike = (await hub()).data == (await strawberry()).data
    assert alike
    slow, quick = await _milliseconds(strawberry), await _milliseconds(hub)
    print(f"the list query, {PAGE} items with {STEPS} steps, in memory, without the bus:")
    print(f"  Strawberry {slow:6.2f} ms, compiled {quick:6.2f} ms: {slow / quick:4.1f} times")
