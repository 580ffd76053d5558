"""The way to the store. The SDK blocks, so every call runs in a small pool of threads."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self, TypeVar
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import S3Error
from urllib3.exceptions import HTTPError

from shared.contracts.errors import NotFound, Unavailable
from shared.kit.settings import BlobSettings

_REGION = "us-east-1"
_THREADS = 16
_MISSING = {"NoSuchKey", "NoSuchUpload", "NotFound"}
_NOT_YET = {"NoSuchBucket", "InternalError", "ServiceUnavailable", "SlowDown"}
"""A store that is just starting answers before its buckets are there."""

R = TypeVar("R")


class _Abandoned(Exception):
    """Nobody waits for this transfer any more."""


class Halt:
    """Ends a transfer with its next block; the SDK tells it of each one that is through."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        self._asked.set()

    def set_meta(self, object_name: str, total_length: int) -> None:
        """Part of the SDK's protocol."""

    def update(self, length: int) -> None:  # noqa: ARG002 - the SDK's protocol
        if self._asked.is_set():
            raise _Abandoned


class Connection:
    """`public_url` is the origin under which browsers reach the store."""

    def __init__(self, url: str, access_key: str, secret_key: str, public_url: str) -> None:
        self._s3 = _client(url, access_key, secret_key)
        self._public = _client(public_url, access_key, secret_key)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="blobs")

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, access_key: str, secret_key: str, public_url: str
    ) -> AsyncIterator[Self]:
        """On leaving, waits for the threads; transfers that were cancelled end with their block."""
        store = cls(url, access_key, secret_key, public_url)
        try:
            yield store
        finally:
            await asyncio.to_thread(store._threads.shutdown, cancel_futures=True)

    @classmethod
    def open_for(cls, settings: BlobSettings) -> AbstractAsyncContextManager[Self]:
        """As a program's settings say."""
        return cls.open(
            settings.s3_url, settings.s3_access_key, settings.s3_secret_key, settings.public_url
        )

    async def _do(self, work: Callable[[], R]) -> R:
        """Runs `work` in a thread: `NotFound` for what is missing, `Unavailable` for no answer."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except S3Error as error:
            if error.code in _MISSING:
                raise NotFound(f"Die Datei fehlt im Speicher ({error.code}).") from error
            if error.code in _NOT_YET:
                raise Unavailable("Der Dateispeicher antwortet nicht.") from error
            raise
        except HTTPError as error:
            raise Unavailable("Der Dateispeicher antwortet nicht.") from error

    async def _transfer(self, work: Callable[[Halt], object]) -> None:
        """A thread cannot be cancelled: without a word it would go on for gigabytes."""
        halt = Halt()
        try:
            await self._do(lambda: work(halt))
        finally:
            halt.ask()


def _client(url: str, access_key: str, secret_key: str) -> Minio:
    parts = urlsplit(url)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=2, read=60),
        maxsize=_THREADS,
        retries=urllib3.Retry(total=3, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
    )
    return Minio(
        parts.netloc,
        access_key,
        secret_key,
        secure=parts.scheme == "https",
        region=_REGION,
        http_client=pool,
    )
