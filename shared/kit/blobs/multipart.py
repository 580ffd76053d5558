"""Uploads in parts, which the SDK keeps to itself."""

# ruff: noqa: SLF001

from collections.abc import Iterable
from datetime import datetime

from minio.datatypes import Part as S3Part
from msgspec import Struct

from shared.kit.blobs.connection import Connection

_MOST_OPEN_UPLOADS = 1000


class StoredPart(Struct, frozen=True):
    """A part of an upload that has arrived."""

    number: int
    bytes: int
    etag: str
    arrived_at: datetime | None = None


class OpenUpload(Struct, frozen=True):
    """A multipart upload that was begun and neither completed nor aborted."""

    key: str
    id: str
    begun_at: datetime


class UploadsInParts(Connection):
    """Each upload has an id; its parts are sent to presigned addresses."""

    async def begin_parts(self, bucket: str, key: str, content_type: str) -> str:
        """Opens a multipart upload and returns its id."""
        headers: dict[str, str | list[str] | tuple[str]] = {"Content-Type": content_type}
        return await self._do(lambda: self._s3._create_multipart_upload(bucket, key, headers))

    async def parts(self, bucket: str, key: str, upload: str) -> list[StoredPart]:
        """The parts that have arrived, in order, or `NotFound` for an upload that is over."""

        def read() -> list[StoredPart]:
            found: list[StoredPart] = []
            marker: str | None = None
            while True:
                page = self._s3._list_parts(
                    bucket, key, upload, max_parts=1000, part_number_marker=marker
                )
                found += [
                    StoredPart(part.part_number, part.size or 0, part.etag, part.last_modified)
                    for part in page.parts
                ]
                if not page.is_truncated or not page.parts:
                    return found
                marker = str(page.parts[-1].part_number)

        return await self._do(read)

    async def complete_parts(
        self, bucket: str, key: str, upload: str, parts: Iterable[StoredPart]
    ) -> None:
        """Joins the parts to one object."""
        joined = [S3Part(part.number, part.etag) for part in parts]
        await self._do(lambda: self._s3._complete_multipart_upload(bucket, key, upload, joined))

    async def open_uploads(self, bucket: str, prefix: str) -> list[OpenUpload]:
        """The uploads whose key begins with `prefix`, at most a thousand at a time."""

        def read() -> list[OpenUpload]:
            found = self._s3._list_multipart_uploads(
                bucket, prefix=prefix, max_uploads=_MOST_OPEN_UPLOADS
            )
            return [
                OpenUpload(each.object_name, each.upload_id, each.initiated_time)
                for each in found.uploads
                if each.upload_id and each.initiated_time
            ]

        return await self._do(read)

    async def abort_parts(self, bucket: str, key: str, upload: str) -> None:
        """Forgets an upload and the parts that had arrived."""
        await self._do(lambda: self._s3._abort_multipart_upload(bucket, key, upload))
