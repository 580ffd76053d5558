"""Wagtail with Grapple under gunicorn, its content in SQLite, and no cache, as is its default."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex

from tests.benchmarks.gateway.contender import Item, Running
from tests.benchmarks.gateway.outside import pip, run, serving

PACKAGES = {"wagtail": "8.0.1", "wagtail-grapple": "0.31.0", "gunicorn": "27.0.1"}
_SITE = Path(__file__).with_name("wagtail_site")
_QUERY = """{ experiments(limit: 20) { id slug title summary language canonicalUrlText licenceCode
  licenceUrl attributionText steps { ... on StepBlock { title text } } } }"""


class Wagtail:
    name = f"Wagtail {PACKAGES['wagtail']} with Grapple"

    @asynccontextmanager
    async def serve(self, items: list[Item], data: Path, port: int) -> AsyncIterator[Running]:
        python = await pip("wagtail", PACKAGES)
        settings = {
            "DATA": str(data),
            "SECRET_KEY": token_hex(),
            "DJANGO_SETTINGS_MODULE": "lab.settings",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        (data / "items.json").write_text(json.dumps(items))
        await run(python, "fill.py", str(data / "items.json"), home=_SITE, **settings)
        url = f"http://127.0.0.1:{port}"
        workers = ("--worker-class", "gthread", "--threads", "4", "--no-control-socket")
        gunicorn = (python, "-m", "gunicorn", "lab.wsgi", "--bind", f"127.0.0.1:{port}", *workers)
        log = data / "wagtail.log"
        async with serving(*gunicorn, url=url, log=log, home=_SITE, **settings) as pid:
            yield Running(url, pid, _QUERY, ("experiments",), "/api/graphql/")
