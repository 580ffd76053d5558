"""Strapi in production, its content in SQLite; it has no cache of its own."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from tests.benchmarks.gateway.contender import Item, Running
from tests.benchmarks.gateway.outside import NODE, npm, serving

PACKAGES = {
    "@strapi/strapi": "5.54.0",
    "@strapi/plugin-graphql": "5.54.0",
    "@strapi/plugin-users-permissions": "5.54.0",
    "better-sqlite3": "13.2.0",
}
_PROJECT = Path(__file__).with_name("strapi_project")
_SECRETS = ("APP_KEYS", "API_TOKEN_SALT", "ADMIN_JWT_SECRET", "TRANSFER_TOKEN_SALT", "JWT_SECRET")
_QUERY = """{ experiments_connection(pagination: {limit: 20}) { pageInfo { total }
  nodes { documentId slug title summary language canonicalUrl licence { code url }
    attribution { text } steps { title text } } } }"""


class Strapi:
    name = f"Strapi {PACKAGES['@strapi/strapi']}"

    @asynccontextmanager
    async def serve(self, items: list[Item], data: Path, port: int) -> AsyncIterator[Running]:
        home = await npm("strapi", PACKAGES)
        shutil.copytree(_PROJECT, home, dirs_exist_ok=True)
        (home / "public/uploads").mkdir(parents=True, exist_ok=True)
        (data / "items.json").write_text(json.dumps(items))
        settings = {name: token_hex() for name in _SECRETS} | {
            "NODE_ENV": "production",
            "STRAPI_TELEMETRY_DISABLED": "true",
            "PORT": str(port),
            "DATABASE_FILENAME": str(data / "strapi.sqlite"),
            "ITEMS_FILE": str(data / "items.json"),
        }
        strapi = (NODE, home / "node_modules/@strapi/strapi/bin/strapi.js", "start")
        url = f"http://127.0.0.1:{port}"
        async with serving(*strapi, url=url, log=data / "strapi.log", home=home, **settings) as pid:
            yield Running(url, pid, _QUERY, ("experiments_connection", "nodes"))
