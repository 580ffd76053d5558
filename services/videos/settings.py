"""The settings of the videos service."""

from shared.kit.settings import ContentSettings, Duration


class VideoSettings(ContentSettings, frozen=True, kw_only=True):
    """`max_source_bytes` bounds one uploaded file.

    With each cleanup objects go that no document refers to and that were written more than
    `cleanup_grace_seconds` ago.
    """

    max_source_bytes: int = 20 * 1024**3
    cleanup_grace_seconds: Duration = 24 * 3600
