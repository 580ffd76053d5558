"""What a browser has already is not sent again: entity tags and their comparison (RFC 9110)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response


def entity_tag(body: str) -> str:
    """A weak tag: the edge may compress the same text in different ways."""
    return f'W/"{hashlib.blake2b(body.encode(), digest_size=12).hexdigest()}"'


def known(told: str, tag: str) -> bool:
    """Whether `If-None-Match` names the tag; weak and strong count alike."""
    opaque = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") in (opaque, "*") for each in told.split(","))


def tagged(
    request: Request[Any, Any, Any], body: str, media_type: str, headers: Mapping[str, str]
) -> Response[str]:
    """The text with its tag, or 304 without it where the one who asks has it."""
    tag = entity_tag(body)
    told = {"Cache-Control": "no-cache", **headers, "ETag": tag}
    if known(request.headers.get("if-none-match", ""), tag):
        return Response("", status_code=304, media_type=media_type, headers=told)
    return Response(body, media_type=media_type, headers=told)
