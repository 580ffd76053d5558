"""A video's file to the object store: in parts, straight from the disk, where it was broken off."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, TypedDict

import httpx

from infra.hub.client import PAUSES, Answer, Client, patiently
from infra.hub.failures import CommandFailed, Unreachable
from infra.hub.parallel import in_parallel
from infra.hub.progress import Meter, Transfer
from shared.contracts.video import TrackKind

_AT_ONCE = 4
_PAGE = 20
_CHUNK_BYTES = 1024 * 1024
_PART_PATIENCE = httpx.Timeout(60, connect=10)
_EXPIRED = {400, 401, 403}

_BEGIN = """mutation($id: ID!, $track: TrackKind!, $filename: String!, $bytes: Bytes!,
    $changedAt: DateTime!) {
  beginVideoUpload(
    id: $id, track: $track, filename: $filename, bytes: $bytes, changedAt: $changedAt) {
    video { id } userErrors { field message code } } }"""
_PARTS = """mutation($id: ID!, $track: TrackKind!, $after: Int!, $first: Int!) {
  videoUploadParts(id: $id, track: $track, after: $after, first: $first) {
    upload { partBytes total parts { number bytes url done } }
    userErrors { field message code } } }"""
_COMPLETE = """mutation($id: ID!, $track: TrackKind!) {
  completeVideoUpload(id: $id, track: $track) {
    video { id processing { state } } userErrors { field message code } } }"""


class _State(TypedDict):
    bytes: int
    changedAt: str


def _state(file: Path) -> _State:
    """What changes where somebody writes to the file."""
    found = file.stat()
    changed_at = datetime.fromtimestamp(found.st_mtime, UTC)
    return _State(bytes=found.st_size, changedAt=changed_at.isoformat())


class Upload:
    """One file on its way to one video, as the track of that kind."""

    def __init__(
        self, client: Client, video_id: str, file: Path, track: TrackKind = TrackKind.MAIN
    ) -> None:
        self._client = client
        self._id = video_id
        self._track = track
        self._file = file

    async def send(self, meter: Meter) -> None:
        """Sends what is missing and hands the file over for processing."""
        state = _state(self._file)
        await self._change(_BEGIN, filename=self._file.name, **state)
        with meter, self._file.open("rb") as handle:
            await self._send_parts(handle, Transfer(meter, state["bytes"]))
        if _state(self._file) != state:
            raise CommandFailed(f"{self._file} wurde beim Senden verändert. Bitte noch einmal.")
        await self.complete()

    async def complete(self) -> None:
        """Asks for the processing; after a failure, again."""
        await self._change(_COMPLETE)

    async def _change(self, document: str, **variables: object) -> Answer:
        """All steps of an upload may be repeated without harm."""
        result: Answer = await patiently(
            lambda: self._client.change(document, id=self._id, track=self._track.name, **variables)
        )
        return result

    async def _send_parts(self, handle: BinaryIO, transfer: Transfer) -> None:
        """Page by page, so that no address is older than its page."""
        after, total, arrived = 0, 1, 0
        while after < total:
            page = await self._change(_PARTS, after=after, first=_PAGE)
            total = page["total"]
            arrived += sum(part["done"] for part in page["parts"])
            sending = Sending(self, self._client.http, handle, page["partBytes"], transfer)
            await in_parallel(sending.part, page["parts"], _AT_ONCE)
            after = page["parts"][-1]["number"]
        if arrived:
            print(f"{arrived} von {total} Teilen waren schon da.", file=sys.stderr)

    async def fresh_url(self, number: int) -> str:
        """A new address for a part whose old one is no longer valid."""
        page = await self._change(_PARTS, after=number - 1, first=1)
        return str(page["parts"][0]["url"])


class Sending:
    """The parts of one page, from the shared file to their addresses."""

    def __init__(
        self,
        upload: Upload,
        http: httpx.AsyncClient,
        handle: BinaryIO,
        part_bytes: int,
        transfer: Transfer,
    ) -> None:
        self._upload = upload
        self._http = http
        self._handle = handle
        self._part_bytes = part_bytes
        self._transfer = transfer

    async def part(self, part: Answer) -> None:
        if part["done"]:
            self._transfer.skip(part["bytes"])
            return
        for pause in (*PAUSES, None):
            status = await self._put(part)
            if 200 <= status < 300:
                return
            if pause is None:
                break
            await asyncio.sleep(pause)
            if status in _EXPIRED:
                part = {**part, "url": await self._upload.fresh_url(part["number"])}
        reason = f"HTTP {status}" if status else "keine Antwort"
        raise Unreachable(
            f"Teil {part['number']} kam nicht an ({reason}). "
            "Derselbe Befehl sendet nur noch, was fehlt."
        )

    async def _put(self, part: Answer) -> int:
        """The HTTP status, 0 for none."""
        sent = _Counted(self._transfer)
        offset = (part["number"] - 1) * self._part_bytes
        try:
            reply = await self._http.put(
                part["url"],
                content=sent.chunks(self._handle, offset, part["bytes"]),
                headers={"Content-Length": str(part["bytes"])},
                timeout=_PART_PATIENCE,
            )
        except httpx.TransportError:
            self._transfer.add(-sent.bytes)
            return 0
        if not reply.is_success:
            self._transfer.add(-sent.bytes)
        return reply.status_code


class _Counted:
    """What was read of a part and given to the network."""

    def __init__(self, transfer: Transfer) -> None:
        self._transfer = transfer
        self.bytes = 0

    async def chunks(self, handle: BinaryIO, offset: int, size: int) -> AsyncIterator[bytes]:
        """Reads in a thread, each part at its own place in the shared file."""
        while self.bytes < size:
            wanted = min(_CHUNK_BYTES, size - self.bytes)
            chunk = await asyncio.to_thread(os.pread, handle.fileno(), wanted, offset + self.bytes)
            if not chunk:
                raise CommandFailed("Die Datei wurde beim Senden kürzer. Bitte noch einmal.")
            yield chunk
            self.bytes += len(chunk)
            self._transfer.add(len(chunk))
