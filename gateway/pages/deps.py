"""What the pages need from the rest of the gateway."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from gateway.barrier_reports import BarrierReports
from gateway.pages.assets import Assets
from gateway.pages.logo import Logo
from gateway.pages.printing.press import Press
from gateway.pages.query import Execute
from shared.contracts.caller import Caller
from shared.contracts.city import City


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token for the cookie, and who it is."""

    token: str
    caller: Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCookie:
    """How the session is kept in the browser; `max_age` in seconds."""

    name: str = "hub_session"
    secure: bool = True
    max_age: int = 12 * 60 * 60

    @classmethod
    def of(cls, public_url: str) -> Self:
        """With the port in its name: browsers send a cookie to all ports of a host."""
        address = urlsplit(public_url)
        name = f"hub_session_{address.port}" if address.port else "hub_session"
        return cls(name=name, secure=address.scheme == "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeps:
    """`sign_in` takes login, password and the browser's address.

    `incident` notes an unexpected failure in the log and gives the id to find it there. `admit`
    counts what is sent without an account, by address; `send_photo` reads a photo and
    gives the key under which it can be submitted, or nothing where it is empty.
    """

    execute: Execute
    city: City
    public_url: str
    assets: Assets
    press: Press
    sign_in: Callable[[str, str, str], Awaitable[SignedIn | None]]
    sign_out: Callable[[str], Awaitable[None]]
    incident: Callable[[Exception], str]
    admit: Callable[[str], None]
    send_photo: Callable[[Callable[[], Awaitable[bytes]]], Awaitable[str]]
    barriers: BarrierReports
    logo: Logo | None = None
    cookie: SessionCookie = field(default_factory=SessionCookie)
