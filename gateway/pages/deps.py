"""What the pages need from the rest of the gateway."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta, Struct

from gateway.pages.assets import Assets
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


class Legal(Struct, frozen=True, kw_only=True):
    """What the law wants on the pages and only the city knows; what is empty is shown as a gap."""

    address: tuple[str, ...] = ()
    represented_by: str = ""
    phone: str = ""
    vat_id: str = ""
    responsible_for_content: str = ""
    data_protection_officer: str = ""
    data_protection_authority: str = ""
    hosting: str = ""
    log_retention: str = ""
    accessibility_contact: str = ""
    accessibility_checked: Annotated[str, Meta(description="When and how it was tested.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDeps:
    """`incident` notes an unexpected failure in the log and gives the id to find it there."""

    execute: Execute
    city: City
    public_url: str
    assets: Assets
    sign_in: Callable[[str, str], Awaitable[SignedIn | None]]
    sign_out: Callable[[str], Awaitable[None]]
    incident: Callable[[Exception], str]
    cookie: SessionCookie = field(default_factory=SessionCookie)
    legal: Legal = field(default_factory=Legal)
    colours: dict[str, str] = field(default_factory=dict)
