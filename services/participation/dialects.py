"""The dialects that can be read, each with its reader."""

from collections.abc import Callable, Mapping
from typing import Protocol

from services.participation.adhocracy import Adhocracy
from services.participation.decidim import Decidim
from services.participation.described import Told
from services.participation.mein_berlin import MeinBerlin
from services.participation.platform import Platform
from shared.contracts.participation import Dialect


class Reader(Protocol):
    """Asks a platform in its dialect. Raises the failures of this service and `FetchError`s."""

    async def read(self) -> Told: ...


READERS: Mapping[Dialect, Callable[[Platform, str], Reader]] = {
    Dialect.ADHOCRACY: Adhocracy,
    Dialect.MEIN_BERLIN: lambda platform, _: MeinBerlin(platform),
    Dialect.DECIDIM: lambda platform, _: Decidim(platform),
}
"""Made from the platform and the password that belongs to its username."""
