"""`python -m infra.local --port 8080 --data ./data`: runs the hub until Ctrl-C."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from infra.local import welcome
from infra.local.failures import LocalError
from infra.local.supervisor import Hub


def say(line: str) -> None:
    print(f"  {line}", flush=True)


def port(word: str) -> int:
    """A port, as argparse asks for it."""
    number = int(word) if word.isdecimal() and len(word) <= len("65535") else 0
    if not 1 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"“{word}” is no port. Give a number from 1 to 65535.")
    return number


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--port", type=port, default=8080, help="the hub's address (default: 8080)")
    parser.add_argument("--data", type=Path, default=Path("data"), help="all that it keeps")
    parser.add_argument("--no-demo", action="store_true", help="begin without demo content")
    return parser.parse_args(words)


async def until_told(work: Coroutine[Any, Any, None], data: Path) -> None:
    """Until a signal comes or a part cannot be kept alive."""
    told = asyncio.create_task(asked_to_stop(), name="signal")
    await asyncio.sleep(0)
    life = asyncio.create_task(work)
    await asyncio.wait([told, life], return_when=asyncio.FIRST_COMPLETED)
    if not life.done():
        print("\nStopping …", flush=True)
        life.cancel()
    told.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await life
        return
    print("Stopped. All data is in", data, flush=True)


async def up(port: int, data: Path, *, demo: bool) -> None:
    began = time.monotonic()
    print("Starting the hub …", flush=True)
    async with Hub.start(data=data, port=port, say=say) as hub:
        accounts = await welcome.first_accounts(hub)
        print(f"\nThe hub is ready after {time.monotonic() - began:.1f} s:  {hub.url}", flush=True)
        for line in accounts:
            say(line)
        print("Stop it with Ctrl-C.\n", flush=True)
        filling = asyncio.create_task(welcome.demo_content(hub, say)) if demo else None
        try:
            await hub.run()
        finally:
            # Somebody in a hurry presses Ctrl-C again.
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, hub.end_now)
            if filling:
                filling.cancel()
                await asyncio.gather(filling, return_exceptions=True)


async def asked_to_stop() -> None:
    """Returns at the first Ctrl-C or SIGTERM."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(name, asked.set)
    await asked.wait()


def main() -> None:
    chosen = arguments()
    os.umask(0o077)
    try:
        work = up(chosen.port, chosen.data, demo=not chosen.no_demo)
        asyncio.run(until_told(work, chosen.data))
    except LocalError as error:
        print(f"\nThe hub cannot run: {error}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
