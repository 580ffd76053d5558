"""Directus in production, its content in SQLite. Its cache is off, as is its default."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx

from tests.benchmarks.gateway.contender import Item, Running
from tests.benchmarks.gateway.outside import NODE, npm, run, serving

PACKAGES = {"directus": "12.4.0"}
OVERRIDES = {"isolated-vm": "7.0.1"}
"""The version that it asks for cannot be built for this Node; only its flows make use of it."""

_QUERY = """{ experiments(limit: 20) { id slug title summary language canonical_url
  licence { code url } attribution { text } steps { title text } }
  experiments_aggregated { count { id } } }"""
_EMAIL = "editor@example.org"
_LINES = ("slug", "title", "language", "canonical_url")


class Directus:
    name = f"Directus {PACKAGES['directus']}"

    @asynccontextmanager
    async def serve(self, items: list[Item], data: Path, port: int) -> AsyncIterator[Running]:
        home = await npm("directus", PACKAGES, OVERRIDES)
        url, password = f"http://127.0.0.1:{port}", token_hex()
        settings = _settings(data, url, port) | {
            "ADMIN_EMAIL": _EMAIL,
            "ADMIN_PASSWORD": password,
        }
        directus = (NODE, home / "node_modules/directus/cli.js")
        await run(*directus, "bootstrap", home=data, **settings)
        log = data / "directus.log"
        started = serving(
            *directus, "start", url=f"{url}/server/ping", log=log, home=data, **settings
        )
        async with started as pid:
            async with httpx.AsyncClient(base_url=url, timeout=60) as http:
                await _sign_in(http, password)
                await _fill(http, items)
            yield Running(url, pid, _QUERY, ("experiments",))


def _settings(data: Path, url: str, port: int) -> dict[str, str]:
    return {
        "NODE_ENV": "production",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": url,
        "SECRET": token_hex(),
        "DB_CLIENT": "sqlite3",
        "DB_FILENAME": str(data / "directus.sqlite"),
        "TELEMETRY": "false",
        "LOG_LEVEL": "warn",
    }


async def _sign_in(http: httpx.AsyncClient, password: str) -> None:
    token = await _post(http, "/auth/login", {"email": _EMAIL, "password": password})
    http.headers["Authorization"] = f"Bearer {token['access_token']}"


async def _fill(http: httpx.AsyncClient, items: list[Item]) -> None:
    for collection, fields in _collections().items():
        await _post(
            http, "/collections", {"collection": collection, "schema": {}, "fields": fields}
        )
    for relation in _relations():
        await _post(http, "/relations", relation)
    await _make_public(http)
    for item in items:
        await _post(http, "/items/experiments", _experiment(item))


async def _make_public(http: httpx.AsyncClient) -> None:
    policies = (await http.get("/policies?limit=-1")).json()["data"]
    public = next(each["id"] for each in policies if each["name"] == "$t:public_label")
    for collection in _collections():
        permission = {"policy": public, "collection": collection, "action": "read", "fields": ["*"]}
        await _post(http, "/permissions", permission | {"permissions": {}})


def _collections() -> dict[str, list[dict[str, Any]]]:
    return {
        "licences": [*_key(), *_fields("code", "url")],
        "attributions": [*_key(), *_fields("text", kind="text")],
        "experiments": [
            *_key(),
            *_fields(*_LINES),
            *_fields("summary", kind="text"),
            *_fields("licence", "attribution", kind="integer"),
            {"field": "steps", "type": "alias", "meta": {"special": ["o2m"]}},
        ],
        "steps": [
            *_key(),
            *_fields("title"),
            *_fields("text", kind="text"),
            *_fields("sort", "experiment", kind="integer"),
        ],
    }


def _key() -> Iterator[dict[str, Any]]:
    schema = {"is_primary_key": True, "has_auto_increment": True}
    yield {"field": "id", "type": "integer", "schema": schema}


def _fields(*names: str, kind: str = "string") -> Iterator[dict[str, Any]]:
    for name in names:
        yield {"field": name, "type": kind, "schema": {}}


def _relations() -> Iterator[dict[str, Any]]:
    for field in ("licence", "attribution"):
        yield {"collection": "experiments", "field": field, "related_collection": f"{field}s"}
    steps = {"one_field": "steps", "sort_field": "sort"}
    yield {
        "collection": "steps",
        "field": "experiment",
        "related_collection": "experiments",
        "meta": steps,
    }


def _experiment(item: Item) -> dict[str, Any]:
    lines = {name: item[name] for name in ("slug", "title", "language", "summary")}
    related = {name: dict(item[name]) for name in ("licence", "attribution")}
    steps = [{**step, "sort": number} for number, step in enumerate(item["steps"])]
    return {**lines, **related, "canonical_url": item["canonicalUrl"], "steps": steps}


async def _post(http: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Any:
    answer = await http.post(path, json=body)
    if answer.is_error:
        raise RuntimeError(f"{path}: {answer.text[:200]}")
    return answer.json()["data"] if answer.content else None
