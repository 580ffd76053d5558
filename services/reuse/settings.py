"""The settings of the service that follows other hubs."""

from pathlib import Path

from shared.kit.settings import BlobSettings, Duration


class ReuseSettings(BlobSettings, frozen=True, kw_only=True):
    """`private_hubs` are "host:port", with commas, that may lie in private networks. Besides being
    told of news, each feed is looked at every `look_seconds`; a page of it may take
    `answer_seconds`. Films pass through `work_dir`.
    """

    mongo_url: str
    database: str | None = None
    city_file: Path
    caller_public_key: str
    private_hubs: str = ""
    look_seconds: Duration = 20
    answer_seconds: Duration = 30
    work_dir: Path
    max_film_bytes: int = 8 << 30
