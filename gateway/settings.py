"""The settings of the gateway."""

from pathlib import Path

from shared.kit.settings import Settings


class GatewaySettings(Settings, frozen=True, kw_only=True):
    """`public_url` is the origin that people see; `assets_dir` holds the built browser code.

    `media_url` is where the gateway itself fetches published pictures; the public origin if None.
    `data_dir` is used by the bootstrap alone, to leave the first editor's token.
    """

    mongo_url: str
    database: str | None = None
    public_url: str
    media_url: str | None = None
    city_file: Path
    caller_private_key: str
    assets_dir: Path
    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
