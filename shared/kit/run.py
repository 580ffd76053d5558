"""The only main loop: settings, logging, readiness, and a clean end on SIGTERM."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Generic, TypeVar

import uvloop

from shared.kit import log
from shared.kit.settings import Settings, SettingsError, load

S = TypeVar("S", bound=Settings)

_YOUNG_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class Program(Generic[S]):
    """A program: `open` brings it up and, on leaving, drains it.

    `open` gets the settings and an event that is set when the program is told to stop; a
    program whose own work ends unexpectedly sets it itself, so that it is started anew.
    """

    name: str
    settings: type[S]
    open: Callable[[S, asyncio.Event], AbstractAsyncContextManager[None]]


def run(program: Program[S]) -> None:
    """Runs a program until SIGTERM or SIGINT. Exit code 78 (EX_CONFIG) for wrong settings."""
    try:
        settings = load(program.settings)
    except SettingsError as error:
        sys.stderr.write(f"{program.name}: {error}\n")
        raise SystemExit(78) from None
    log.configure(program.name, pretty=settings.log_format == "pretty", level=settings.log_level)
    uvloop.run(_live(program, settings))


async def _live(program: Program[S], settings: S) -> None:
    stop, ready = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    life = asyncio.create_task(_until_stopped(program, settings, stop, ready))

    def end() -> None:
        stop.set()
        if not ready.is_set():
            life.cancel()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, end)
    await life


def _calm_garbage_collection() -> None:
    """What was loaded stays: collections look only at what came later, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


async def _until_stopped(
    program: Program[S], settings: S, stop: asyncio.Event, ready: asyncio.Event
) -> None:
    logger = log.get("hub.run")
    try:
        async with program.open(settings, stop):
            ready.set()
            _calm_garbage_collection()
            if settings.ready_file:
                settings.ready_file.touch()
            logger.info("ready")
            await stop.wait()
            logger.info("draining")
    except asyncio.CancelledError:
        logger.info("stopped before it was ready")
    finally:
        if settings.ready_file:
            settings.ready_file.unlink(missing_ok=True)
