"""Where ffmpeg reads a file from, and what it may read it with."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from services.transcoder.tools import CONTAINERS, OWN_MP4, SAFE_INPUT

_SILENCE_SECONDS = 30
"""After so long without a byte a connection counts as lost."""

_RECONNECT_SECONDS = 7
"""ffmpeg tries again after 0, 1, 3 and 7 seconds; who asked it waits longer, and then asks for the
whole file."""


class Source(Struct, frozen=True, kw_only=True):
    """An address for ffmpeg: a name in its folder, or a signed address of the object store.

    `options` name the protocols and the formats that it may open; nothing else is.
    """

    address: str
    options: dict[str, str]

    @property
    def words(self) -> list[str]:
        """The input's part of a command line."""
        options = [word for name, value in self.options.items() for word in (f"-{name}", value)]
        return [*options, "-i", self.address]


def local(name: str) -> Source:
    """A file in the folder where the program runs."""
    return Source(address=name, options=dict(SAFE_INPUT))


def own(name: str) -> Source:
    """An MP4 in that folder which the hub has made itself."""
    return Source(address=name, options=dict(OWN_MP4))


def remote(url: str) -> Source:
    """An object of the store, read by ranges; a store that goes away is waited for a little."""
    secure = urlsplit(url).scheme == "https"
    return Source(
        address=url,
        options={
            "protocol_whitelist": "https,tls,tcp" if secure else "http,tcp",
            "format_whitelist": CONTAINERS,
            "rw_timeout": str(_SILENCE_SECONDS * 1_000_000),
            "reconnect": "1",
            "reconnect_on_network_error": "1",
            "reconnect_delay_max": str(_RECONNECT_SECONDS),
            "multiple_requests": "1",
        },
    )


def is_read_from_store(command: Iterable[str]) -> bool:
    """Whether a command line names an address, and not only files in its folder."""
    return any(word.startswith(("http://", "https://")) for word in command)
