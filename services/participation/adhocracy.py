"""adhocracy+: its interface for apps by sign-in, else what it tells search engines."""

from typing import Any

from msgspec import Struct

from services.participation import site_map
from services.participation.described import Described, Told, When, each
from services.participation.failures import InterfaceMissing, SignInRefused
from services.participation.moments import by_words
from services.participation.platform import Platform, decoded
from shared.contracts.participation import ParticipationPhase
from shared.kit import log
from shared.kit.ids import now
from shared.kit.web import Reply

_PROJECTS = "/api/app-projects/"
_TOKEN = "/api/token/"  # noqa: S105 - an address
_REFRESH = "/api/token/refresh/"
_logger = log.get("hub.participation")


class Tokens(Struct, frozen=True):
    """Opens the interface for some minutes, and what renews it for some hours."""

    access: str
    refresh: str = ""


class AppProject(Struct, frozen=True):
    """A project as the interface for apps gives it."""

    name: str
    url: str
    description: str = ""
    information: str = ""
    organisation: str = ""
    image: str | None = None
    point: Any = None
    access: str = "PUBLIC"
    participation_time_display: str = ""
    module_running_progress: float | None = None


class Adhocracy:
    """Reads the projects of one organisation. The tokens are kept in memory alone."""

    def __init__(self, platform: Platform, password: str) -> None:
        self._platform = platform
        self._password = password
        self._tokens: Tokens | None = None

    async def read(self) -> Told:
        """By the interface for apps, if it can be used and tells anything.

        It tells only of organisations that have switched on the geolocation.
        """
        if self._platform.source.username and self._password:
            try:
                told = await self._by_interface()
            except (SignInRefused, InterfaceMissing) as failure:
                source = self._platform.source.slug
                _logger.warning("participation by site map", source=source, code=failure.code)
            else:
                if told.projects or told.left_out:
                    return told
        return await site_map.read(self._platform)

    async def _by_interface(self) -> Told:
        entries = decoded(await self._answered(), list[Any])
        return each(entries, AppProject, self._describe)

    async def _answered(self) -> Reply:
        """With the token that is at hand, a renewed one, or a new one, as the first is taken."""
        for tokens_from in (self._kept, self._renewed, self._signed_in):
            self._tokens = await tokens_from()
            if self._tokens:
                reply = await self._platform.ask(_PROJECTS, token=self._tokens.access)
                if reply.status != 401:
                    return reply
        raise SignInRefused("Die Plattform nimmt ihre eigenen Token nicht an.")

    async def _kept(self) -> Tokens | None:
        return self._tokens

    async def _renewed(self) -> Tokens | None:
        before = self._tokens
        if before is None or not before.refresh:
            return None
        reply = await self._platform.ask(_REFRESH, sent={"refresh": before.refresh})
        if reply.status in (400, 401):
            return None
        renewed = decoded(reply, Tokens)
        return Tokens(renewed.access, renewed.refresh or before.refresh)

    async def _signed_in(self) -> Tokens:
        username = self._platform.source.username
        sent = {"username": username, "password": self._password}
        reply = await self._platform.ask(_TOKEN, sent=sent)
        if reply.status == 400:
            raise SignInRefused("Die Plattform kennt Name oder Passwort nicht.")
        return decoded(reply, Tokens)

    def _describe(self, entry: AppProject) -> Described | None:
        folder = self._platform.address(f"/{self._platform.source.organisation}/")
        elsewhere = not self._platform.address(entry.url).startswith(folder)
        if elsewhere or entry.access == "PRIVATE":
            return None
        return Described(
            url=entry.url,
            title=entry.name,
            summary=entry.description,
            html=entry.information,
            image=entry.image or "",
            organisation=entry.organisation,
            when=_when(entry),
            progress=entry.module_running_progress,
            point=entry.point,
        )


def _when(entry: AppProject) -> When:
    """A project of which progress is told runs, however its words are to be read."""
    when = by_words(entry.participation_time_display, now())
    if when.phase is ParticipationPhase.UNKNOWN and entry.module_running_progress is not None:
        return When(phase=ParticipationPhase.RUNNING)
    return when
