"""Small participation platforms that answer as the real ones do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

ORGANISATION = "musterstadt"
USERNAME = "hub@musterstadt.example"
PASSWORD = "richtig"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path with the query, headers in lower case, and what was sent as JSON."""

    method: str
    target: str
    headers: dict[str, str]
    sent: Any

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered; `endless` goes on with zeros for ever."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False
    delay: float = 0


def as_json(value: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


class Server:
    """A web server in this process; `answer` may be exchanged while it runs."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.host = ""
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    @classmethod
    @asynccontextmanager
    async def open(cls, answer: Callable[[Asked], Answer]) -> AsyncIterator[Self]:
        server = cls(answer)
        server._server = await asyncio.start_server(server._serve, "127.0.0.1", 0)
        server.host = f"127.0.0.1:{server._server.sockets[0].getsockname()[1]}"
        try:
            yield server
        finally:
            server.vanish()

    def vanish(self) -> None:
        """Nobody listens there any more."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            await _write(writer, self.answer(asked))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has heard enough
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Asked:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method, target, headers, json.loads(body) if body else None)


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    await asyncio.sleep(answer.delay)
    headers = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    writer.write(f"HTTP/1.1 {answer.status} X\r\nConnection: close\r\n{headers}\r\n".encode())
    writer.write(answer.body)
    await writer.drain()
    while answer.endless:
        writer.write(bytes(1_000_000))
        await writer.drain()


def app_project(number: int, **changes: Any) -> dict[str, Any]:
    """An entry of adhocracy+'s `/api/app-projects/`."""
    return {
        "pk": number,
        "slug": f"projekt-{number}",
        "point": None,
        "name": f"Projekt {number}",
        "url": f"/{ORGANISATION}/projects/projekt-{number}/",
        "description": "Worum es geht.",
        "information": "<p>Mehr davon.</p>",
        "result": "",
        "organisation": "Musterstadt",
        "organisation_logo": None,
        "published_modules": [number],
        "access": "PUBLIC",
        "image": None,
        "single_idea_collection_module": number,
        "single_poll_module": False,
        "participation_time_display": "9 Tage verbleibend",
        "module_running_progress": 40,
        "has_contact_info": False,
        "contact_name": "",
        "contact_address_text": "",
        "contact_phone": "",
        "contact_email": "",
        "contact_url": "",
    } | changes


class Adhocracy:
    """adhocracy+: tokens that can expire, the interface for apps, site map and pages."""

    def __init__(self, *projects: dict[str, Any]) -> None:
        self.projects: list[Any] = list(projects)
        self.password = PASSWORD
        self.access = "access-1"
        self.refresh = "refresh-1"
        self.pages: dict[str, str] = {}
        self._given = 1

    def expire(self, *, refresh: bool = False) -> None:
        """The access token is over, and perhaps the one that renews it."""
        self._given += 1
        self.access = f"access-{self._given}"
        if refresh:
            self.refresh = f"refresh-{self._given}"

    def __call__(self, asked: Asked) -> Answer:
        match asked.method, asked.path:
            case "POST", "/api/token/":
                right = asked.sent == {"username": USERNAME, "password": self.password}
                given = {"access": self.access, "refresh": self.refresh}
                return as_json(given) if right else as_json({"detail": "No active account"}, 401)
            case "POST", "/api/token/refresh/":
                right = asked.sent == {"refresh": self.refresh}
                return as_json({"access": self.access}) if right else as_json({}, 401)
            case "GET", "/api/app-projects/":
                right = asked.headers.get("authorization") == f"Bearer {self.access}"
                return as_json(self.projects) if right else as_json({"detail": "expired"}, 401)
            case "GET", path if path == f"/{ORGANISATION}/sitemap-projects.xml":
                return self._site_map(asked.headers["host"])
            case "GET", path if path in self.pages:
                return Answer(200, self.pages[path].encode(), {"Content-Type": "text/html"})
        return Answer(404)

    def _site_map(self, host: str) -> Answer:
        if not self.pages:
            return Answer(404)
        places = "".join(f"<url><loc>http://{host}{path}</loc></url>" for path in self.pages)
        return Answer(200, f'<?xml version="1.0"?><urlset xmlns="x">{places}</urlset>'.encode())
