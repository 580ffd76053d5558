"""The settings of the videos service."""

from typing import Annotated

from msgspec import Meta

from shared.kit.settings import ContentSettings

_Seconds = Annotated[float, Meta(gt=0)]


class VideoSettings(ContentSettings, frozen=True, kw_only=True):
    """`max_source_bytes` bounds one uploaded file.

    Every `cleanup_seconds`, first after `cleanup_first_seconds`, objects go that no document
    refers to and that were written more than `cleanup_grace_seconds` ago.
    """

    max_source_bytes: int = 20 * 1024**3
    cleanup_seconds: _Seconds = 3600
    cleanup_first_seconds: _Seconds = 60
    cleanup_grace_seconds: _Seconds = 24 * 3600
