"""The settings of the videos service."""

from shared.kit.settings import ContentSettings


class VideoSettings(ContentSettings, frozen=True, kw_only=True):
    """`max_source_bytes` bounds one uploaded file."""

    max_source_bytes: int = 20 * 1024**3
