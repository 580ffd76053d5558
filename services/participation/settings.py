"""The settings of the service for participation."""

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from shared.kit.settings import Duration, Settings

Hosts = Annotated[str, Meta(pattern=r"^([A-Za-z0-9.:\[\]-]+:[0-9]+ ?)*\Z")]
"""Each "host:port", with spaces between."""


class ParticipationSettings(Settings, frozen=True, kw_only=True):
    """`participation_password` belongs to the source in the city file that names a username.

    `private_hosts` may be asked though they lie in a private network. A platform is asked every
    `participation_refresh_seconds`; one that fails less and less often, up to
    `participation_longest_pause_seconds` apart.
    """

    mongo_url: str
    database: str | None = None
    city_file: Path
    caller_public_key: str
    participation_password: str = ""
    private_hosts: Hosts = ""
    participation_refresh_seconds: Duration = 600
    participation_longest_pause_seconds: Duration = 1800
