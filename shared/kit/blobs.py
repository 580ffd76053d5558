"""The object store (S3 API). The SDK blocks, so every call runs in a small pool of threads."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.commonconfig import CopySource
from minio.datatypes import Part as S3Part
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from msgspec import Struct
from urllib3.exceptions import HTTPError

from shared.contracts.errors import NotFound, Unavailable

SOURCES = "sources"
"""What was sent: private, written by presigned addresses only."""

RENDERS = "renders"
"""What was made of it: private."""

MEDIA = "media"
"""What is published: anybody may read it."""

BUCKETS = (SOURCES, RENDERS, MEDIA)

_REGION = "us-east-1"
_THREADS = 16
_MISSING = {"NoSuchKey", "NoSuchUpload", "NotFound"}
_NOT_YET = {"NoSuchBucket", "InternalError", "ServiceUnavailable", "SlowDown"}
"""A store that is just starting answers before its buckets are there."""

R = TypeVar("R")


class Blob(Struct, frozen=True):
    """An object: its key, its size, its media type ("" in listings)."""

    key: str
    bytes: int
    content_type: str = ""


class StoredPart(Struct, frozen=True):
    """A part of an upload that has arrived."""

    number: int
    bytes: int
    etag: str


class Blobs:
    """The buckets; `public_url` is the origin under which browsers reach them."""

    def __init__(self, url: str, access_key: str, secret_key: str, public_url: str) -> None:
        self._s3 = _client(url, access_key, secret_key)
        self._public = _client(public_url, access_key, secret_key)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="blobs")

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, access_key: str, secret_key: str, public_url: str
    ) -> AsyncIterator["Blobs"]:
        """On leaving, waits for the threads."""
        blobs = cls(url, access_key, secret_key, public_url)
        try:
            yield blobs
        finally:
            await asyncio.to_thread(blobs._threads.shutdown, cancel_futures=True)

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

    async def prepare(self) -> None:
        """Makes the buckets that are missing, and lets anybody read the public one."""

        def make() -> None:
            for bucket in BUCKETS:
                if not self._s3.bucket_exists(bucket):
                    self._s3.make_bucket(bucket)
            self._s3.set_bucket_policy(MEDIA, public_read_policy(MEDIA))

        await self._do(make)

    async def put(self, bucket: str, key: str, data: bytes, content_type: str) -> None:
        """Writes a small object whole."""
        await self._do(
            lambda: self._s3.put_object(bucket, key, BytesIO(data), len(data), content_type)
        )

    async def get(self, bucket: str, key: str) -> bytes:
        """Reads a small object whole."""

        def read() -> bytes:
            response = self._s3.get_object(bucket, key)
            try:
                return bytes(response.read())
            finally:
                response.close()
                response.release_conn()

        return await self._do(read)

    async def store(self, bucket: str, key: str, path: Path, content_type: str) -> None:
        """Writes a file."""
        await self._do(lambda: self._s3.fput_object(bucket, key, str(path), content_type))

    async def fetch(self, bucket: str, key: str, path: Path) -> None:
        """Reads an object into a file."""
        await self._do(lambda: self._s3.fget_object(bucket, key, str(path)))

    async def stat(self, bucket: str, key: str) -> Blob:
        """Size and media type, or `NotFound`."""
        found = await self._do(lambda: self._s3.stat_object(bucket, key))
        return Blob(key, found.size or 0, found.content_type or "")

    async def listing(self, bucket: str, prefix: str) -> list[Blob]:
        """All objects whose key begins with `prefix`."""
        return await self._do(
            lambda: [
                Blob(str(found.object_name), found.size or 0)
                for found in self._s3.list_objects(bucket, prefix, recursive=True)
            ]
        )

    async def copy(self, source: tuple[str, str], target: tuple[str, str]) -> None:
        """Copies an object inside the store; the same again changes nothing."""
        await self._do(lambda: self._s3.copy_object(*target, CopySource(*source)))

    async def delete(self, bucket: str, keys: Iterable[str]) -> None:
        """Deletes objects; those that are missing are as good as deleted."""

        def remove() -> None:
            objects = [DeleteObject(key) for key in keys]
            errors = [str(error) for error in self._s3.remove_objects(bucket, objects)]
            if errors:
                raise Unavailable(f"{len(errors)} Dateien konnten nicht gelöscht werden.")

        await self._do(remove)

    async def delete_prefix(self, bucket: str, prefix: str) -> None:
        """Deletes all objects whose key begins with `prefix`."""
        await self.delete(bucket, [blob.key for blob in await self.listing(bucket, prefix)])

    def presign_get(self, bucket: str, key: str, seconds: int) -> str:
        """An address inside the hub from which the object can be read for a while."""
        return self._s3.get_presigned_url("GET", bucket, key, timedelta(seconds=seconds))

    def presign_public_get(self, bucket: str, key: str, seconds: int) -> str:
        """A public address from which the object can be read for a while."""
        return self._public.get_presigned_url("GET", bucket, key, timedelta(seconds=seconds))

    def presign_put(self, bucket: str, key: str, seconds: int) -> str:
        """A public address to which the object can be written for a while."""
        return self._public.get_presigned_url("PUT", bucket, key, timedelta(seconds=seconds))

    async def begin_parts(self, bucket: str, key: str, content_type: str) -> str:
        """Opens a multipart upload and returns its id."""
        headers: dict[str, str | list[str] | tuple[str]] = {"Content-Type": content_type}
        return await self._do(lambda: self._s3._create_multipart_upload(bucket, key, headers))  # noqa: SLF001 - the SDK keeps multipart to itself

    def presign_part(self, bucket: str, key: str, upload: str, number: int, seconds: int) -> str:
        """A public address that takes one part by PUT."""
        return self._public.get_presigned_url(
            "PUT",
            bucket,
            key,
            timedelta(seconds=seconds),
            extra_query_params={"uploadId": upload, "partNumber": str(number)},
        )

    async def parts(self, bucket: str, key: str, upload: str) -> list[StoredPart]:
        """The parts that have arrived, in order, or `NotFound` for an upload that is over."""

        def read() -> list[StoredPart]:
            found: list[StoredPart] = []
            marker: str | None = None
            while True:
                page = self._s3._list_parts(  # noqa: SLF001 - the SDK keeps multipart to itself
                    bucket, key, upload, max_parts=1000, part_number_marker=marker
                )
                found += [StoredPart(p.part_number, p.size or 0, p.etag) for p in page.parts]
                if not page.is_truncated or not page.parts:
                    return found
                marker = str(page.parts[-1].part_number)

        return await self._do(read)

    async def complete_parts(
        self, bucket: str, key: str, upload: str, parts: Iterable[StoredPart]
    ) -> None:
        """Joins the parts to one object."""
        joined = [S3Part(part.number, part.etag) for part in parts]
        await self._do(lambda: self._s3._complete_multipart_upload(bucket, key, upload, joined))  # noqa: SLF001 - the SDK keeps multipart to itself

    async def abort_parts(self, bucket: str, key: str, upload: str) -> None:
        """Forgets an upload and the parts that had arrived."""
        await self._do(lambda: self._s3._abort_multipart_upload(bucket, key, upload))  # noqa: SLF001 - the SDK keeps multipart to itself


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


def public_read_policy(bucket: str) -> str:
    """A bucket policy that lets anybody read objects by name, but not list them."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": ["*"]},
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket}/*"],
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
