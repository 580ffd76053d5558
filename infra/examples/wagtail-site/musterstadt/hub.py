"""What the hub has: one GraphQL query from the server, kept, with the last good answer at hand."""

import json
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache

QUERY = """
query ($field: String!, $first: Int!) {
  experiments(first: $first, filter: { field: $field }) {
    nodes {
      title summary language canonicalUrl durationMinutes version
      cover { url alt width height }
      licence { name url }
      attribution { text }
    }
  }
}
"""
AGAIN = timedelta(seconds=30)
"""How long a hub that is away is left in peace."""

KEPT = timedelta(days=30)
PATIENCE = (2, 5)
"""Seconds to connect, and between two pieces of the answer."""

LONGEST = 10
"""Seconds for the whole answer."""

LARGEST = 1_000_000
"""Bytes of it."""

_log = logging.getLogger(__name__)


class HubAway(Exception):
    """The hub did not answer, or with something else than what was asked for."""


@dataclass(frozen=True)
class Shown:
    """Items of the hub as they were `at`; they are asked for again `after`.

    `old`: the hub was away when they were last asked for.
    """

    items: tuple[dict[str, Any], ...]
    at: datetime
    after: datetime
    old: bool = False


def experiments(field: str, first: int) -> Shown | None:
    """The newest of an innovation field; None where there has been no good answer yet."""
    key, now = f"hub-{field}-{first}", datetime.now(UTC)
    kept: Shown | None = cache.get(key)
    if kept and now < kept.after:
        return kept
    try:
        fresh = timedelta(seconds=settings.HUB_FRESH_SECONDS)
        shown = Shown(_asked(field, first), now, now + fresh)
    except HubAway as error:
        _log.warning("The hub is away: %s", error)
        shown = replace(kept, after=now + AGAIN, old=True) if kept else None
    if shown is not None:
        cache.set(key, shown, KEPT.total_seconds())
    return shown


def _asked(field: str, first: int) -> tuple[dict[str, Any], ...]:
    question = {"query": QUERY, "variables": {"field": field, "first": first}}
    try:
        with requests.post(
            f"{settings.HUB_URL}/graphql",
            json=question,
            timeout=PATIENCE,
            stream=True,
            allow_redirects=False,
        ) as answer:
            answer.raise_for_status()
            found = json.loads(_read(answer))["data"]["experiments"]["nodes"]
        return tuple(_absolute(item) for item in found)
    except (requests.RequestException, OSError, ValueError, LookupError, TypeError) as error:
        raise HubAway(repr(error)) from error


def _read(answer: requests.Response) -> bytes:
    body, until = b"", time.monotonic() + LONGEST
    for piece in answer.iter_content(65_536):
        body += piece
        if len(body) > LARGEST or time.monotonic() > until:
            raise HubAway("too much, or too slow")
    return body


def _absolute(item: dict[str, Any]) -> dict[str, Any]:
    """With the full address of its picture."""
    cover = item["cover"]
    return item | {"cover": cover | {"url": settings.HUB_URL + cover["url"]} if cover else None}
