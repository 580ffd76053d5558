"""What the hub is measured beside: a server with the same items."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.benchmarks.load import PATH

Item = Mapping[str, Any]
"""An experiment as the hub's list query gives it."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server, the list query in its own words, and the way to the items in an answer."""

    url: str
    pid: int
    query: str
    nodes: tuple[str, ...]
    path: str = PATH


class Contender(Protocol):
    """`name` is that of the table, with what it keeps its content in."""

    name: str

    def serve(
        self, items: list[Item], data: Path, port: int
    ) -> AbstractAsyncContextManager[Running]:
        """Installs what it needs, fills it, starts it; raises `NotToBeHad` if that fails. `data`
        is an empty folder, `port` a free one.
        """
