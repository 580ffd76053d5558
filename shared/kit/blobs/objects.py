"""Objects: written, read, listed, copied, deleted."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from minio.commonconfig import CopySource
from minio.deleteobjects import DeleteObject
from msgspec import Struct

from shared.contracts.errors import Unavailable
from shared.kit.blobs.connection import Connection
from shared.kit.buckets import BUCKETS, MEDIA, public_read_policy

_PIECE_BYTES = 4 << 20


class Blob(Struct, frozen=True):
    """An object: its key, its size, its media type ("" in listings, as the tag of its content),
    and when it was written.
    """

    key: str
    bytes: int
    content_type: str = ""
    modified_at: datetime | None = None
    etag: str = ""


class Objects(Connection):
    """What is done with whole objects."""

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
        return await self.part(bucket, key, 0, 0)

    async def pieces(self, bucket: str, key: str) -> AsyncIterator[bytes]:
        """Reads a large object from its beginning to its end, a few megabytes at a time."""
        size, begin = (await self.stat(bucket, key)).bytes, 0
        while begin < size:
            length = min(_PIECE_BYTES, size - begin)
            yield await self.part(bucket, key, begin, length)
            begin += length

    async def part(self, bucket: str, key: str, begin: int, length: int) -> bytes:
        """So many bytes from a place on; all of them where `length` is 0."""

        def read() -> bytes:
            response = self._s3.get_object(bucket, key, offset=begin, length=length)
            try:
                return bytes(response.read())
            finally:
                response.close()
                response.release_conn()

        return await self._do(read)

    async def store(self, bucket: str, key: str, path: Path, content_type: str) -> None:
        """Writes a file."""
        await self._transfer(
            lambda halt: self._s3.fput_object(bucket, key, str(path), content_type, progress=halt)
        )

    async def fetch(self, bucket: str, key: str, path: Path) -> None:
        """Reads an object into a file."""
        await self._transfer(
            lambda halt: self._s3.fget_object(bucket, key, str(path), progress=halt)
        )

    async def stat(self, bucket: str, key: str) -> Blob:
        """Size and media type, or `NotFound`."""
        found = await self._do(lambda: self._s3.stat_object(bucket, key))
        kind, etag = found.content_type or "", found.etag or ""
        return Blob(key, found.size or 0, kind, found.last_modified, etag)

    async def listing(self, bucket: str, prefix: str) -> list[Blob]:
        """All objects whose key begins with `prefix`."""
        return await self._do(
            lambda: [
                Blob(str(found.object_name), found.size or 0, "", found.last_modified)
                for found in self._s3.list_objects(bucket, prefix, recursive=True)
            ]
        )

    async def folders(self, bucket: str, prefix: str) -> list[str]:
        """The folders right below `prefix`, which ends in a slash, each with a slash at its end."""
        return await self._do(
            lambda: [
                str(found.object_name)
                for found in self._s3.list_objects(bucket, prefix)
                if found.is_dir
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
