"""GraphQL over HTTP, with failures as sentences."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx

from gateway.pages.formats import number
from infra.hub.access import Access
from infra.hub.failures import CommandFailed, Refused, Unreachable

R = TypeVar("R")

Answer = dict[str, Any]

_AWAY = {429, 502, 503, 504}
PAUSES = (0.5, 1, 2, 4, 8, 15)
"""Seconds between attempts."""

_PATIENCE = httpx.Timeout(30, connect=10)


class Client:
    """A hub as one caller sees it."""

    def __init__(self, http: httpx.AsyncClient, access: Access) -> None:
        self.http = http
        self.access = access

    @classmethod
    @asynccontextmanager
    async def open(cls, access: Access) -> AsyncIterator["Client"]:
        limits = httpx.Limits(max_connections=16)
        async with httpx.AsyncClient(timeout=_PATIENCE, limits=limits) as http:
            yield cls(http, access)

    async def ask(self, document: str, **variables: object) -> Answer:
        """The data of a query, asked again while the hub does not answer."""
        return await patiently(lambda: self._send(document, variables))

    async def change(self, document: str, **variables: object) -> Any:
        """The result of the document's only mutation, or `Refused` with its first user error.

        Sent once: whoever knows that a repeat does no harm wraps it in `patiently`.
        """
        (payload,) = (await self._send(document, variables)).values()
        errors = payload.pop("userErrors")
        if errors:
            raise Refused(errors[0]["message"], errors[0]["code"], errors[0]["field"])
        (result,) = payload.values()
        return result

    async def health(self) -> dict[str, str]:
        """What the gateway says of the services behind it, `ok` or a code."""
        reply = await self._request("GET", "/health/ready")
        found = _json(reply, self.access.url)
        return {name: str(state) for name, state in found.items()}

    async def _send(self, document: str, variables: Answer) -> Answer:
        body = {"query": document, "variables": variables}
        reply = await self._request("POST", "/graphql", json=body, headers=self.access.headers)
        if reply.status_code in _AWAY:
            raise Unreachable(f"Der Hub {self.access.url} ist gerade nicht erreichbar.")
        if reply.status_code == 401:
            raise Refused("Der Zugangsschlüssel ist ungültig oder abgelaufen.", "unauthenticated")
        answer = _json(reply, self.access.url)
        if answer.get("errors"):
            raise _error(answer["errors"][0])
        data: Answer = answer["data"]
        return data

    async def _request(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            return await self.http.request(method, self.access.url + path, **options)
        except httpx.TransportError as error:
            raise Unreachable(
                f"Der Hub {self.access.url} antwortet nicht ({type(error).__name__}). "
                "Läuft er, und stimmt HUB_URL?"
            ) from error


async def patiently(work: Callable[[], Awaitable[R]]) -> R:
    """Does work that may be repeated, for half a minute, while the hub is `Unreachable`."""
    for pause in PAUSES:
        try:
            return await work()
        except Unreachable as error:
            print(f"{error} Neuer Versuch in {number(pause)} s …", file=sys.stderr, flush=True)
            await asyncio.sleep(pause)
    return await work()


def _json(reply: httpx.Response, url: str) -> Answer:
    try:
        found = reply.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CommandFailed(
            f"Unter {url} antwortet kein Hub (HTTP {reply.status_code}). Stimmt HUB_URL?"
        )
    return found


def _error(error: Answer) -> CommandFailed:
    extensions = error.get("extensions") or {}
    code = str(extensions.get("code", "internal"))
    if code == "unavailable":
        return Unreachable(error["message"])
    return Refused(error["message"], code, extensions.get("field"))
