"""The settings of the gateway."""

from pathlib import Path

from gateway.graphql.limits import GraphqlLimits, Origins


class GatewaySettings(GraphqlLimits, frozen=True, kw_only=True):
    """`public_url` is the origin that people see; `assets_dir` holds the built browser code.

    `media_url` is where the gateway itself fetches published pictures; the public origin if None.
    `embed_origins` may show our pages in frames, beside the city's own website.
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
    embed_origins: Origins = ""
    host: str = "127.0.0.1"
    port: int = 8000
