"""Signed addresses: who holds one may do one thing with one object for a while."""

from datetime import UTC, datetime, timedelta

from shared.kit.blobs.connection import Connection

_SAME_SHARE = 4


class Addresses(Connection):
    """Signing needs no call to the store."""

    def presign_get(self, bucket: str, key: str, seconds: int) -> str:
        """An address inside the hub from which the object can be read for a while."""
        return self._s3.get_presigned_url("GET", bucket, key, timedelta(seconds=seconds))

    def presign_public_get(self, bucket: str, key: str, seconds: int) -> str:
        """A public address from which the object can be read for `seconds`, or a quarter more.

        It is the same for that quarter, so that players know a file again that they have begun.
        """
        same = max(1, seconds // _SAME_SHARE)
        at = int(datetime.now(UTC).timestamp()) // same * same
        return self._public.get_presigned_url(
            "GET",
            bucket,
            key,
            timedelta(seconds=seconds + same),
            request_date=datetime.fromtimestamp(at, UTC),
        )

    def presign_put(self, bucket: str, key: str, seconds: int) -> str:
        """A public address to which the object can be written for a while."""
        return self._public.get_presigned_url("PUT", bucket, key, timedelta(seconds=seconds))

    def presign_inner_put(self, bucket: str, key: str, seconds: int) -> str:
        """An address inside the hub to which the object can be written for a while."""
        return self._s3.get_presigned_url("PUT", bucket, key, timedelta(seconds=seconds))

    def presign_part(self, bucket: str, key: str, upload: str, number: int, seconds: int) -> str:
        """A public address that takes one part by PUT."""
        return self._public.get_presigned_url(
            "PUT",
            bucket,
            key,
            timedelta(seconds=seconds),
            extra_query_params={"uploadId": upload, "partNumber": str(number)},
        )
