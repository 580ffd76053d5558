"""`hub`: reads the command line, does the work, and says by its exit code how it went."""

import argparse
import asyncio
import shlex
import signal
import sys
from collections.abc import Coroutine, Sequence
from dataclasses import fields
from importlib import import_module
from typing import Any, TypeVar

from infra.hub import captions, content, rebuild, reuse, tracks, videos
from infra.hub.access import data_dir, find_access
from infra.hub.arguments import read
from infra.hub.client import Client
from infra.hub.failures import CommandFailed

_INTERRUPTED = 130

Order = TypeVar(
    "Order",
    videos.Order,
    videos.FileOf,
    captions.Order,
    content.Withdrawing,
    reuse.Order,
)


def main(given: Sequence[str] | None = None) -> int:
    """0 done, 1 failed, 2 wrong usage, 130 interrupted."""
    words = list(sys.argv[1:] if given is None else given)
    chosen = read(words)
    try:
        asyncio.run(_until_told_to_stop(_work(chosen)))
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Das ging nicht: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        again = shlex.join(["hub", *words])
        print(f"\nUnterbrochen. Derselbe Befehl macht weiter:\n  {again}", file=sys.stderr)
        return _INTERRUPTED
    return 0


async def _until_told_to_stop(work: Coroutine[Any, Any, None]) -> None:
    """SIGTERM ends the work as Ctrl-C does."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await task


async def _work(chosen: argparse.Namespace) -> None:
    match chosen.command:
        case "export":
            await _rare("dump").export(chosen.folder, chosen.suffix)
        case "import":
            await _rare("dump").bring_in(chosen.folder, chosen.suffix, replace=chosen.replace)
        case "account":
            await _rare("account").account(chosen)
        case "key":
            await _rare("account").key(chosen)
        case "upload":
            videos.check_file(chosen.file)
            await _with_client(chosen)
        case _:
            await _with_client(chosen)


async def _with_client(chosen: argparse.Namespace) -> None:
    async with Client.open(find_access()) as client:
        match chosen.command:
            case "upload" | "transcode" | "cancel" | "captions":
                await _of_videos(client, chosen)
            case "publish":
                await content.publish(client, chosen.slug)
            case "withdraw":
                await content.withdraw(client, chosen.slug, _order(content.Withdrawing, chosen))
            case "status":
                await content.status(client, chosen.slug)
            case "follow":
                await reuse.follow(client, _order(reuse.Order, chosen))
            case "unfollow":
                await reuse.unfollow(client, chosen.address)
            case "following":
                await reuse.following(client)
            case "rebuild-log":
                await rebuild.rebuild_log(client)
            case "seed":
                await _rare("seed").seed(client, data_dir() / "seed")


async def _of_videos(client: Client, chosen: argparse.Namespace) -> None:
    match chosen.command:
        case "upload" if chosen.video:
            await videos.upload_to(client, _order(videos.FileOf, chosen))
        case "upload":
            await videos.upload(client, _order(videos.Order, chosen))
        case "transcode":
            await videos.transcode(client, chosen.slug, chosen.track, wait=chosen.wait)
        case "cancel":
            await tracks.cancel(client, chosen.slug, chosen.track)
        case "captions":
            await captions.captions(client, _order(captions.Order, chosen))


def _rare(module: str) -> Any:
    """Drawing and databases are loaded when asked for: they are not installed everywhere."""
    return import_module(f"infra.hub.{module}")


def _order(kind: type[Order], chosen: argparse.Namespace) -> Order:
    return kind(**{field.name: getattr(chosen, field.name) for field in fields(kind)})
