"""A file in the object store: read where it lies, or as a copy where that cannot be believed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from services.transcoder.errors import Damaged, SourceMissing
from services.transcoder.judged import Interrupted
from services.transcoder.patience import patiently
from services.transcoder.source import Source, local, remote
from shared.contracts.errors import NotFound
from shared.kit import log
from shared.kit.blobs import Blobs

_COPY = "source"
_ADDRESS_SECONDS = int(timedelta(hours=6).total_seconds())

R = TypeVar("R")

_logger = log.get("hub.transcoder")


class Stored:
    """One object; whoever asks it has a folder for its copy."""

    def __init__(self, blobs: Blobs, bucket: str, key: str) -> None:
        self._blobs = blobs
        self._place = (bucket, key)

    @property
    def remote(self) -> Source:
        """The file where it lies."""
        return remote(self._blobs.presign_get(*self._place, _ADDRESS_SECONDS))

    async def copy(self, folder: Path) -> Source:
        """The whole file, fetched once, or `SourceMissing`. Waits for a store that is away."""
        path = folder / _COPY
        if not await asyncio.to_thread(path.exists):
            try:
                await patiently(partial(self._blobs.fetch, *self._place, path))
            except NotFound as error:
                raise SourceMissing(self._place[1]) from error
        return local(_COPY)

    async def ask(self, question: Callable[[Source], Awaitable[R]], folder: Path) -> R:
        """What a program finds in the file. Over the network neither damage nor an interruption
        proves anything about it: then the copy is asked, and its answer counts. A copy that is
        there already is asked at once.
        """
        if await asyncio.to_thread((folder / _COPY).exists):
            return await question(local(_COPY))
        try:
            return await question(self.remote)
        except (Damaged, Interrupted) as doubt:
            _logger.info("asking a copy", reason=type(doubt).__name__, detail=doubt.detail[-500:])
        return await question(await self.copy(folder))
