"""Others with the same items, one after the other."""

from pathlib import Path

from infra.local.ports import pick
from tests.benchmarks.gateway.contender import Contender, Item
from tests.benchmarks.gateway.cores import on_the_servers_core
from tests.benchmarks.gateway.others.directus import Directus
from tests.benchmarks.gateway.others.mercurius import Mercurius
from tests.benchmarks.gateway.others.plain import Plain
from tests.benchmarks.gateway.others.strapi import Strapi
from tests.benchmarks.gateway.others.wagtail import Wagtail
from tests.benchmarks.gateway.outside import NotToBeHad
from tests.benchmarks.gateway.rates import Rate, measured
from tests.benchmarks.load import alike

_LIKENESS = 0.15
"""By how much answers may differ in size: names are longer here and there."""

IN_MEMORY: tuple[Contender, ...] = (Plain(), Mercurius())
PRODUCTS: tuple[Contender, ...] = (Directus(), Strapi(), Wagtail())


async def rates(items: list[Item], data: Path, size: int) -> dict[str, Rate]:
    """By name; who is not to be had is left out, with a line that says so. Answers have about
    `size` bytes.
    """
    found: dict[str, Rate] = {}
    for contender in (*IN_MEMORY, *PRODUCTS):
        try:
            rate = await _of(contender, items, data)
            _demand_alike(len(rate.load.answer), size)
            found[contender.name] = rate
        except (NotToBeHad, OSError, RuntimeError, ValueError, KeyError) as error:
            print(f"  {contender.name:<38} not to be had: {_line(error)}", flush=True)
    return found


async def _of(contender: Contender, items: list[Item], data: Path) -> Rate:
    folder = data / type(contender).__name__.lower()
    folder.mkdir()
    serving = contender.serve(items, folder, pick())
    with on_the_servers_core():
        running = await serving.__aenter__()
    try:
        asked = alike(running.query)
        return await measured(
            contender.name, running.url, asked, [running.pid], running.nodes, running.path
        )
    finally:
        await serving.__aexit__(None, None, None)


def _demand_alike(size: int, ours: int) -> None:
    if abs(size - ours) > _LIKENESS * ours:
        raise ValueError(f"its answer has {size} bytes, the hub's {ours}")


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
