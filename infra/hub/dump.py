"""`hub export` and `hub import`: the documents, from one database server to another."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from infra.hub.access import data_dir
from infra.hub.extended_json import from_line, to_line
from infra.hub.failures import CommandFailed, NotThere
from shared.contracts.kinds import KINDS
from shared.kit.documents import Database, DatabaseError, Document, database

COLLECTIONS = {
    **{kind.plural: ("items", "versions") for kind in KINDS.values()},
    "remakes": ("reports",),
    "reuse": ("hubs", "items"),
    "gateway": ("accounts", "credentials"),
}
"""What is carried over, by database."""

_FORMAT = "hub-documents/1"
_BATCH = 200
_PATIENCE_SECONDS = 20


class Kept(Struct, frozen=True):
    """A file of the export: how many documents, and the SHA-256 of its bytes."""

    count: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """Written last: an export without it is not whole."""

    format: str
    made_at: datetime
    files: dict[str, Kept]


async def export(folder: Path, suffix: str) -> None:
    """Writes all collections to `folder`, which must be new or empty."""
    await asyncio.to_thread(_make_empty, folder)
    files = {}
    for name, collections in COLLECTIONS.items():
        async with open_database(name, suffix) as source:
            for collection in collections:
                file = f"{name}/{collection}.jsonl"
                files[file] = await _write(source, collection, folder / file)
                print(f"{file}: {files[file].count} Dokumente", file=sys.stderr)
    manifest = Manifest(format=_FORMAT, made_at=datetime.now(UTC), files=files)
    data = msgspec.json.format(msgspec.json.encode(manifest))
    await asyncio.to_thread((folder / "manifest.json").write_bytes, data)


def _make_empty(folder: Path) -> None:
    os.umask(0o077)  # the accounts are among the documents
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandFailed(f"{folder} ist nicht leer. Bitte nennen Sie einen neuen Ordner.")
    for name in COLLECTIONS:
        (folder / name).mkdir()


async def _write(source: Database, collection: str, file: Path) -> Kept:
    digest, count = hashlib.sha256(), 0
    with file.open("wb") as target:
        async for batch in _batches(source, collection):
            data = "".join(map(to_line, batch)).encode()
            digest.update(data)
            count += len(batch)
            await asyncio.to_thread(target.write, data)
    return Kept(count, digest.hexdigest())


async def _batches(source: Database, collection: str) -> AsyncIterator[list[Document]]:
    found = source[collection].find({}).sort("_id")
    while batch := await found.to_list(_BATCH):
        yield batch


async def bring_in(folder: Path, suffix: str, *, replace: bool) -> None:
    """Checks the whole export and all targets before it writes the first document."""
    manifest = await asyncio.to_thread(_checked, folder)
    for clear in (False, True):
        for name in COLLECTIONS:
            async with open_database(name, suffix) as target:
                files = {f: k for f, k in manifest.files.items() if f.startswith(f"{name}/")}
                await (_fill if clear else _demand_empty)(target, folder, files, replace=replace)


async def _demand_empty(
    target: Database, folder: Path, files: dict[str, Kept], *, replace: bool
) -> None:
    del folder
    for file in files:
        if not replace and await target[Path(file).stem].find_one({}, {"_id": 1}):
            raise CommandFailed(
                f"In der Datenbank {target.name} sind schon Inhalte. "
                "Mit --replace werden sie gelöscht und ersetzt."
            )


async def _fill(target: Database, folder: Path, files: dict[str, Kept], *, replace: bool) -> None:
    for file, kept in files.items():
        collection = target[Path(file).stem]
        if replace:
            await collection.delete_many({})
        for batch in _read(folder / file):
            await collection.insert_many(batch)
        if (there := await collection.count_documents({})) != kept.count:
            raise CommandFailed(
                f"{file}: {there} statt {kept.count} Dokumente sind angekommen. Schreibt dort "
                "noch jemand? Bitte wiederholen Sie den Befehl mit --replace."
            )
        print(f"{file}: {there} Dokumente", file=sys.stderr)


def _read(file: Path) -> Iterator[list[Document]]:
    with file.open("rb") as source:
        while lines := list(islice(source, _BATCH)):
            yield [from_line(line) for line in lines]


def _checked(folder: Path) -> Manifest:
    try:
        data = (folder / "manifest.json").read_bytes()
        manifest = msgspec.json.decode(data, type=Manifest)
    except FileNotFoundError:
        raise NotThere(f"In {folder} liegt kein vollständiger Export.") from None
    except msgspec.DecodeError as error:
        raise CommandFailed(f"{folder}/manifest.json ist beschädigt: {error}") from error
    known = {f"{name}/{one}.jsonl" for name, several in COLLECTIONS.items() for one in several}
    if manifest.format != _FORMAT or set(manifest.files) != known:
        raise CommandFailed(f"{folder} stammt von einer anderen Fassung des Hubs.")
    for file, kept in manifest.files.items():
        _check_file(folder / file, kept)
    return manifest


def _check_file(file: Path, kept: Kept) -> None:
    try:
        with file.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
    except FileNotFoundError:
        raise NotThere(f"{file} fehlt.") from None
    if digest != kept.sha256:
        raise CommandFailed(f"{file} wurde verändert: Die Prüfsumme stimmt nicht.")


@asynccontextmanager
async def open_database(name: str, suffix: str) -> AsyncIterator[Database]:
    """The database of a program, on the server that `mongo_url` finds."""
    try:
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                opening: Any = database(mongo_url(), f"{name}_{suffix}" if suffix else name)
                found = await stack.enter_async_context(opening)
            yield found
    except TimeoutError:
        raise CommandFailed("Der Datenbankserver antwortet nicht. Stimmt HUB_MONGO_URL?") from None
    except DatabaseError as error:
        raise CommandFailed(f"Der Datenbankserver lehnt ab: {error}") from error


def mongo_url() -> str:
    """`HUB_MONGO_URL`, else the embedded server of the hub on this machine."""
    if url := os.environ.get("HUB_MONGO_URL"):
        return url
    file = data_dir() / "ports.json"
    try:
        port = msgspec.json.decode(file.read_bytes(), type=dict[str, int])["documents"]
    except (FileNotFoundError, msgspec.DecodeError, KeyError):
        raise NotThere(f"Bitte setzen Sie HUB_MONGO_URL. Auch {file} gibt es nicht.") from None
    return f"mongodb://127.0.0.1:{port}/?retryWrites=false"
