"""How a benchmark begins: what it runs on, and an empty folder."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

UNBOUNDED = {"HUB_GRAPHQL_BUCKET": "1000000000", "HUB_GRAPHQL_REFILL": "1000000000"}
"""For a hub on which one address puts the load of a whole city."""


def run(measure: Callable[[Path], Coroutine[Any, Any, None]]) -> None:
    """Says what the machine is and how busy, and measures."""
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, load {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))
