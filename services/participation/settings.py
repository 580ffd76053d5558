"""The settings of the service for participation."""

from pathlib import Path

from shared.kit.settings import Duration, Settings


class ParticipationSettings(Settings, frozen=True, kw_only=True):
    """`participation_password` belongs to the source in the city file that names a username.

    `private_platforms` are "host:port", with commas, that may lie in private networks. A platform
    is asked every `participation_refresh_seconds`; one that fails less and less often, up to
    `participation_longest_pause_seconds` apart.
    """

    mongo_url: str
    database: str | None = None
    city_file: Path
    caller_public_key: str
    participation_password: str = ""
    private_platforms: str = ""
    participation_refresh_seconds: Duration = 600
    participation_longest_pause_seconds: Duration = 1800
