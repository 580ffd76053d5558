"""New ids and the present moment, both as the documents keep them."""

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils


def new_id() -> str:
    """A UUIDv7 (RFC 9562): sorts by its time of creation."""
    return str(uuid_utils.uuid7())


def made_at(made: str) -> datetime:
    """When an id was made, in UTC (RFC 9562 5.7: milliseconds, in the first 48 bits)."""
    return datetime.fromtimestamp((UUID(made).int >> 80) / 1000, UTC)


def now() -> datetime:
    """The present in UTC, cut to milliseconds as BSON keeps them."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
