"""New ids and the present moment, both as the documents keep them."""

from datetime import UTC, datetime

import uuid_utils


def new_id() -> str:
    """A UUIDv7 (RFC 9562): sorts by its time of creation."""
    return str(uuid_utils.uuid7())


def now() -> datetime:
    """The present in UTC, cut to milliseconds as BSON keeps them."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
